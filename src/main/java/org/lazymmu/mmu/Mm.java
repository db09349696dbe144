package org.lazymmu.mmu;

/** An address space. */
enum Mm {
    /** That of the user tasks, which share it. */
    USER,
    /** The kernel's own. */
    INIT_MM
}
