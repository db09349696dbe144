package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds which of a few words occur in a text, by Wu and Manber's method: looks at three bytes, skips by what they exclude. */
final class WordSearch {
    private static final int TABLE = 1 << 15;

    private final byte[][] words;
    private final int shortest;
    private final int block;
    private final byte[] skip = new byte[TABLE];

    WordSearch(List<String> words) {
        this.words = new byte[words.size()][];
        int least = Byte.MAX_VALUE;
        for (int i = 0; i < this.words.length; i++) {
            this.words[i] = words.get(i).getBytes(StandardCharsets.ISO_8859_1);
            least = Math.min(least, this.words[i].length);
        }
        if (least == 0) {
            throw new IllegalArgumentException("a word to search for is empty");
        }
        shortest = least;
        block = Math.min(3, least);
        Arrays.fill(skip, (byte) (shortest - block + 1));
        for (byte[] word : this.words) {
            for (int end = block - 1; end < shortest; end++) {
                int slot = slot(word, end);
                skip[slot] = (byte) Math.min(skip[slot], shortest - 1 - end);
            }
        }
    }

    private int slot(byte[] text, int end) {
        int slot = text[end] & 255;
        if (block > 1) {
            slot ^= (text[end - 1] & 255) << 4;
        }
        return block > 2 ? slot ^ (text[end - 2] & 127) << 8 : slot;
    }

    /** Sets {@code found[i]} for each word i that occurs in the first {@code length} bytes; leaves the others alone. */
    void search(byte[] text, int length, boolean[] found) {
        if (words.length == 0) {
            return;
        }
        int end = shortest - 1;
        while (end < length) {
            int step = skip[slot(text, end)];
            if (step == 0) {
                check(text, end - shortest + 1, length, found);
                step = 1;
            }
            end += step;
        }
    }

    private void check(byte[] text, int from, int length, boolean[] found) {
        for (int i = 0; i < words.length; i++) {
            byte[] word = words[i];
            if (!found[i] && from + word.length <= length && text[from] == word[0]
                    && Arrays.equals(text, from, from + word.length, word, 0, word.length)) {
                found[i] = true;
            }
        }
    }
}
