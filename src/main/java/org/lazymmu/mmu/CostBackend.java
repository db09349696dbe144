package org.lazymmu.mmu;

import org.lazymmu.explore.Counter;

/** The backends whose costs are counted, each with all fixes of v6.16; s390 as proposed in 2026. */
public enum CostBackend {
    POWERPC("powerpc", 192, 512), SPARC64("sparc64", 192, 512),
    /** The queue has room for 32 calls. */
    XEN("xen", 32, 512),
    /** Has no batch: what is pending is one bit. */
    ARM64("arm64", 0, 512),
    /** Its cache is as large as a page table. */
    S390("s390", 0, 256),
    /** All architectures without hooks. */
    NONE("none", 0, 512);

    private final String id;
    private final int batchSlots;
    private final int table;

    CostBackend(String id, int batchSlots, int table) {
        this.id = id;
        this.batchSlots = batchSlots;
        this.table = table;
    }

    /** Its name on a command line. */
    public String id() {
        return id;
    }

    /** Entries of its batch or queue in the kernel; 0 if it has none whose size could be another. */
    public int batchSlots() {
        return batchSlots;
    }

    /** PTEs of a page table, with pages of 4 KiB. */
    public int table() {
        return table;
    }

    /** What the mode is there to save. */
    public Counter saved() {
        return switch (this) {
            case POWERPC, SPARC64, S390 -> Counters.INVALIDATIONS;
            case XEN -> Counters.HYPERCALLS;
            case ARM64 -> Counters.BARRIERS;
            case NONE -> Counters.STORES;
        };
    }

    /** The hooks. Xen's bear to be nested only with its counter of nested enters (49147beb0ccb). */
    Variant variant(CostMode mode) {
        return switch (this) {
            case POWERPC -> new PowerpcHash.Version(true, true);
            case SPARC64 -> new Sparc64.Version(true, true);
            case XEN -> new XenPv.Version(true, mode == CostMode.NESTED);
            case ARM64 -> new Arm64.Version(true);
            case S390 -> new S390.Version();
            case NONE -> new NoHooks.Version();
        };
    }
}
