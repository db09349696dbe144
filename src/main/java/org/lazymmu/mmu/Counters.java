package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Counter;

/** What concrete executions count: the step code of the backends adds to these where the kernel pays. */
public final class Counters {
    /** Xen PV: {@code HYPERVISOR_mmu_update()}, for one PTE or for all that are queued. */
    public static final Counter HYPERCALLS = new Counter("hypercalls", "hypercalls");
    /**
     * Xen PV: an atomic operation on a PTE. Page tables are mapped read-only, so it traps and the hypervisor emulates it; the
     * mode defers none of them.
     */
    public static final Counter EMULATED_WRITES = new Counter("emulatedWrites", "emulated writes");
    /**
     * powerpc: {@code flush_hash_page()} or {@code flush_hash_range()}; sparc64: {@code global_flush_tlb_page()} or
     * {@code smp_flush_tlb_pending()}, with the TSB; s390: IPTE, for one PTE or for several in a row.
     */
    public static final Counter INVALIDATIONS = new Counter("invalidations", "invalidations");
    /** The translations of all invalidations: each has one, or as many as are batched. */
    public static final Counter TRANSLATIONS = new Counter("translations", "translations invalidated");
    /** arm64: {@code emit_pte_barriers()}, a {@code dsb} and an {@code isb}. */
    public static final Counter BARRIERS = new Counter("barriers", "dsb+isb pairs");
    /** PTEs that a workload has changed, each once however often it is written. */
    public static final Counter CHANGES = new Counter("changes", "PTEs changed");
    /** PTEs written in memory, by the kernel or for it. */
    public static final Counter STORES = new Counter("stores", "PTE stores");
    /** Batches or queues emptied, or pending barriers emitted. */
    public static final Counter FLUSHES = new Counter("flushes", "batches flushed");
    /** {@code arch_enter_lazy_mmu_mode()}. */
    public static final Counter ENTERS = new Counter("enters", "enters");
    /** {@code arch_leave_lazy_mmu_mode()}. */
    public static final Counter LEAVES = new Counter("leaves", "leaves");
    /** Times that preemption, which was on, is switched off. */
    public static final Counter PREEMPTION_OFF = new Counter("preemptionOff", "preemption-off stretches");

    private Counters() {
    }

    /** What costs far more than to store a PTE. */
    public static List<Counter> expensive() {
        return List.of(HYPERCALLS, EMULATED_WRITES, INVALIDATIONS, BARRIERS);
    }

    /** All of them, in the order in which they are listed. */
    public static List<Counter> all() {
        return List.of(HYPERCALLS, EMULATED_WRITES, INVALIDATIONS, TRANSLATIONS, BARRIERS, CHANGES, STORES, FLUSHES,
                ENTERS, LEAVES, PREEMPTION_OFF);
    }
}
