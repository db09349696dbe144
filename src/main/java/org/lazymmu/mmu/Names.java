package org.lazymmu.mmu;

/** New names for tasks, CPUs and PTEs that are alike; what stands for "none" keeps its name. */
public final class Names {
    /** What stands for no task, no CPU, no PTE. */
    public static final int NONE = -1;

    private final int[] tasks;
    private final int[] cpus;
    private final int[] ptes;

    Names(int[] tasks, int[] cpus, int[] ptes) {
        this.tasks = tasks.clone();
        this.cpus = cpus.clone();
        this.ptes = ptes.clone();
    }

    public int task(int task) {
        return task == NONE ? NONE : tasks[task];
    }

    public int cpu(int cpu) {
        return cpu == NONE ? NONE : cpus[cpu];
    }

    public int pte(int pte) {
        return pte == NONE ? NONE : ptes[pte];
    }

    /** A value of a slot, with the new names in it. */
    Object in(Object value) {
        return value instanceof Named named ? named.renamed(this) : value;
    }
}
