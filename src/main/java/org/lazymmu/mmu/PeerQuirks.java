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
 * @param pendingLeaveUpdatesAgain on arm64, leaving with barriers pending emits them and goes back to the first update of the
 * region instead of ending it: of the two alternatives in the peer's loop only the other one breaks out of it. So unless
 * something clears the flag before, no region ever ends there
 */
public record PeerQuirks(int scheduledTasks, int scheduledCpus, int walkedPtes, boolean fourthTaskIsCurrent,
        boolean emptyEntryIsPteZero, boolean pendingLeaveUpdatesAgain) {
    static final PeerQuirks NONE = new PeerQuirks(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, false,
            false, false);
}
