package org.lazymmu.mmu;

/** A version of an architecture's hooks. */
public interface Variant {
    /** Its name, such as {@code powerpc}. */
    String name();

    /** The hooks, with their slots on a machine. */
    Backend on(Machine machine);
}
