package org.lazymmu.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process can do in all states that have certain values in certain slots. Sets of slots are bits.
 *
 * @param process index of the process
 * @param slots the slots that were looked at, in this order
 * @param ids their values
 * @param looked the same slots as bits
 * @param awaits the slots that decide which steps are enabled and what they do: those read, and those by which the process is
 * suspended now
 * @param writes the slots that some outcome changes
 */
record Leaf(int process, int[] slots, int[] ids, long[] looked, long[] awaits, long[] writes, List<Outcome> outcomes) {
    /**
     * One enabled step.
     *
     * @param unit 0 if it is a step of the program, 1 if it is one that can happen at any time
     * @param alternative its number in the program's location
     * @param reads the slots it reads
     * @param suspensions the slots that it does not read but that would suspend it
     * @param writes the slots it changes, as bits
     * @param slots the same slots
     * @param ids their new values
     * @param violation what it breaks instead of changing anything
     */
    record Outcome(int unit, int alternative, long[] reads, long[] suspensions, long[] writes, int[] slots, int[] ids,
            @Nullable Violation violation) {
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

    /** The set of some slots. */
    static long[] bits(int[] slots, int words) {
        long[] bits = new long[words];
        for (int slot : slots) {
            mark(bits, slot);
        }
        return bits;
    }

    static boolean marked(long[] bits, int slot) {
        return (bits[slot >>> 6] >>> slot & 1) != 0;
    }

    static void join(long[] into, long[] bits) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= bits[i];
        }
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
