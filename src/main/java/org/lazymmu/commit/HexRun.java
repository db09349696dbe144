package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A place in a text that may be a commit's id.
 *
 * @param start of the digits
 * @param end   behind them
 */
record HexRun(int start, int end) {
    private static final int MIN_DIGITS = 7;
    /** SHA-1 and SHA-256. */
    private static final int FULL = 40;
    private static final int FULL_256 = 64;
    private static final int MAX_RUNS = 5000;

    /** All runs of hexadecimal digits that have the length of an id, full or abbreviated. */
    static List<HexRun> in(String text) {
        List<HexRun> runs = new ArrayList<>();
        int i = 0;
        while (i < text.length() && runs.size() < MAX_RUNS) {
            int end = i;
            while (end < text.length() && isHex(text.charAt(end))) {
                end++;
            }
            if (end - i >= MIN_DIGITS && (end - i <= FULL || end - i == FULL_256)) {
                runs.add(new HexRun(i, end));
            } else if (end - i > FULL && end - i <= FULL + 3) {
                glued(text, i, end, runs);
            }
            i = Math.max(end, i + 1);
        }
        return runs;
    }

    /** A full id that a word such as {@code added} begins right behind, or {@code since} ends right before. */
    private static void glued(String text, int start, int end, List<HexRun> runs) {
        String before = text.substring(Math.max(0, start - 12), end - FULL).toLowerCase(Locale.ROOT);
        boolean letterBehind = end < text.length() && Character.isLetter(text.charAt(end));
        runs.add(Wording.isGlue(before) || !letterBehind ? new HexRun(end - FULL, end)
                : new HexRun(start, start + FULL));
    }

    int length() {
        return end - start;
    }

    boolean isFull() {
        return length() == FULL || length() == FULL_256;
    }

    /** Whether it has both digits and letters, as nearly all ids do, and few numbers and words. */
    boolean isMixed(String text) {
        boolean digit = false;
        boolean letter = false;
        for (int i = start; i < end; i++) {
            boolean isDigit = text.charAt(i) <= '9';
            digit |= isDigit;
            letter |= !isDigit;
        }
        return digit && letter;
    }

    boolean hasUpperCase(String text) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'F') {
                return true;
            }
        }
        return false;
    }

    static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
