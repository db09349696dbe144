package org.lazymmu.mmu;

/** How a workload uses the mode. */
public enum CostMode {
    /** Each page table in one region. */
    WITH,
    /** Not at all. */
    WITHOUT,
    /** As {@link #WITH}, and {@code set_ptes()} enters and leaves the mode itself (bcc6cc832573, until 691ee97e1a9d). */
    NESTED
}
