package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * The page allocator is called in a region, as zap_pte_range() and kasan do it, and with debug_pagealloc changes the kernel's mapping
 * of the page. The last PTE of a task is that mapping, the others are those of the region.
 *
 * @param linearMap how the mapping of the page is changed
 */
record NestedAllocation(LinearMap linearMap) implements GenericUser {
    /** How {@code __kernel_map_pages()} changes the kernel's mapping of a page. */
    enum LinearMap {
        /** arm64: apply_to_page_range(), which enters the mode. */
        APPLIES,
        /** x86: it changes the PTE and flushes the mode. */
        FLUSHES
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        LazyMode mode = kernel.mode();
        int linear = task.ptes() - 1;
        int half = linear / 2;
        return Code.forever(Code.function(new Source("zap_pte_range", "mm/memory.c", TREE), Code.seq(List.of(
                GenericUser.lock(task), mode.enable(task, new PteRange(0, linear)),
                range(task, kernel, 0, half),
                task.local(k -> k.setIndex(linear)),
                kernelMapPages(task, kernel, linear),
                range(task, kernel, half, linear), mode.disable(task),
                GenericUser.rely(task, kernel, PteRange.all(task), "use the mappings"),
                GenericUser.unlock(task)))));
    }

    private static Code range(Task task, GenericCode kernel, int from, int to) {
        return from == to
                ? Code.nothing()
                : GenericUser.forEach(task, new PteRange(from, to), kernel.backend().setPte(task));
    }

    private Code kernelMapPages(Task task, GenericCode kernel, int linear) {
        LazyMode mode = kernel.mode();
        Code set = kernel.backend().setPte(task);
        Code use = task.step("hand the page out", k -> {
            k.check(Properties.USE_AFTER_UPDATE, kernel.backend().done(k.context(), task.pte(linear)),
                    "a page is handed out before its mapping has taken effect");
            k.setIndex(0);
        });
        return switch (linearMap) {
            case APPLIES -> Code.seq(Code.function(new Source("apply_to_pte_range", "mm/memory.c", TREE),
                    Code.seq(mode.enable(task), set, mode.disable(task))), use);
            case FLUSHES -> Code.seq(Code.function(new Source("__kernel_map_pages", "arch/x86/mm/pat/set_memory.c",
                    TREE), Code.seq(set, mode.flush(task))), use);
        };
    }
}
