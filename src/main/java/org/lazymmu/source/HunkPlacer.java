package org.lazymmu.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies the hunks of one diff to one text, with the offsets and the fuzz that GNU {@code patch} 2.7 allows, and the same
 * outcome: a hunk is sought where the one before it would have it, then farther and farther away on both sides, then all over
 * with one more line of context at each end ignored, at most {@value #MAX_FUZZ}.
 */
final class HunkPlacer {
    static final int MAX_FUZZ = 2;
    /** Comparisons of lines in one diff; real patches need some thousands, one made to be slow is refused. */
    private static final long MAX_COMPARISONS = 500_000_000L;

    /** A hunk that fits nowhere. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Hunk hunk;

        Misfit(Hunk hunk, String reason) {
            super(reason);
            this.hunk = hunk;
        }

        Hunk hunk() {
            return hunk;
        }
    }

    /** Where a hunk was found: the line before which, counted from 1 in the text as it was, and what had to be ignored. */
    record Found(Hunk hunk, int where, int fuzz, int offset, int line) {
    }

    private final List<String> input;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] text;
    private final StringBuilder output = new StringBuilder();
    private final List<Found> found = new ArrayList<>();
    private int frozen;
    private int offset;
    private int written;
    private long comparisons;

    HunkPlacer(String content) {
        input = lines(content);
        text = numbered(input);
    }

    /** The lines of a text, each with its line feed. */
    static List<String> lines(String content) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < content.length();) {
            int feed = content.indexOf('\n', from);
            int to = feed < 0 ? content.length() : feed + 1;
            lines.add(content.substring(from, to));
            from = to;
        }
        return lines;
    }

    /** Lines as numbers, equal for equal lines, so that hostile ones are compared only once. */
    private int[] numbered(List<String> lines) {
        return lines.stream().mapToInt(line -> numbers.computeIfAbsent(line, key -> numbers.size())).toArray();
    }

    /** The text with the hunks applied. */
    String apply(List<Hunk> hunks) throws Misfit {
        for (Hunk hunk : hunks) {
            place(hunk);
        }
        copy(input.size());
        return output.toString();
    }

    /** Where the hunks were found. */
    List<Found> found() {
        return found;
    }

    private void place(Hunk hunk) throws Misfit {
        int[] pattern = numbered(hunk.without(Hunk.ADDED));
        int most = Math.min(MAX_FUZZ, Math.max(hunk.leading(), hunk.trailing()));
        for (int fuzz = 0; fuzz <= most; fuzz++) {
            int where = locate(hunk, pattern, fuzz);
            if (where > 0) {
                write(hunk, where, fuzz);
                return;
            }
        }
        boolean applied = isThere(hunk);
        throw new Misfit(hunk, comparisons > MAX_COMPARISONS ? "was sought for too long"
                : applied ? "does not apply; it looks as if it had been applied already" : "does not apply");
    }

    /** Whether the lines that a hunk makes stand anywhere. */
    private boolean isThere(Hunk hunk) {
        int[] result = numbered(hunk.without(Hunk.REMOVED));
        for (int from = 1; result.length > 0 && from + result.length - 1 <= text.length; from++) {
            if (matches(result, from, 0, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Where a hunk's old lines stand, or 0; as {@code locate_hunk()} of GNU patch. */
    private int locate(Hunk hunk, int[] pattern, int fuzz) {
        int first = pattern.length == 0 ? hunk.oldStart() + 1 : hunk.oldStart();
        int guess = first + offset;
        if (pattern.length == 0) {
            return Math.max(0, Math.min(guess, text.length + 1));
        }
        int context = Math.max(hunk.leading(), hunk.trailing());
        int ignoredBefore = fuzz + hunk.leading() - context;
        int ignoredAfter = fuzz + hunk.trailing() - context;
        if (ignoredBefore < 0 && first <= 1) {
            return atStart(hunk, pattern, guess, ignoredAfter);
        }
        ignoredBefore = Math.max(0, ignoredBefore);
        if (ignoredAfter < 0) {
            int last = text.length - pattern.length + 1;
            return last > frozen && matches(pattern, last, ignoredBefore, 0) ? move(guess, last) : 0;
        }
        return near(pattern, guess, ignoredBefore, ignoredAfter);
    }

    /** Less context before the change than after it, at the first line: it must be the start of the file. */
    private int atStart(Hunk hunk, int[] pattern, int guess, int ignoredAfter) {
        boolean whole = pattern.length == text.length && hunk.leading() >= frozen;
        if (ignoredAfter < 0 && !whole) {
            return 0;
        }
        return frozen <= hunk.leading() && matches(pattern, 1, 0, Math.max(0, ignoredAfter)) ? move(guess, 1) : 0;
    }

    private int near(int[] pattern, int guess, int ignoredBefore, int ignoredAfter) {
        int last = text.length - (pattern.length - ignoredAfter) + 1;
        int down = last - guess;
        int up = Math.min(guess - (frozen + 1), guess - 1);
        int from = down < 0 ? -down : up < 0 ? -up : 0;
        for (int distance = from; distance <= Math.max(down, up); distance++) {
            if (distance <= down && matches(pattern, guess + distance, ignoredBefore, ignoredAfter)) {
                return move(guess, guess + distance);
            }
            if (0 < distance && distance <= up && matches(pattern, guess - distance, ignoredBefore, ignoredAfter)) {
                return move(guess, guess - distance);
            }
        }
        return 0;
    }

    private int move(int guess, int where) {
        offset += where - guess;
        return where;
    }

    private boolean matches(int[] pattern, int where, int ignoredBefore, int ignoredAfter) {
        for (int i = ignoredBefore; i < pattern.length - ignoredAfter; i++) {
            if (++comparisons > MAX_COMPARISONS) {
                return false;
            }
            int line = where + i;
            if (line < 1 || line > text.length || text[line - 1] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    // --- output

    /** Puts a hunk's changes; what is context stays as the text has it. */
    private void write(Hunk hunk, int where, int fuzz) throws Misfit {
        int at = where - 1;
        int start = written + where - frozen;
        for (Hunk.Line line : hunk.lines()) {
            switch (line.mark()) {
                case Hunk.REMOVED -> {
                    copy(hunk, at++);
                    frozen++;
                }
                case Hunk.ADDED -> {
                    copy(hunk, at);
                    put(line.text());
                }
                default -> at++;
            }
        }
        found.add(new Found(hunk, where, fuzz, offset, start));
    }

    private void copy(Hunk hunk, int upTo) throws Misfit {
        if (frozen > upTo) {
            throw new Misfit(hunk, "lies before the hunk above it");
        }
        copy(upTo);
    }

    private void copy(int upTo) {
        while (frozen < Math.min(upTo, input.size())) {
            put(input.get(frozen++));
        }
    }

    private void put(String line) {
        if (!output.isEmpty() && output.charAt(output.length() - 1) != '\n') {
            output.append('\n');
        }
        output.append(line);
        written++;
    }
}
