package org.lazymmu.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of a process can do in all states that have certain values in certain slots.
 *
 * @param unit number of the unit: twice the process, and one more for what can happen at any time
 * @param slots the slots that were read, in this order
 * @param ids their values
 * @param reads the slots among them that count as read, as bits
 * @param writes the slots that some outcome changes, as bits
 */
record Leaf(int unit, int[] slots, int[] ids, long[] reads, long[] writes, List<Outcome> outcomes) {
    /**
     * One enabled step.
     *
     * @param alternative its number in the program's location
     * @param slots the slots it changes
     * @param ids their new values
     * @param violation what it breaks instead of changing anything
     */
    record Outcome(int alternative, int[] slots, int[] ids, @Nullable Violation violation) {
    }

    /** The value that this leaf needs in a slot, or -1 for any. */
    int needs(int slot) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return ids[i];
            }
        }
        return -1;
    }

    static void mark(long[] bits, int slot) {
        bits[slot >>> 6] |= 1L << slot;
    }

    static boolean marked(long[] bits, int slot) {
        return (bits[slot >>> 6] >>> slot & 1) != 0;
    }

    static boolean meet(long[] left, long[] right) {
        for (int i = 0; i < left.length; i++) {
            if ((left[i] & right[i]) != 0) {
                return true;
            }
        }
        return false;
    }
}
