package org.lazymmu.mmu;

import org.lazymmu.explore.Counter;

/** The backends whose costs are counted, each with all fixes. */
public enum CostBackend {
    POWERPC("powerpc", 192), SPARC64("sparc64", 192),
    /** The queue has room for 32 calls. */
    XEN("xen", 32),
    /** Has no batch: what is pending is one bit. */
    ARM64("arm64", 0);

    private final String id;
    private final int batchSlots;

    CostBackend(String id, int batchSlots) {
        this.id = id;
        this.batchSlots = batchSlots;
    }

    /** Its name on a command line. */
    public String id() {
        return id;
    }

    /** Entries of its batch or queue in the kernel; 0 if it has none. */
    public int batchSlots() {
        return batchSlots;
    }

    /** What the mode is there to save. */
    public Counter saved() {
        return switch (this) {
            case POWERPC, SPARC64 -> Counters.INVALIDATIONS;
            case XEN -> Counters.HYPERCALLS;
            case ARM64 -> Counters.BARRIERS;
        };
    }

    /** The hooks. Xen's bear to be nested only with its counter of nested enters (49147beb0ccb). */
    Variant variant(CostMode mode) {
        return switch (this) {
            case POWERPC -> new PowerpcHash.Version(true, true);
            case SPARC64 -> new Sparc64.Version(true, true);
            case XEN -> new XenPv.Version(true, mode == CostMode.NESTED);
            case ARM64 -> new Arm64.Version(true);
        };
    }
}
