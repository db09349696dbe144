package org.lazymmu.mmu;

/** A value of a slot that names tasks, CPUs or PTEs. */
interface Named {
    /** The same value with other names. */
    Named renamed(Names names);
}
