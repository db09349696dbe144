package org.lazymmu.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.lazymmu.source.FileDiff;
import org.lazymmu.source.Hunk;

/**
 * Neighbouring lines that go and come: a part of a hunk without context between. The same change stands in hunks of different
 * shape when other patches are squashed into the commit, so it is the unit that is looked for. Lines have single blanks.
 *
 * @param path    of the file after it
 * @param removed lines that go
 * @param added   lines that come
 * @param above   the line of context above that is not empty, or nothing
 * @param below   the same below
 * @param key     what is the same in another commit that makes the same change
 * @param telling whether its lines are such that hardly another patch has them
 */
record Change(String path, List<String> removed, List<String> added, String above, String below, Key key,
        boolean telling) {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** What lines of many patches have in common: words of C, and what kernels say in every function. */
    private static final Pattern COMMONPLACE = Pattern
            .compile("\\b(?:if|else|for|while|do|goto|return|break|continue|case|default"
                    + "|switch|static|int|void|unsigned|long|struct|bool|true|false|NULL|const|inline|out|err|error|ret|rc|i|flags"
                    + "|likely|unlikely|cond_resched|include|E[A-Z]{3,8}|0|1)\\b|[^\\w]+");

    Change {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** Lines without blanks. */
    record Key(List<String> removed, List<String> added) {
    }

    /** What takes this back. */
    Change reversed() {
        return new Change(path, added, removed, above, below, new Key(key.added, key.removed), telling);
    }

    /** Whether another change is a part of this one: neighbours that other patches changed are one change when squashed. */
    static boolean isPart(Key part, Key of) {
        return Collections.indexOfSubList(of.removed, part.removed) >= 0
                && Collections.indexOfSubList(of.added, part.added) >= 0;
    }

    private static String packed(String line) {
        return line.replace(" ", "");
    }

    private static boolean isTelling(List<String> removed, List<String> added) {
        int letters = 0;
        for (List<String> lines : List.of(removed, added)) {
            for (String line : lines) {
                letters += COMMONPLACE.matcher(line).replaceAll("").length();
            }
        }
        return letters >= 8;
    }

    /** Whether another change with the same lines stands in the same place. */
    boolean isBeside(Change other) {
        return !above.isEmpty() && above.equals(other.above) || !below.isEmpty() && below.equals(other.below);
    }

    /** The changes of a patch, in order; a file that changes without lines, as by its mode, is one with no lines. */
    static List<Change> of(List<FileDiff> diffs) {
        List<Change> changes = new ArrayList<>();
        for (FileDiff diff : diffs) {
            for (Hunk hunk : diff.hunks()) {
                split(diff.path(), hunk.lines(), changes);
            }
            if (diff.hunks().isEmpty()) {
                List<String> done = List.of(diff.kind().name());
                changes.add(new Change(diff.path(), done, List.of(), "", "", new Key(done, List.of()), false));
            }
        }
        return changes;
    }

    private static void split(String path, List<Hunk.Line> lines, List<Change> into) {
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).mark() == Hunk.CONTEXT) {
                at++;
                continue;
            }
            int end = at;
            List<String> removed = new ArrayList<>();
            List<String> added = new ArrayList<>();
            while (end < lines.size() && lines.get(end).mark() != Hunk.CONTEXT) {
                (lines.get(end).mark() == Hunk.REMOVED ? removed : added).add(bare(lines.get(end)));
                end++;
            }
            removed.removeIf(String::isEmpty);
            added.removeIf(String::isEmpty);
            if (!removed.equals(added)) {
                Key key = new Key(removed.stream().map(Change::packed).toList(),
                        added.stream().map(Change::packed).toList());
                into.add(new Change(path, removed, added, context(lines, at - 1, -1), context(lines, end, 1), key,
                        isTelling(removed, added)));
            }
            at = end;
        }
    }

    private static String context(List<Hunk.Line> lines, int from, int step) {
        for (int at = from; at >= 0 && at < lines.size() && lines.get(at).mark() == Hunk.CONTEXT; at += step) {
            String line = bare(lines.get(at));
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    private static String bare(Hunk.Line line) {
        return SPACE.matcher(line.text()).replaceAll(" ").strip();
    }
}
