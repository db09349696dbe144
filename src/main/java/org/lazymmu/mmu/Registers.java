package org.lazymmu.mmu;

/**
 * What only a task itself reads and writes.
 *
 * @param preemptCount its {@code preempt_count}
 * @param index which of its PTEs the loop is at
 * @param pointer the CPU whose per-CPU data it has taken the address of, or {@link Names#NONE}
 * @param entry the entry of the batch that it is about to fill
 * @param depth how many regions it is in; the kernel has no such count before v7.0, the properties need it
 */
record Registers(int preemptCount, int index, int pointer, int entry, int depth) implements Named {
    static final Registers START = new Registers(0, 0, Names.NONE, 0, 0);

    @Override
    public Registers renamed(Names names) {
        return new Registers(preemptCount, index, names.cpu(pointer), entry, depth);
    }

    @Override
    public String toString() {
        return "preempt_count " + preemptCount + ", i " + index
                + (pointer == Names.NONE ? "" : ", pointer to cpu" + pointer + ", entry " + entry) + ", depth " + depth;
    }

    Registers withPreemptCount(int count) {
        return new Registers(count, index, pointer, entry, depth);
    }

    Registers withIndex(int i) {
        return new Registers(preemptCount, i, pointer, entry, depth);
    }

    Registers withPointer(int cpu) {
        return new Registers(preemptCount, index, cpu, entry, depth);
    }

    Registers withEntry(int n) {
        return new Registers(preemptCount, index, pointer, n, depth);
    }

    Registers withDepth(int regions) {
        return new Registers(preemptCount, index, pointer, entry, regions);
    }
}
