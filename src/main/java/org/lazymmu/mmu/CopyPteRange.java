package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * fork(): for each PTE of the source table, the right to write is taken away and the destination table gets a copy; both tables have
 * a lock. Then the child exits, and the parent writes again.
 *
 * <p>
 * The first half of a task's PTEs is the source, of which the right to write is modelled; the second half is the destination, of
 * which the mapping is.
 */
record CopyPteRange() implements GenericUser {
    private static final String MEMORY = "mm/memory.c";

    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public boolean movesBetweenTables() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        return Code.forever(Code.seq(exit(task, kernel), fork(task, kernel), writeFaults(task, kernel)));
    }

    /** The child gives its mappings up. */
    private static Code exit(Task task, GenericCode kernel) {
        PteRange destination = new PteRange(task.ptes() / 2, task.ptes());
        return Code.function(new Source("zap_pte_range", MEMORY, TREE),
                Code.seq(GenericUser.lockOther(task), kernel.mode().enable(task, destination),
                        GenericUser.forEach(task, destination, kernel.backend().clear(task)),
                        kernel.mode().disable(task), GenericUser.flushTlb(task, kernel),
                        GenericUser.unlockOther(task),
                        GenericUser.relyOnRemoval(task, kernel, destination, "free the pages")));
    }

    private static Code fork(Task task, GenericCode kernel) {
        int half = task.ptes() / 2;
        PteRange source = new PteRange(0, half);
        Code copy = Code.seq(
                Code.function(new Source("wrprotect_ptes", "include/linux/pgtable.h", TREE),
                        kernel.backend().clear(task)),
                task.local(k -> k.setIndex(k.index() + half)),
                Code.function(new Source("set_ptes", "include/linux/pgtable.h", TREE),
                        kernel.backend().setPte(task)),
                task.local(k -> k.setIndex(k.index() - half)));
        return Code.seq(
                Code.function(new Source("copy_pte_range", MEMORY, TREE),
                        Code.seq(GenericUser.lockOther(task), GenericUser.lockNested(task),
                                kernel.mode().enable(task, source),
                                GenericUser.forEach(task, source, copy), kernel.mode().disable(task),
                                GenericUser.unlock(task), GenericUser.unlockOther(task))),
                Code.function(new Source("dup_mmap", "mm/mmap.c", TREE),
                        Code.seq(List.of(GenericUser.flushTlb(task, kernel),
                                GenericUser.rely(task, kernel, PteRange.all(task), "let the child run"),
                                GenericUser.relyOnRemoval(task, kernel, source, "share the pages")))));
    }

    private static Code writeFaults(Task task, GenericCode kernel) {
        PteRange source = new PteRange(0, task.ptes() / 2);
        return Code.function(new Source("wp_page_reuse", MEMORY, TREE), GenericUser.forEach(task, source,
                Code.seq(GenericUser.lock(task), kernel.backend().setPte(task), GenericUser.unlock(task))));
    }
}
