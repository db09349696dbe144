package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * madvise(MADV_COLD): the accessed bit is taken off each mapping; between two of them the lock is dropped to split a huge page, which
 * sleeps.
 *
 * @param fixed whether the region is left before the lock is dropped, and entered anew after (f3cd4ab0aabf)
 */
record MadviseCold(boolean fixed) implements GenericUser {
    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        PteRange all = PteRange.all(task);
        Code pte = Code.seq(kernel.backend().clear(task), task.branch(k -> k.index() == task.ptes() - 1,
                Code.nothing(), split(task, kernel)));
        Code cold = Code.function(
                new Source("madvise_cold_or_pageout_pte_range", "mm/madvise.c",
                        fixed ? "f3cd4ab0aabf" : "f3cd4ab0aabf^"),
                Code.seq(GenericUser.lock(task), kernel.mode().enable(task, all),
                        GenericUser.forEach(task, all, pte), kernel.mode().disable(task), GenericUser.unlock(task)));
        Code flush = Code.function(new Source("tlb_finish_mmu", "mm/mmu_gather.c", TREE),
                Code.seq(GenericUser.flushTlb(task, kernel),
                        GenericUser.relyOnRemoval(task, kernel, all, "the pages are old")));
        Code accesses = Code.function(new Source("pte_mkyoung", "mm/memory.c", TREE),
                GenericUser.forEach(task, all, Code.seq(GenericUser.lock(task), kernel.backend().setPte(task),
                        GenericUser.unlock(task))));
        return Code.forever(Code.seq(cold, flush, accesses));
    }

    private Code split(Task task, GenericCode kernel) {
        Code sleep = Code.function(new Source("split_folio", "mm/huge_memory.c", TREE),
                GenericUser.mightSleep(task, "split_folio()"));
        return fixed
                ? Code.seq(kernel.mode().disable(task), GenericUser.unlock(task), sleep, GenericUser.lock(task),
                        kernel.mode().enable(task, PteRange.all(task)))
                : Code.seq(GenericUser.unlock(task), sleep, GenericUser.lock(task));
    }
}
