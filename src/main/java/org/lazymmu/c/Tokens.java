package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokens of a file in flat arrays: kind, and offsets of the first byte and the byte behind the last. A directive is one token,
 * except that the words of a {@code #define} follow their {@link Kind#HASH_DEFINE} one by one up to a
 * {@link Kind#HASH_DEFINE_END}. Does not change once the lexer is done.
 */
final class Tokens {
    final byte[] bytes;
    final int length;
    private byte[] kinds;
    private int[] starts;
    private int[] ends;
    private int count;

    Tokens(byte[] bytes, int length, int expected) {
        this.bytes = bytes;
        this.length = length;
        kinds = new byte[expected];
        starts = new int[expected];
        ends = new int[expected];
    }

    void add(int kind, int start, int end) {
        if (count == kinds.length) {
            int room = count + (count >> 1) + 16;
            kinds = Arrays.copyOf(kinds, room);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
        }
        kinds[count] = (byte) kind;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Gives back the room that is not needed. */
    void trim() {
        kinds = Arrays.copyOf(kinds, count);
        starts = Arrays.copyOf(starts, count);
        ends = Arrays.copyOf(ends, count);
    }

    int count() {
        return count;
    }

    /** The kind of a token; {@link Kind#END} behind the last. */
    int kind(int token) {
        return token < count ? kinds[token] & 0xff : Kind.END;
    }

    int start(int token) {
        return token < count ? starts[token] : length;
    }

    int end(int token) {
        return ends[token];
    }

    /** The first token that starts at an offset or behind it. */
    int at(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && starts[found - 1] == offset) {
            found--;
        }
        return found;
    }

    /** A token as written, without line splices; names glued with {@code ##} without white space. */
    String text(int token) {
        return clean(starts[token], ends[token]);
    }

    private String clean(int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\\') < 0 && text.indexOf('#') < 0) {
            return text;
        }
        char first = text.charAt(0);
        boolean literal = text.indexOf('"') >= 0 || text.indexOf('\'') >= 0 || first == '#';
        return literal ? text.replaceAll("\\\\\\r?\\n", "") : text.replaceAll("\\\\\\r?\\n|\\s+", "");
    }

    /** Is the token spelled like this? */
    boolean is(int token, String word) {
        if (token >= count) {
            return false;
        }
        int start = starts[token];
        int size = ends[token] - start;
        if (size != word.length()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (bytes[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(int token, String prefix) {
        if (token >= count) {
            return false;
        }
        int start = starts[token];
        if (ends[token] - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Is there a line break (spliced or not) between two tokens, the first before the second? */
    boolean lineBreakBetween(int first, int second) {
        for (int i = ends[first]; i < starts[second]; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** The column, tabs to multiples of eight, in which the line of a token begins to have text. */
    int indentation(int token) {
        int begin = starts[token];
        while (begin > 0 && bytes[begin - 1] != '\n') {
            begin--;
        }
        int column = 0;
        for (int i = begin;; i++) {
            if (bytes[i] == ' ') {
                column++;
            } else if (bytes[i] == '\t') {
                column = (column | 7) + 1;
            } else {
                return column;
            }
        }
    }
}
