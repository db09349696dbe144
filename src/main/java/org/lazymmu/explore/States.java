package org.lazymmu.explore;

import java.util.Arrays;

/** A growing row of packed states. */
final class States {
    private final int words;
    private long[] longs;
    private int used;

    States(int words) {
        this.words = words;
        longs = new long[words * 64];
    }

    /** How many states there are. */
    int size() {
        return used / words;
    }

    /** The states, one after the other; valid until the next {@link #add}. */
    long[] longs() {
        return longs;
    }

    /** Bytes that it takes. */
    long bytes() {
        return (long) longs.length * Long.BYTES;
    }

    void add(long[] from, int offset) {
        if (used + words > longs.length) {
            int larger = (int) Math.min((long) longs.length * 2, Integer.MAX_VALUE - 64);
            if (larger < used + words) {
                throw new OutOfMemoryError("a row of states is as long as an array can be");
            }
            longs = Arrays.copyOf(longs, larger);
        }
        longs[used++] = from[offset];
        for (int word = 1; word < words; word++) {
            longs[used++] = from[offset + word];
        }
    }

    void addAll(States others) {
        for (int i = 0; i < others.used; i += words) {
            add(others.longs, i);
        }
    }

    void clear() {
        used = 0;
    }
}
