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
    private static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int SMALLEST = 16;
    /** A segment grows when more than this share of it is taken, */
    private static final double FULL = 0.85;
    /** by this factor. */
    private static final double GROWTH = 1.5;

    private static final class Segment {
        private long[] states;
        private int capacity;
        private int size;
        private int limit;

        Segment(int capacity, int words) {
            this.capacity = capacity;
            states = new long[capacity * words];
            limit = (int) (capacity * FULL);
        }
    }

    private final int words;
    private final boolean shared;
    private final Segment[] segments = new Segment[SEGMENTS];

    /** @param shared whether several threads add */
    StateTable(int words, boolean shared) {
        this.words = words;
        this.shared = shared;
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new Segment((int) (SMALLEST * Math.pow(GROWTH, (double) i / SEGMENTS)), words);
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
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        h = (h ^ h >>> 32) * 0xd6e8feb86659fd93L;
        return h ^ h >>> 32;
    }

    /** Loads the place where a state would be into the cache; the result means nothing. */
    long touch(long hash) {
        Segment segment = segments[(int) (hash >>> Long.SIZE - SEGMENT_BITS)];
        long[] states = segment.states;
        return states[place(hash, words == 1 ? states.length : states.length / words) * words];
    }

    /** Adds a state. Returns whether it is new. */
    boolean add(long[] from, int offset, long hash) {
        Segment segment = segments[(int) (hash >>> Long.SIZE - SEGMENT_BITS)];
        if (!shared) {
            return add(segment, from, offset, hash);
        }
        synchronized (segment) {
            return add(segment, from, offset, hash);
        }
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
        if (segment.capacity > Integer.MAX_VALUE / GROWTH / words - 1) {
            throw new OutOfMemoryError("a segment of the table of states is as large as an array can be");
        }
        Segment larger = new Segment((int) (segment.capacity * GROWTH), words);
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
