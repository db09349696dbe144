package org.lazymmu.c;

import java.util.Arrays;
import java.util.List;

/** What one thread found: pairs of a name's hash and the file with the kinds of definition, in order of discovery. */
final class NameLog {
    /** More names than this in one file are not taken; the richest header of Linux 6.12 that is scanned has 40,000. */
    static final int MAX_PER_FILE = 1 << 20;
    /** Bits of an entry that hold the kinds. */
    static final int KIND_BITS = 5;
    private static final int RECENT = 1 << 13;

    private long[] hashes = new long[1 << 16];
    private int[] entries = new int[1 << 16];
    private int size;
    private int fileStart;
    private int file;
    private final long[] recent = new long[RECENT];
    private final int[] recentEntry = new int[RECENT];

    /** From now on names belong to this file. */
    void startFile(int number) {
        file = number;
        fileStart = size;
    }

    /** Enters the name between two offsets, unless it has just been. */
    void add(byte[] text, int from, int to, int kind) {
        long hash = Bytes.hash(text, from, to);
        int entry = file << KIND_BITS | kind;
        int slot = (int) hash & RECENT - 1;
        if (recent[slot] == hash && recentEntry[slot] == entry || size - fileStart > MAX_PER_FILE) {
            return;
        }
        recent[slot] = hash;
        recentEntry[slot] = entry;
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size + (size >> 1));
            entries = Arrays.copyOf(entries, size + (size >> 1));
        }
        hashes[size] = hash;
        entries[size++] = entry;
    }

    /** Enters what is known of a file. */
    void enter(int number, FileFacts facts) {
        startFile(number);
        int count = facts.names().length;
        if (size + count > hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(size + count, size + (size >> 1)));
            entries = Arrays.copyOf(entries, hashes.length);
        }
        System.arraycopy(facts.names(), 0, hashes, size, count);
        for (int i = 0; i < count; i++) {
            entries[size + i] = file << KIND_BITS | facts.kinds()[i];
        }
        size += count;
    }

    /** What was entered of the current file. */
    FileFacts facts(List<String> included, int[] mentioned) {
        byte[] kinds = new byte[size - fileStart];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = (byte) (entries[fileStart + i] & (1 << KIND_BITS) - 1);
        }
        return new FileFacts(Arrays.copyOfRange(hashes, fileStart, size), kinds, included, mentioned);
    }

    /** Whether the current file had more names than are taken. */
    boolean overflowed() {
        return size - fileStart > MAX_PER_FILE;
    }

    int size() {
        return size;
    }

    long hash(int index) {
        return hashes[index];
    }

    int entry(int index) {
        return entries[index];
    }
}
