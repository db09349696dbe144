package org.lazymmu.explore;

/**
 * A set of packed states: open addressing in flat arrays.
 *
 * <p>
 * The states are spread over segments whose sizes are staggered, so that they grow one after the other: memory never peaks by
 * a second copy of all, and the table as a whole stays at the same load. A state whose first word is zero stands for an empty
 * place.
 */
final class StateTable {
    private static final int SEGMENT_BITS = 6;
    static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int SMALLEST = 16;
    /**
     * When a segment grows, and how.
     *
     * @param full the share of it that may be taken
     * @param factor by how much it grows
     */
    private record Growth(double full, double factor) {
        /** States of one word: half empty at least, so that most are found at the first look. 23 bytes for each on average. */
        static final Growth ROOMY = new Growth(0.5, 2);
        /** Larger ones: also 23 bytes for each of two words, at the price of longer looks. */
        static final Growth TIGHT = new Growth(0.85, 1.5);
    }

    private static final class Segment {
        private long[] states;
        private int capacity;
        private int size;
        private int limit;

        Segment(int capacity, int words, Growth growth) {
            this.capacity = capacity;
            states = new long[capacity * words];
            limit = (int) (capacity * growth.full);
        }
    }

    private final int words;
    private final boolean shared;
    private final Growth growth;
    /** Keeps the compiler from leaving out loads that are there to warm the cache. */
    @SuppressWarnings("UnusedVariable")
    private long warmth;
    private final Segment[] segments = new Segment[SEGMENTS];

    /** @param shared whether several threads add */
    StateTable(int words, boolean shared) {
        this.words = words;
        this.shared = shared;
        growth = words == 1 ? Growth.ROOMY : Growth.TIGHT;
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new Segment((int) (SMALLEST * Math.pow(growth.factor, (double) i / SEGMENTS)), words, growth);
        }
    }

    /** Bytes of the table. */
    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += (long) segment.states.length * Long.BYTES;
        }
        return bytes;
    }

    long size() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.size;
        }
        return size;
    }

    /** The hash by which a state is found. */
    long hash(long[] from, int offset) {
        long h = from[offset];
        for (int i = 1; i < words; i++) {
            h = (h ^ h >>> 29) * 0xbf58476d1ce4e5b9L + from[offset + i];
        }
        return hash(h);
    }

    /** The hash of a state of one word; its upper bits are the good ones, and the only ones that are used. */
    static long hash(long state) {
        return (state ^ state >>> 32) * 0x9e3779b97f4a7c15L;
    }

    /** The segment where a state with a hash would be. */
    static int segment(long hash) {
        return (int) (hash >>> Long.SIZE - SEGMENT_BITS);
    }

    /** Adds a state. Returns whether it is new. Not for a table that several threads add to. */
    boolean add(long[] from, int offset, long hash) {
        return add(segments[segment(hash)], from, offset, hash);
    }

    /**
     * Adds states that belong to one segment.
     *
     * @param used how many longs of {@code states} to look at
     * @param fresh gets those that are new
     * @return how many are new
     */
    int addAll(int segment, long[] states, int used, States fresh) {
        Segment into = segments[segment];
        if (!shared) {
            return addAll(into, states, used, fresh);
        }
        synchronized (into) {
            return addAll(into, states, used, fresh);
        }
    }

    private int addAll(Segment segment, long[] states, int used, States fresh) {
        long loaded = 0;
        for (int i = 0; i < used; i += words) {
            loaded |= segment.states[place(hash(states, i), segment.capacity) * words];
        }
        warmth = loaded;
        int before = segment.size;
        for (int i = 0; i < used; i += words) {
            if (add(segment, states, i, hash(states, i))) {
                fresh.add(states, i);
            }
        }
        return segment.size - before;
    }

    private boolean add(Segment segment, long[] from, int offset, long hash) {
        boolean added = words == 1 ? addOne(segment, from[offset], hash) : addMany(segment, from, offset, hash);
        if (added && ++segment.size > segment.limit) {
            grow(segment);
        }
        return added;
    }

    private static boolean addOne(Segment segment, long state, long hash) {
        long[] states = segment.states;
        int i = place(hash, segment.capacity);
        while (true) {
            long there = states[i];
            if (there == state) {
                return false;
            }
            if (there == 0) {
                states[i] = state;
                return true;
            }
            if (++i == states.length) {
                i = 0;
            }
        }
    }

    private boolean addMany(Segment segment, long[] from, int offset, long hash) {
        long[] states = segment.states;
        int i = place(hash, segment.capacity) * words;
        long first = from[offset];
        while (true) {
            long there = states[i];
            if (there == first && same(states, i, from, offset)) {
                return false;
            }
            if (there == 0) {
                System.arraycopy(from, offset, states, i, words);
                return true;
            }
            i += words;
            if (i == states.length) {
                i = 0;
            }
        }
    }

    private boolean same(long[] states, int i, long[] from, int offset) {
        for (int word = 1; word < words; word++) {
            if (states[i + word] != from[offset + word]) {
                return false;
            }
        }
        return true;
    }

    /** Where a search begins: the bits of the hash below those that choose the segment, scaled to the capacity. */
    private static int place(long hash, int capacity) {
        return (int) ((hash << SEGMENT_BITS >>> 32) * capacity >>> 32);
    }

    private void grow(Segment segment) {
        long[] old = segment.states;
        if (segment.capacity > Integer.MAX_VALUE / growth.factor / words - 1) {
            throw new OutOfMemoryError("a segment of the table of states is as large as an array can be");
        }
        Segment larger = new Segment((int) (segment.capacity * growth.factor), words, growth);
        for (int i = 0; i < old.length; i += words) {
            if (old[i] != 0) {
                long hash = hash(old, i);
                if (words == 1) {
                    addOne(larger, old[i], hash);
                } else {
                    addMany(larger, old, i, hash);
                }
            }
        }
        segment.states = larger.states;
        segment.capacity = larger.capacity;
        segment.limit = larger.limit;
    }
}
