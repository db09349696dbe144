package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names to the files that may define them: entries grouped by some bits of the name's hash. Two names with the same 64 bits
 * share their files, which the promise of {@link NameIndex} allows.
 */
final class NameTable {
    private final int shift;
    private final int[] starts;
    private final long[] hashes;
    private final int[] entries;

    NameTable(List<NameLog> logs) {
        int size = 0;
        for (NameLog log : logs) {
            size += log.size();
        }
        int bits = Math.max(4, 32 - Integer.numberOfLeadingZeros(size / 2));
        shift = 64 - bits;
        starts = new int[(1 << bits) + 1];
        hashes = new long[size];
        entries = new int[size];
        for (NameLog log : logs) {
            for (int i = 0; i < log.size(); i++) {
                starts[group(log.hash(i))]++;
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        for (NameLog log : logs) {
            for (int i = 0; i < log.size(); i++) {
                int at = --starts[group(log.hash(i))];
                hashes[at] = log.hash(i);
                entries[at] = log.entry(i);
            }
        }
    }

    private int group(long hash) {
        return (int) (hash * 0xD6E8FEB86659FD93L >>> shift);
    }

    int size() {
        return hashes.length;
    }

    List<NameIndex.Definer> definers(String name) {
        byte[] text = Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), name.length() + 8);
        long hash = Bytes.hash(text, 0, name.length());
        int group = group(hash);
        int[] found = new int[starts[group + 1] - starts[group]];
        int count = 0;
        for (int i = starts[group]; i < starts[group + 1]; i++) {
            if (hashes[i] == hash) {
                found[count++] = entries[i];
            }
        }
        Arrays.sort(found, 0, count);
        List<NameIndex.Definer> definers = new ArrayList<>(count);
        int kindMask = (1 << NameLog.KIND_BITS) - 1;
        for (int i = 0; i < count;) {
            int file = found[i] >>> NameLog.KIND_BITS;
            int kinds = 0;
            for (; i < count && found[i] >>> NameLog.KIND_BITS == file; i++) {
                kinds |= found[i] & kindMask;
            }
            definers.add(new NameIndex.Definer(file, kinds));
        }
        return definers;
    }
}
