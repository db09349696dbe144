package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.USE_AFTER_UPDATE;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * apply_to_page_range(): a callback is called for each PTE, in a region; for user mappings under the page table lock, for those of
 * the kernel without any.
 *
 * @param callback what the callback does
 */
record ApplyToPteRange(Callback callback) implements GenericUser {
    /** What the callback does to a PTE. */
    enum Callback {
        /** It sets the PTE. */
        PLAIN,
        /** It may sleep before. */
        SLEEPING,
        /** It allocates a page with GFP_KERNEL, and maps that. */
        ALLOCATING,
        /** It sets the PTE and uses the mapping, as KASAN would for a shadow page. */
        USING,
        /** The same, but it flushes in between. */
        FLUSHING_AND_USING,
        /** The same, with the mode paused from before the update (kasan_populate_vmalloc_pte). */
        PAUSING_AND_USING
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        LazyMode mode = kernel.mode();
        PteRange all = PteRange.all(task);
        return Code.forever(Code.function(new Source("apply_to_pte_range", "mm/memory.c", "38e0edb15bd0"), Code.seq(
                GenericUser.lock(task), mode.enable(task, all),
                GenericUser.forEach(task, all, Code.function(new Source("pte_fn_t", "mm/memory.c", TREE),
                        callback(task, kernel))),
                mode.disable(task),
                GenericUser.rely(task, kernel, all, "use the mappings"),
                GenericUser.unlock(task))));
    }

    private Code callback(Task task, GenericCode kernel) {
        LazyMode mode = kernel.mode();
        Code set = kernel.backend().setPte(task);
        return switch (callback) {
            case PLAIN -> set;
            case SLEEPING -> Code.seq(GenericUser.mightSleep(task, "the callback"), set);
            case ALLOCATING -> Code.seq(GenericUser.mightSleep(task, "alloc_page(GFP_KERNEL)"), set);
            case USING -> Code.seq(set, use(task, kernel));
            case FLUSHING_AND_USING -> Code.seq(set, mode.flush(task), use(task, kernel));
            case PAUSING_AND_USING ->
                    Code.seq(mode.pause(task), set, use(task, kernel), mode.resume(task));
        };
    }

    private static Code use(Task task, GenericCode kernel) {
        return task.step("the callback uses the mapping", k -> k.check(USE_AFTER_UPDATE,
                kernel.backend().done(k.context(), k.pte()),
                "a mapping is used in the region before its update has taken effect"));
    }
}
