package org.lazymmu.mmu;

import org.lazymmu.explore.Code;

/** What tasks and interrupts do with the mode. */
public interface Scenario {
    /** The program of a task. */
    Code program(Task task, GenericCode kernel);

    /** Whether two tasks do the same, so that they can be exchanged. */
    default boolean alike(Task one, Task other) {
        return one.isKernel() == other.isKernel();
    }

    /** Whether it flushes TLBs by address, so that the model has to tell what they hold. */
    default boolean flushesTlb() {
        return false;
    }

    /** Whether tasks free the pages behind their PTEs. */
    default boolean freesPages() {
        return false;
    }

    /** Whether a task changes two page tables at once, with a lock each. */
    default boolean movesBetweenTables() {
        return false;
    }

    /** The handler of an interrupt; its last step {@linkplain Interrupt#returns returns}. */
    Code handler(Interrupt interrupt, GenericCode kernel);
}
