package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which of a few words occur in a text. Looks at three bytes in so many places that every occurrence of a word covers one of
 * them, each independent of the last, and compares words only where the three bytes occur in one.
 */
final class WordSearch {
    private static final int TABLE = 1 << 15;
    /** Bytes looked at in one place. */
    private static final int BLOCK = 3;
    private static final int MOST_OFFSETS = 8;

    private final byte[][] words;
    /** How far the places are apart. */
    private final int stride;
    /** For what three bytes may be: a bit for each offset, below the stride, at which some word has them. */
    private final byte[] offsets = new byte[TABLE];

    WordSearch(List<String> words) {
        this.words = new byte[words.size()][];
        int shortest = MOST_OFFSETS + BLOCK - 1;
        for (int i = 0; i < this.words.length; i++) {
            this.words[i] = words.get(i).getBytes(StandardCharsets.ISO_8859_1);
            shortest = Math.min(shortest, this.words[i].length);
        }
        if (shortest == 0) {
            throw new IllegalArgumentException("a word to search for is empty");
        }
        stride = Math.max(1, shortest - BLOCK + 1);
        for (byte[] word : this.words) {
            for (int offset = 0; offset < stride; offset++) {
                enter(Arrays.copyOfRange(word, offset, Math.min(word.length, offset + BLOCK)), 1 << offset);
            }
        }
    }

    /** Notes that some word has these bytes, and whatever follows where they are fewer than three. */
    private void enter(byte[] bytes, int offset) {
        if (bytes.length == BLOCK) {
            offsets[slot(bytes, 0)] |= (byte) offset;
            return;
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        for (int next = 0; next < 256; next++) {
            longer[bytes.length] = (byte) next;
            enter(longer, offset);
        }
    }

    private static int slot(byte[] text, int at) {
        return (text[at] & 127) << 8 ^ (text[at + 1] & 255) << 4 ^ text[at + 2] & 255;
    }

    /**
     * Sets {@code found[i]} for each word i that occurs in the first {@code length} bytes; leaves the others alone. The text must
     * be followed by some bytes of any value.
     */
    void search(byte[] text, int length, boolean[] found) {
        if (words.length == 0) {
            return;
        }
        byte[] table = offsets;
        int step = stride;
        for (int at = step - 1; at < length; at += step) {
            // the slot, written out: most of a search is spent here
            int here = table[(text[at] & 127) << 8 ^ (text[at + 1] & 255) << 4 ^ text[at + 2] & 255];
            if (here != 0) {
                check(text, at, here, length, found);
            }
        }
    }

    private void check(byte[] text, int at, int offsets, int length, boolean[] found) {
        for (int offset = 0; offset < stride; offset++) {
            int from = at - offset;
            for (int i = 0; (offsets & 1 << offset) != 0 && i < words.length; i++) {
                byte[] word = words[i];
                if (!found[i] && from + word.length <= length && text[from] == word[0]
                        && Arrays.equals(text, from, from + word.length, word, 0, word.length)) {
                    found[i] = true;
                }
            }
        }
    }
}
