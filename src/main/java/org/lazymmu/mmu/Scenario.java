package org.lazymmu.mmu;

import org.lazymmu.explore.Code;

/** What tasks and interrupts do with the mode. */
interface Scenario {
    /** The program of a task. */
    Code program(Task task, GenericCode kernel);

    /** The handler of an interrupt; its last step {@linkplain Interrupt#returns returns}. */
    Code handler(Interrupt interrupt, GenericCode kernel);
}
