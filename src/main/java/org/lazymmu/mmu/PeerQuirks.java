package org.lazymmu.mmu;

/**
 * Where the Promela model that ours is held against stops being about kernels, so that counts can be compared at sizes it was
 * not written for. {@link Defines} alone asks for them; every other model has {@link #NONE}.
 *
 * @param scheduledTasks its scheduler serves only so many tasks
 * @param scheduledCpus and only so many CPUs
 * @param walkedPtes its table walker loads only so many PTEs
 * @param fourthTaskIsCurrent an interrupt on an idle CPU takes the fourth task for the current one, if there is one
 * @param emptyEntryIsPteZero an empty entry of a batch is the number of the first PTE, so that a flush of an entry that was
 * counted but lost invalidates that PTE
 */
record PeerQuirks(int scheduledTasks, int scheduledCpus, int walkedPtes, boolean fourthTaskIsCurrent,
        boolean emptyEntryIsPteZero) {
    static final PeerQuirks NONE = new PeerQuirks(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, false,
            false);
}
