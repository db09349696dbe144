package org.lazymmu.explore;

/** Where in a packed state the number of each slot's value is: states are {@link #words} longs. */
final class Layout {
    /** A value has more numbers than its slot has bits. */
    static final class Overflow extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overflow() {
            super("a slot is too narrow", null, false, false);
        }
    }

    private final int[] positions;
    private final int[] widths;
    private final int words;

    private Layout(int[] widths) {
        this.widths = widths;
        positions = new int[widths.length];
        int used = 1;
        int[] free = new int[widths.length + 1];
        java.util.Arrays.fill(free, Long.SIZE);
        for (int slot = 0; slot < widths.length; slot++) {
            int word = 0;
            while (free[word] < widths[slot]) {
                word++;
            }
            used = Math.max(used, word + 1);
            positions[slot] = word * Long.SIZE + (Long.SIZE - free[word]) % Long.SIZE;
            free[word] -= widths[slot];
        }
        words = used;
    }

    /** A layout for the values known so far, with spare bits for slots that are nearly full where that costs no word. */
    static Layout of(Domains domains) {
        int[] widths = new int[domains.slots()];
        for (int slot = 0; slot < widths.length; slot++) {
            widths[slot] = bits(domains.size(slot));
        }
        Layout tight = new Layout(widths.clone());
        for (int slot = 0; slot < widths.length; slot++) {
            if (domains.size(slot) * 4 > (1 << widths[slot]) * 3) {
                widths[slot]++;
                if (new Layout(widths.clone()).words > tight.words) {
                    widths[slot]--;
                }
            }
        }
        return new Layout(widths);
    }

    /** A layout with room for values not yet known. */
    static Layout roomy(Domains domains) {
        int[] widths = new int[domains.slots()];
        for (int slot = 0; slot < widths.length; slot++) {
            widths[slot] = bits(domains.size(slot)) + 3;
        }
        return new Layout(widths);
    }

    private static int bits(int size) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    }

    /** Longs of a state. */
    int words() {
        return words;
    }

    /** Word of a slot times 64 plus its lowest bit. */
    int position(int slot) {
        return positions[slot];
    }

    int width(int slot) {
        return widths[slot];
    }

    /** The bits of a slot, shifted down. */
    long mask(int slot) {
        return (1L << widths[slot]) - 1;
    }

    int get(long[] states, int offset, int slot) {
        int position = positions[slot];
        return (int) (states[offset + (position >>> 6)] >>> position & mask(slot));
    }

    void set(long[] states, int offset, int slot, int id) {
        int position = positions[slot];
        int word = offset + (position >>> 6);
        states[word] = states[word] & ~(mask(slot) << position) | (long) id << position;
    }

    /** @throws Overflow if the slot has no room for a number */
    void requireRoom(int slot, int id) {
        if (id >>> widths[slot] != 0) {
            throw new Overflow();
        }
    }

    /** Packs the first state. */
    long[] pack(Domains domains, Object[] values) {
        long[] state = new long[words];
        for (int slot = 0; slot < values.length; slot++) {
            set(state, 0, slot, domains.id(slot, values[slot]));
        }
        return state;
    }
}
