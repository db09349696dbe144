package org.lazymmu.backend;

import org.lazymmu.mmu.Backend;
import org.lazymmu.mmu.Machine;
import org.lazymmu.mmu.Variant;

/**
 * A tree's own hooks as a version of an architecture's.
 *
 * @param counted whether the hooks look at the counts of the counted layer
 * @param witness told what they do
 */
record TreeVariant(TreeHooks hooks, Decisions decisions, boolean counted, Witness witness) implements Variant {
    @Override
    public String name() {
        return hooks.architecture();
    }

    @Override
    public Backend on(Machine machine) {
        return new TreeBackend(hooks, decisions, counted, witness, machine);
    }
}
