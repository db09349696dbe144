package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.STALE_READ;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * mprotect(): the right to write is taken away from all mappings of a task, and given back. Each PTE is changed between
 * ptep_modify_prot_start() and its commit.
 *
 * @param read whether the function reads each PTE again after the commit, and how
 */
record ChangePteRange(Read read) implements GenericUser {
    /** How a PTE is read that has just been written. */
    enum Read {
        /** Not at all. */
        NONE,
        /** With {@code ptep_get()}. */
        PTEP_GET,
        /** As {@code *ptep}. */
        RAW
    }

    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        PteRange all = PteRange.all(task);
        return Code.forever(Code.seq(change(task, kernel, false),
                GenericUser.relyOnRemoval(task, kernel, all, "nobody writes any more"),
                change(task, kernel, true), GenericUser.rely(task, kernel, all, "return to the user")));
    }

    private Code change(Task task, GenericCode kernel, boolean grant) {
        PteRange all = PteRange.all(task);
        Code one = Code.seq(kernel.backend().modifyProt(task, grant), readAgain(task, kernel));
        Code range = Code.function(new Source("change_pte_range", "mm/mprotect.c", TREE),
                Code.seq(GenericUser.lock(task), kernel.mode().enable(task, all),
                        GenericUser.forEach(task, all, one), kernel.mode().disable(task), GenericUser.unlock(task)));
        return Code.seq(range, Code.function(new Source("change_protection_range", "mm/mprotect.c", TREE),
                GenericUser.flushTlb(task, kernel)));
    }

    private Code readAgain(Task task, GenericCode kernel) {
        Backend backend = kernel.backend();
        return switch (read) {
            case NONE -> Code.nothing();
            case PTEP_GET -> task.step("ptep_get()", k -> k.check(STALE_READ,
                    backend.read(k.context(), k.pte()) == backend.written(k.context(), k.pte()),
                    "ptep_get() does not read what has been written"));
            case RAW -> task.step("*ptep", k -> k.check(STALE_READ,
                    backend.readRaw(k.context(), k.pte()) == backend.written(k.context(), k.pte()),
                    "a plain read does not read what has been written"));
        };
    }
}
