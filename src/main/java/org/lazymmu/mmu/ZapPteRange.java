package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.PAGE_REUSE;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * munmap(): a task clears its PTEs in a region, flushes the TLB and frees the pages; page faults bring them back. Kernel tasks take
 * pages that are free, and must be the only ones to get at them.
 *
 * @param order when the TLB is flushed and the pages are freed
 */
record ZapPteRange(Order order) implements GenericUser {
    /** When the TLB is flushed and the pages are freed. */
    enum Order {
        /** As in the kernel: leave, flush the TLB, unlock, free. */
        AFTER_LEAVE,
        /** The TLB is flushed before the leave. */
        FLUSH_BEFORE_LEAVE,
        /** The TLB is flushed and the pages are freed before the leave. */
        FREE_BEFORE_LEAVE
    }

    private static final String MEMORY = "mm/memory.c";

    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        return Code.forever(
                task.isKernel() ? reuse(task, kernel) : Code.seq(zap(task, kernel), pageFaults(task, kernel)));
    }

    @Override
    public boolean freesPages() {
        return true;
    }

    private Code zap(Task task, GenericCode kernel) {
        LazyMode mode = kernel.mode();
        PteRange all = PteRange.all(task);
        List<Code> parts = new ArrayList<>();
        parts.add(GenericUser.lock(task));
        parts.add(mode.enable(task, all));
        parts.add(GenericUser.forEach(task, all, kernel.backend().clear(task)));
        if (order != Order.AFTER_LEAVE) {
            parts.add(GenericUser.flushTlb(task, kernel));
        }
        if (order == Order.FREE_BEFORE_LEAVE) {
            parts.add(free(task));
        }
        parts.add(mode.disable(task));
        if (order == Order.AFTER_LEAVE) {
            parts.add(GenericUser.flushTlb(task, kernel));
        }
        parts.add(GenericUser.unlock(task));
        if (order != Order.FREE_BEFORE_LEAVE) {
            parts.add(free(task));
        }
        return Code.function(new Source("zap_pte_range", MEMORY, TREE), Code.seq(parts));
    }

    private static Code free(Task task) {
        return Code.function(new Source("free_pages_and_swap_cache", "mm/swap_state.c", TREE),
                GenericUser.forEach(task, PteRange.all(task),
                        task.step("folios_put_refs()", k -> k.set(k.freePage(k.pte()), true))));
    }

    private static Code pageFaults(Task task, GenericCode kernel) {
        Code fault = Code.seq(task.step("folio = alloc_anon_folio()", k -> k.set(k.freePage(k.pte()), false)),
                GenericUser.lock(task), kernel.backend().setPte(task), GenericUser.unlock(task));
        return Code.function(new Source("do_anonymous_page", MEMORY, TREE),
                GenericUser.forEach(task, PteRange.all(task), fault));
    }

    /** Takes some free page, writes to it, and gives it back. */
    private static Code reuse(Task task, GenericCode kernel) {
        List<Code> pages = task.userPtes()
                .mapToObj(pte -> task.step("clear_page(page of " + task.pteName(pte) + ")", k -> {
                    k.require(k.get(k.freePage(pte)));
                    k.check(PAGE_REUSE, !kernel.backend().reachable(k.context(), pte),
                            "a page is used again while a translation or a PTE still leads to it");
                })).toList();
        return Code.function(new Source("get_page_from_freelist", "mm/page_alloc.c", TREE), Code.choose(pages));
    }
}
