package org.lazymmu.mmu;

/**
 * How large a machine is.
 *
 * @param cpus CPUs, at least 1
 * @param users tasks that change user mappings, under the one page table lock
 * @param kernelTasks tasks that change kernel mappings, which have no lock
 * @param ptesPerTask PTEs that each task changes, at least 1
 * @param batchSlots entries of a CPU's batch or queue, at least 1
 */
public record Sizes(int cpus, int users, int kernelTasks, int ptesPerTask, int batchSlots) {
    public Sizes {
        atLeast(1, cpus, "CPUs");
        atLeast(0, users, "user tasks");
        atLeast(0, kernelTasks, "kernel tasks");
        atLeast(1, users + kernelTasks, "tasks");
        atLeast(1, ptesPerTask, "PTEs of a task");
        atLeast(1, batchSlots, "slots of a batch");
    }

    /** User and kernel tasks together. */
    public int tasks() {
        return users + kernelTasks;
    }

    private static void atLeast(int least, int given, String what) {
        if (given < least) {
            throw new IllegalArgumentException(what + ": at least " + least + ", not " + given);
        }
    }
}
