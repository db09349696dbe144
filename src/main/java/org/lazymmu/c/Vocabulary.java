package org.lazymmu.c;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;

/**
 * Which of some files may mention an identifier, in code or elsewhere: hashes of all words of each, so that any number of names
 * can be looked up after one reading. It may name a file too many, never one too few.
 */
public final class Vocabulary {
    /** Words seen lately in a file, to enter most of them once only; a power of two. */
    private static final int RECENT = 1 << 14;

    private final SortedMap<Integer, int[]> words;

    private Vocabulary(SortedMap<Integer, int[]> words) {
        this.words = words;
    }

    /** Reads files; one that cannot be read has no words, and is a loss of the index already. */
    public static Vocabulary read(KernelTree tree, SortedSet<Integer> files) {
        SortedMap<Integer, int[]> words = new TreeMap<>();
        Reader reader = new Reader(tree);
        files.forEach(file -> words.put(file, reader.words(file)));
        return new Vocabulary(words);
    }

    /**
     * The same for a tree that differs in a few files.
     *
     * @param files   all files to look in
     * @param touched the files that differ
     */
    public Vocabulary changed(KernelTree tree, SortedSet<Integer> files, SortedSet<Integer> touched) {
        SortedMap<Integer, int[]> now = new TreeMap<>();
        Reader reader = new Reader(tree);
        for (int file : files) {
            int[] before = touched.contains(file) ? null : words.get(file);
            now.put(file, before != null ? before : reader.words(file));
        }
        return new Vocabulary(now);
    }

    /** The files that may mention an identifier, ascending. */
    public int[] files(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash(hash, name.charAt(i));
        }
        int wanted = hash;
        return words.entrySet().stream().filter(entry -> Arrays.binarySearch(entry.getValue(), wanted) >= 0)
                .mapToInt(Map.Entry::getKey).toArray();
    }

    /** The hash of a word that goes on with a letter; one that is worked out while the word's end is sought. */
    private static int hash(int before, int letter) {
        return (before + letter) * 0x2C1B3C6D;
    }

    /** Reads one file after the other into the same buffers. */
    private static final class Reader {
        private static final boolean[] INNER = new boolean[256];
        static {
            for (int c = 0; c < INNER.length; c++) {
                INNER[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            }
        }

        private final KernelTree tree;
        private final FileText text = new FileText();
        private final int[] recent = new int[RECENT];
        private int[] found = new int[1 << 12];

        Reader(KernelTree tree) {
            this.tree = tree;
        }

        int[] words(int file) {
            try {
                tree.read(file, text);
            } catch (IOException unreadable) {
                return new int[0];
            }
            Arrays.fill(recent, 0);
            byte[] bytes = text.bytes();
            int length = text.length();
            int count = 0;
            int at = 0;
            while (at < length) {
                if (!INNER[bytes[at] & 255]) {
                    at++;
                    continue;
                }
                int hash = 0;
                for (int letter = bytes[at] & 255; INNER[letter]; letter = bytes[++at] & 255) {
                    hash = hash(hash, letter);
                }
                if (recent[hash & RECENT - 1] != hash) {
                    recent[hash & RECENT - 1] = hash;
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = hash;
                }
            }
            int[] sorted = Arrays.copyOf(found, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
