package org.lazymmu.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.source.FileDiff;

/** What a patch or a commit changes, ready to be held against another. */
final class Contents {
    /** Names that are long enough to be somebody's own. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{5,}|\\d{4,}");
    private static final Set<String> COMMON = Set.of("return", "static", "unsigned", "struct", "continue", "inline",
            "EINVAL",
            "likely", "unlikely", "sizeof", "switch", "default", "cond_resched", "typeof", "printk", "define",
            "include");
    /** Below this share of common words two changes of one file have nothing to do with each other. */
    private static final double RELATED = 0.3;

    private final List<Change> changes;
    private final Map<String, List<Change>> byPath = new HashMap<>();
    /** Words in lines that go or come, by the file; a minus in front of those that go. */
    private final Map<String, Set<String>> words = new HashMap<>();

    Contents(List<FileDiff> diffs) {
        this(Change.of(diffs), wordsOf(diffs));
    }

    private Contents(List<Change> changes, Map<String, Set<String>> words) {
        this.changes = List.copyOf(changes);
        this.words.putAll(words);
        changes.forEach(change -> byPath.computeIfAbsent(change.path(), path -> new ArrayList<>()).add(change));
    }

    /** What takes this back. */
    Contents reversed() {
        Map<String, Set<String>> turned = new HashMap<>();
        words.forEach((path, set) -> {
            Set<String> other = new HashSet<>();
            set.forEach(word -> other.add(word.startsWith("-") ? word.substring(1) : "-" + word));
            turned.put(path, other);
        });
        return new Contents(changes.stream().map(Change::reversed).toList(), turned);
    }

    List<Change> changes() {
        return changes;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        changes.forEach(change -> paths.add(change.path()));
        return paths;
    }

    /** Whether it makes a change: the same lines, and where they say little, in the same place. */
    boolean makes(Change change) {
        return makes(change, false);
    }

    private boolean makes(Change change, boolean orMore) {
        for (Change own : byPath.getOrDefault(change.path(), List.of())) {
            if ((orMore ? Change.isPart(change.key(), own.key()) : change.key().equals(own.key()))
                    && (change.telling() || change.isBeside(own))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Which of a patch's changes it makes, by their places in the patch. Next to one that is the patch's beyond doubt, others may be
     * parts of larger ones: that is what becomes of neighbours that are squashed.
     */
    Set<Integer> made(Contents patch) {
        Set<Integer> made = new LinkedHashSet<>();
        boolean sure = false;
        for (int i = 0; i < patch.changes.size(); i++) {
            if (makes(patch.changes.get(i), false)) {
                made.add(i);
                sure |= patch.changes.get(i).telling();
            }
        }
        for (int i = 0; sure && i < patch.changes.size(); i++) {
            if (makes(patch.changes.get(i), true)) {
                made.add(i);
            }
        }
        return made;
    }

    /** How many of another's changes it makes. */
    int makes(Contents other) {
        return (int) other.changes.stream().filter(this::makes).count();
    }

    /** Whether it makes all of another's changes. */
    boolean makesAll(Contents other) {
        return other.changes.stream().allMatch(this::makes);
    }

    /** Whether it makes a change in other words: in the same file with much of the same. */
    boolean resembles(Change change) {
        Set<String> mine = words.getOrDefault(change.path(), Set.of());
        Set<String> theirs = wordsOf(change);
        long common = theirs.stream().filter(mine::contains).count();
        // a change without a word of its own can only be told by its place
        return theirs.isEmpty()
                ? changes.stream().anyMatch(own -> own.path().equals(change.path()) && own.isBeside(change))
                : common >= RELATED * theirs.size();
    }

    /** How much of two is common, from 0 to 1: words of the lines that change, in the files that the other changes. */
    double likeness(Contents other) {
        int both = 0;
        int all = 0;
        for (Map.Entry<String, Set<String>> file : other.words.entrySet()) {
            Set<String> mine = words.getOrDefault(file.getKey(), Set.of());
            both += (int) file.getValue().stream().filter(mine::contains).count();
            all += file.getValue().size();
        }
        return all == 0 ? 0 : (double) both / all;
    }

    /** Whether two have to do with each other. */
    boolean isRelated(Contents other) {
        return makes(other) > 0 || other.makes(this) > 0 || likeness(other) >= RELATED
                || other.likeness(this) >= RELATED;
    }

    private static Map<String, Set<String>> wordsOf(List<FileDiff> diffs) {
        Map<String, Set<String>> words = new HashMap<>();
        for (FileDiff diff : diffs) {
            diff.hunks().forEach(hunk -> hunk.lines().forEach(line -> {
                if (line.mark() != org.lazymmu.source.Hunk.CONTEXT) {
                    collect(line.mark() == '-' ? "-" : "", line.text(),
                            words.computeIfAbsent(diff.path(), path -> new HashSet<>()));
                }
            }));
        }
        return words;
    }

    private static Set<String> wordsOf(Change change) {
        Set<String> words = new HashSet<>();
        change.removed().forEach(line -> collect("-", line, words));
        change.added().forEach(line -> collect("", line, words));
        return words;
    }

    private static void collect(String mark, String line, Set<String> into) {
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            if (!COMMON.contains(matcher.group())) {
                into.add(mark + matcher.group());
            }
        }
    }
}
