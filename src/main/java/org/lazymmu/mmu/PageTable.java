package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;

/**
 * Page tables and what stands between them and those who use a mapping: what hooks that are not modelled by hand work on. Which
 * accesses reach it is for the hooks to say.
 */
public final class PageTable {
    /** What an update needs, after the kernel has asked for it, before it has taken effect. */
    public enum Needs {
        /** Nothing more than the store. */
        STORE,
        /** What is cached of a mapping that is removed must be invalidated (powerpc with the hash MMU). */
        INVALIDATION,
        /** The same for user mappings; who removes kernel mappings flushes by himself (sparc64). */
        USER_INVALIDATION,
        /** A new kernel mapping must be made visible to table walkers by a barrier of the CPU that stored it (arm64). */
        KERNEL_BARRIER
    }

    /**
     * A PTE.
     *
     * @param wanted whether the kernel wants it present
     * @param present whether it is present in memory
     * @param cached whether the mapping is cached, so that removing it needs an invalidation
     * @param stale whether a translation is cached that memory does not give any more
     * @param pending whether it has been stored without being visible to the walkers for certain
     */
    private record Pte(boolean wanted, boolean present, boolean cached, boolean stale, boolean pending) {
        Pte wants(boolean mapping) {
            return new Pte(mapping, present, cached, stale, pending);
        }

        @Override
        public String toString() {
            return (present ? "present" : "absent") + (wanted == present ? "" : ", not as wanted")
                    + (stale ? ", stale translation" : "") + (pending ? ", barrier pending" : "");
        }
    }

    private final Machine machine;
    private final Needs needs;
    private final Tlb tlb;
    private final List<Slot<Pte>> ptes;
    private final List<Slot<Stores>> stores;

    public PageTable(Machine machine, Needs needs) {
        this.machine = machine;
        this.needs = needs;
        this.tlb = machine.tlb();
        this.ptes = machine.perPte(settled(true));
        this.stores = needs == Needs.KERNEL_BARRIER ? machine.perCpu("stores", Stores.NONE) : List.of();
    }

    /** The kernel wants a PTE present, or not; memory does not follow yet. */
    public void want(Context context, int pte, boolean present) {
        Slot<Pte> slot = ptes.get(pte);
        context.set(slot, context.get(slot).wants(present));
    }

    /** A PTE is written in memory, by a CPU or by a hypervisor for it. */
    public void store(Context context, int cpu, int pte, boolean present) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        boolean removed = now.present() && !present;
        boolean stale = removed && now.cached() && needsInvalidation(pte);
        boolean pending = needs == Needs.KERNEL_BARRIER && present && isKernel(pte);
        context.set(slot, new Pte(now.wanted(), present, now.cached() && !(removed && machine.walker()),
                now.stale() || stale, pending || now.pending() && present));
        if (pending) {
            context.set(stores.get(cpu), context.get(stores.get(cpu)).with(pte));
        }
        if (removed && !needsInvalidation(pte)) {
            tlb.removed(context, pte);
        }
    }

    private boolean needsInvalidation(int pte) {
        return needs == Needs.INVALIDATION || needs == Needs.USER_INVALIDATION && !isKernel(pte);
    }

    /** Whether a PTE maps the kernel; interrupts change such PTEs. */
    private boolean isKernel(int pte) {
        int task = machine.taskOf(pte);
        return task == Names.NONE || machine.tasks().get(task).isKernel();
    }

    /** What is cached of a PTE is invalidated, on all CPUs. */
    public void invalidate(Context context, int pte) {
        context.count(Counters.TRANSLATIONS, 1);
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.set(slot, new Pte(now.wanted(), now.present(), now.cached(), false, now.pending()));
        tlb.flush(context, pte);
    }

    /** A barrier makes visible what a CPU has stored. */
    public void barrier(Context context, int cpu) {
        context.count(Counters.BARRIERS, 1);
        if (stores.isEmpty()) {
            return;
        }
        context.get(stores.get(cpu)).forEach(pte -> {
            Slot<Pte> slot = ptes.get(pte);
            Pte now = context.get(slot);
            context.set(slot, new Pte(now.wanted(), now.present(), now.cached(), now.stale(), false));
        });
        context.set(stores.get(cpu), Stores.NONE);
    }

    /** {@code flush_tlb_range()} of all PTEs of a task, where generic code does it. */
    public void flushTlb(Context context, Task task) {
        tlb.flushAll(context, task);
    }

    /** Whether the kernel wants a PTE present. */
    public boolean isWanted(Context context, int pte) {
        return context.get(ptes.get(pte)).wanted();
    }

    /** Whether a PTE is present in memory. */
    public boolean isPresent(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    /** Whether all updates of a PTE have taken effect. */
    public boolean done(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        return now.wanted() == now.present() && !now.stale() && !now.pending();
    }

    /** Whether somebody can still get at what a PTE maps or has mapped. */
    public boolean isReachable(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        return now.present() || now.stale() || tlb.isStale(context, pte);
    }

    /** Caches the translation of a PTE that has one. */
    public void walk(Context context, int pte) {
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.require(now.present() && !now.cached());
        context.set(slot, new Pte(now.wanted(), true, true, now.stale(), now.pending()));
    }

    /** Puts a PTE in place of another one, of which nothing is pending. */
    public void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), settled(present));
    }

    /** A PTE of which nothing is pending. */
    private Pte settled(boolean present) {
        return new Pte(present, present, !machine.walker(), false, false);
    }
}
