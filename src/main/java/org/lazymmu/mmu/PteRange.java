package org.lazymmu.mmu;

/**
 * Some of a task's PTEs, which stand beside each other in one table.
 *
 * @param from the first one, from 0
 * @param to the one behind the last
 */
record PteRange(int from, int to) {
    PteRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no PTEs: " + from + " to " + to);
        }
    }

    /** All PTEs of a task. */
    static PteRange all(Task task) {
        return new PteRange(0, task.ptes());
    }

    int size() {
        return to - from;
    }
}
