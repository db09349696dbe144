package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.USE_AFTER_UPDATE;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * kmap_local_page() in a region: the last PTE of a task is its kmap slot, which it maps, uses and unmaps again after the updates
 * of the region. Preemption is off meanwhile, which stands for the task not migrating.
 *
 * @param flush whether the mode is flushed after each of the two updates of the slot, as on x86
 */
record KmapLocal(boolean flush) implements GenericUser {
    private static final String HIGHMEM = "mm/highmem.c";

    @Override
    public Code program(Task task, GenericCode kernel) {
        int slot = task.ptes() - 1;
        PteRange ptes = new PteRange(0, slot);
        // at the beginning all PTEs are present, but nothing is mapped in a slot
        Code first = Code.seq(task.local(k -> k.setIndex(slot)), GenericUser.lock(task),
                kernel.backend().clear(task), GenericUser.unlock(task), task.local(k -> k.setIndex(0)));
        Code region = Code.function(new Source("zap_pte_range", "mm/memory.c", TREE),
                Code.seq(GenericUser.lock(task), kernel.mode().enable(task, ptes),
                        GenericUser.forEach(task, ptes, kernel.backend().setPte(task)),
                        map(task, kernel, slot), unmap(task, kernel, slot),
                        kernel.mode().disable(task),
                        GenericUser.rely(task, kernel, PteRange.all(task), "use the mappings"),
                        GenericUser.unlock(task)));
        return Code.seq(first, Code.forever(region));
    }

    private Code map(Task task, GenericCode kernel, int slot) {
        return Code.function(new Source("__kmap_local_pfn_prot", HIGHMEM, TREE),
                Code.seq(task.step("migrate_disable()", k -> {
                    k.preemptDisable();
                    k.setIndex(slot);
                }), kernel.backend().setPte(task), flush(task, kernel),
                        task.step("memcpy(kmap)", k -> k.check(USE_AFTER_UPDATE,
                                kernel.backend().done(k.context(), k.pte()),
                                "a kmap is used in the region before it has taken effect"))));
    }

    private Code unmap(Task task, GenericCode kernel, int slot) {
        return Code.function(new Source("kunmap_local_indexed", HIGHMEM, TREE),
                Code.seq(kernel.backend().setPte(task), flush(task, kernel), task.step("migrate_enable()", k -> {
                    k.check(USE_AFTER_UPDATE, !flush || kernel.backend().done(k.context(), task.pte(slot)),
                            "a kmap is still there when its slot is given up");
                    k.setIndex(0);
                    k.preemptEnable();
                })));
    }

    private Code flush(Task task, GenericCode kernel) {
        return flush
                ? Code.function(new Source("arch_kmap_local_post_map", "arch/x86/include/asm/highmem.h", TREE),
                        kernel.mode().flush(task))
                : Code.nothing();
    }
}
