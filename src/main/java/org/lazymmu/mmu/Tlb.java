package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Slot;

/**
 * The translation caches of architectures whose generic code flushes them by address, as {@code flush_tlb_range()} does: for each
 * PTE, whether some CPU may hold a translation that memory does not give any more.
 *
 * <p>
 * What is present in memory counts as cached at any time, so a flush that comes before the PTE is changed in memory does nothing.
 * In a model whose scenario {@linkplain Scenario#flushesTlb does not look at it} there is nothing to hold.
 */
final class Tlb {
    private final List<Slot<Boolean>> stale;

    Tlb(List<Slot<Boolean>> stale) {
        this.stale = List.copyOf(stale);
    }

    /** A PTE that was present in memory is not, or allows less. */
    void removed(Context context, int pte) {
        if (!stale.isEmpty()) {
            context.set(stale.get(pte), true);
        }
    }

    /** Drops the translation of a PTE on all CPUs. */
    void flush(Context context, int pte) {
        if (!stale.isEmpty()) {
            context.set(stale.get(pte), false);
        }
    }

    /** Drops the translations of all PTEs of a task. */
    void flushAll(Context context, Task task) {
        for (int i = 0; i < task.ptes(); i++) {
            flush(context, task.pte(i));
        }
    }

    boolean isStale(Context context, int pte) {
        return !stale.isEmpty() && context.get(stale.get(pte));
    }
}
