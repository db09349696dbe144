package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.DONE_AFTER_UPDATE;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * vunmap() and vmap(): a task clears kernel PTEs, flushes the TLB, and sets them again. There is no lock.
 *
 * @param lazy whether that is done in a region (44562c71e2cf, v6.16); user tasks do the same to PTEs of their own
 */
record VmapPteRange(boolean lazy) implements GenericUser {
    private static final String VMALLOC = "mm/vmalloc.c";

    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        PteRange all = PteRange.all(task);
        Code unmap = Code.seq(range(task, kernel, "vunmap_pte_range", kernel.backend().clear(task)),
                task.step("flush_tlb_kernel_range()", kernel.backend()::flushTlb),
                GenericUser.relyOnRemoval(task, kernel, all, "free the pages"));
        Code map = Code.seq(range(task, kernel, "vmap_pte_range", kernel.backend().setPte(task)), use(task, kernel));
        return Code.forever(Code.seq(unmap, map));
    }

    private Code range(Task task, GenericCode kernel, String function, Code update) {
        PteRange all = PteRange.all(task);
        Code updates = GenericUser.forEach(task, all, update);
        Code body = lazy
                ? Code.seq(kernel.mode().enable(task, all), updates, kernel.mode().disable(task))
                : updates;
        return Code.function(new Source(function, VMALLOC, lazy ? "44562c71e2cf" : "44562c71e2cf^"), body);
    }

    private Code use(Task task, GenericCode kernel) {
        if (lazy) {
            return GenericUser.rely(task, kernel, PteRange.all(task), "use the mappings");
        }
        return task.step("use a mapping", k -> k.check(DONE_AFTER_UPDATE,
                kernel.backend().done(k.context(), task.pte(task.ptes() - 1)),
                "an update outside every region has not taken effect"));
    }
}
