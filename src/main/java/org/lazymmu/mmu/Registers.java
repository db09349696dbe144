package org.lazymmu.mmu;

/**
 * What only a task itself reads and writes.
 *
 * @param preemptCount its {@code preempt_count}
 * @param interruptsOff how often it has switched interrupts off on its CPU
 * @param index which of its PTEs the loop is at
 * @param pointer the CPU whose per-CPU data it has taken the address of, or {@link Names#NONE}
 * @param entry the entry of the batch that it is about to fill
 * @param depth how many regions it is in; the kernel has no such count before v7.0, the properties need it
 * @param hook how far it has come in code of a backend that keeps more than the above, or {@link Named#NOTHING}
 */
record Registers(int preemptCount, int interruptsOff, int index, int pointer, int entry, int depth,
        Named hook) implements Named {
    static final Registers START = new Registers(0, 0, 0, Names.NONE, 0, 0, Named.NOTHING);

    @Override
    public Registers renamed(Names names) {
        return new Registers(preemptCount, interruptsOff, index, names.cpu(pointer), entry, depth, hook.renamed(names));
    }

    @Override
    public String toString() {
        return "preempt_count " + preemptCount + (interruptsOff == 0 ? "" : ", interrupts off") + ", i " + index
                + (pointer == Names.NONE ? "" : ", pointer to cpu" + pointer + ", entry " + entry) + ", depth " + depth
                + (hook.equals(Named.NOTHING) ? "" : ", " + hook);
    }

    Registers withPreemptCount(int count) {
        return new Registers(count, interruptsOff, index, pointer, entry, depth, hook);
    }

    Registers withInterruptsOff(int times) {
        return new Registers(preemptCount, times, index, pointer, entry, depth, hook);
    }

    Registers withIndex(int i) {
        return new Registers(preemptCount, interruptsOff, i, pointer, entry, depth, hook);
    }

    Registers withPointer(int cpu) {
        return new Registers(preemptCount, interruptsOff, index, cpu, entry, depth, hook);
    }

    Registers withEntry(int n) {
        return new Registers(preemptCount, interruptsOff, index, pointer, n, depth, hook);
    }

    Registers withDepth(int regions) {
        return new Registers(preemptCount, interruptsOff, index, pointer, entry, regions, hook);
    }

    Registers withHook(Named place) {
        return new Registers(preemptCount, interruptsOff, index, pointer, entry, depth, place);
    }
}
