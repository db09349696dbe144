package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Property;

/** What is to hold of the mode. */
public final class Properties {
    public static final Property DONE_AFTER_LEAVE = new Property("done-after-leave",
            "after the outermost leave, all updates of the task have taken effect");
    public static final Property DONE_AFTER_UPDATE = new Property("done-after-update",
            "an update outside every region, or in an interrupt, has taken effect when it is used");
    public static final Property USE_AFTER_UPDATE = new Property("use-after-update",
            "a mapping that a region has changed is not used in it before the change has taken effect");
    public static final Property BATCH_CPU = new Property("batch-cpu", "a CPU's batch is touched only from that CPU");
    public static final Property BATCH_ONE_MM = new Property("batch-one-mm",
            "a batch never mixes the updates of two tasks");
    public static final Property UPDATE_OUTSIDE_REGION = new Property("update-outside-region",
            "an update outside every region enters no batch");
    public static final Property BATCHING_KEPT = new Property("batching-kept",
            "batching lasts from the outermost enter to the outermost leave");
    public static final Property NEVER_NESTED = new Property("never-nested", "no region begins inside a region");
    public static final Property NOT_IN_INTERRUPT = new Property("not-in-interrupt",
            "no region begins in an interrupt");
    public static final Property MAY_SLEEP = new Property("may-sleep", "nobody sleeps while preemption is off");
    public static final Property KERNEL_BUG = new Property("kernel-bug", "no BUG_ON() of the kernel is hit");
    public static final Property KERNEL_WARN = new Property("kernel-warn", "no WARN_ON() of the kernel is hit");
    public static final Property STALE_READ = new Property("stale-read",
            "a PTE that a region has written reads as it was written");
    public static final Property PAGE_REUSE = new Property("page-reuse",
            "a page is not used again while something stale leads to it");
    public static final Property LOCK_ORDER = new Property("lock-order",
            "a region that changes user mappings lies within their page table lock");

    private Properties() {
    }

    /** All of them, in the order in which they are listed. */
    public static List<Property> all() {
        return List.of(DONE_AFTER_LEAVE, DONE_AFTER_UPDATE, USE_AFTER_UPDATE, BATCH_CPU, BATCH_ONE_MM,
                UPDATE_OUTSIDE_REGION, BATCHING_KEPT, NEVER_NESTED, NOT_IN_INTERRUPT, MAY_SLEEP, KERNEL_BUG,
                KERNEL_WARN, STALE_READ, PAGE_REUSE, LOCK_ORDER);
    }
}
