package org.lazymmu.mmu;

import static org.lazymmu.explore.Property.NO_DEADLOCK;
import static org.lazymmu.mmu.Properties.BATCH_CPU;
import static org.lazymmu.mmu.Properties.DONE_AFTER_LEAVE;
import static org.lazymmu.mmu.Properties.KERNEL_BUG;
import static org.lazymmu.mmu.Properties.KERNEL_WARN;
import static org.lazymmu.mmu.Properties.LOCK_ORDER;
import static org.lazymmu.mmu.Properties.MAY_SLEEP;
import static org.lazymmu.mmu.Properties.NEVER_NESTED;
import static org.lazymmu.mmu.Properties.PAGE_REUSE;
import static org.lazymmu.mmu.Properties.STALE_READ;
import static org.lazymmu.mmu.Properties.USE_AFTER_UPDATE;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.explore.Property;

/** All scenarios, in the order in which they are listed. */
public final class Scenarios {
    /**
     * A scenario as it is chosen.
     *
     * @param name its name on the command line
     * @param text what happens in it, in one line
     * @param breaks the properties that it breaks on some architecture in some era, with hooks as of the end of that era
     * @param sizes sizes at which it shows all that it can, and is explored within seconds
     * @param counted whether it calls what there is in the counted layer only
     */
    public record Entry(String name, String text, List<Property> breaks, Sizes sizes, boolean counted,
            Scenario scenario) {
        public Entry {
            breaks = List.copyOf(breaks);
        }

        private Entry(String name, String text, List<Property> breaks, Sizes sizes, Scenario scenario) {
            this(name, text, breaks, sizes, false, scenario);
        }

        /** Whether it is of an era. */
        public boolean isOf(Era era) {
            return !counted || era == Era.COUNTED;
        }
    }

    private static final Sizes MIXED = new Sizes(2, 1, 1, 2, 2);
    /** A batch never gets full, which would flush it. */
    private static final Sizes ROOMY = new Sizes(2, 1, 1, 2, 3);
    private static final Sizes USERS = new Sizes(2, 2, 0, 2, 3);
    private static final Sizes TWO_KERNEL = new Sizes(2, 0, 2, 2, 2);
    private static final Sizes LINEAR_MAP = new Sizes(2, 1, 1, 3, 4);

    private Scenarios() {
    }

    public static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        all.addAll(userMappings());
        all.addAll(kernelMappings());
        all.addAll(insideRegions());
        all.addAll(countedLayer());
        return List.copyOf(all);
    }

    private static List<Entry> userMappings() {
        return List.of(
                new Entry("munmap", "zap_pte_range(): clear, leave, flush the TLB, free; the pages are used again",
                        List.of(), ROOMY, new ZapPteRange(ZapPteRange.Order.AFTER_LEAVE)),
                new Entry("munmap-flush-in-region", "the same, but the TLB is flushed before the leave",
                        List.of(), ROOMY, new ZapPteRange(ZapPteRange.Order.FLUSH_BEFORE_LEAVE)),
                new Entry("munmap-free-in-region", "the same, but the pages are freed before the leave",
                        List.of(PAGE_REUSE), ROOMY, new ZapPteRange(ZapPteRange.Order.FREE_BEFORE_LEAVE)),
                new Entry("fork", "copy_pte_range(): write-protect the source, set the destination, under both locks",
                        List.of(), USERS, new CopyPteRange()),
                new Entry("mremap", "move_ptes(): from one table to another and back, under both locks",
                        List.of(), USERS, new MovePtes(true)),
                new Entry("mremap-disordered", "the same, with the locks in the order of the move",
                        List.of(NO_DEADLOCK), USERS, new MovePtes(false)),
                new Entry("mprotect", "change_pte_range(): each PTE between a start and a commit",
                        List.of(), USERS, new ChangePteRange(ChangePteRange.Read.NONE)),
                new Entry("mprotect-reads", "the same, and each PTE is read again with ptep_get() in the region",
                        List.of(STALE_READ), USERS, new ChangePteRange(ChangePteRange.Read.PTEP_GET)),
                new Entry("mprotect-reads-raw", "the same, and each PTE is read again as *ptep in the region",
                        List.of(STALE_READ), USERS, new ChangePteRange(ChangePteRange.Read.RAW)),
                new Entry("pagemap-scan", "pagemap_scan_pmd_entry() since ad449d856bd7: the region within the lock",
                        List.of(), USERS, new PagemapScan(true)),
                new Entry("pagemap-scan-before", "before ad449d856bd7: the lock within the region, code that may sleep",
                        List.of(LOCK_ORDER, MAY_SLEEP), USERS, new PagemapScan(false)),
                new Entry("madvise", "madvise_cold_or_pageout_pte_range() since f3cd4ab0aabf: leaves before it sleeps",
                        List.of(), USERS, new MadviseCold(true)),
                new Entry("madvise-before", "before f3cd4ab0aabf: drops the lock and sleeps in the region",
                        List.of(LOCK_ORDER), USERS, new MadviseCold(false)));
    }

    private static List<Entry> kernelMappings() {
        return List.of(
                new Entry("vmap", "vmap_pte_range() and vunmap_pte_range() of v6.16, in a region without a lock",
                        List.of(), TWO_KERNEL, new VmapPteRange(true)),
                new Entry("vmap-before", "vmap_pte_range() and vunmap_pte_range() before v6.16, without the mode",
                        List.of(), TWO_KERNEL, new VmapPteRange(false)),
                apply("apply", "the callback sets the PTE", MIXED, List.of(), ApplyToPteRange.Callback.PLAIN),
                apply("apply-sleeping", "the callback may sleep", TWO_KERNEL, List.of(MAY_SLEEP),
                        ApplyToPteRange.Callback.SLEEPING),
                apply("apply-allocating", "the callback allocates with GFP_KERNEL", TWO_KERNEL, List.of(MAY_SLEEP),
                        ApplyToPteRange.Callback.ALLOCATING),
                apply("apply-using", "the callback uses the mapping it has set", MIXED, List.of(USE_AFTER_UPDATE),
                        ApplyToPteRange.Callback.USING),
                apply("apply-flushing", "the callback flushes before it uses the mapping", MIXED,
                        List.of(USE_AFTER_UPDATE),
                        ApplyToPteRange.Callback.FLUSHING_AND_USING),
                failing("apply-failing", "the callback fails on the last PTE, and the mode is left", List.of(),
                        FailingApply.Exit.LEAVES),
                failing("apply-failing-returns", "the same, but the function returns without a leave",
                        List.of(DONE_AFTER_LEAVE, MAY_SLEEP), FailingApply.Exit.RETURNS),
                failing("apply-failing-early", "it fails before the enter, and goes to the leave",
                        List.of(BATCH_CPU, KERNEL_BUG, KERNEL_WARN, MAY_SLEEP), FailingApply.Exit.LEAVES_WITHOUT_ENTER),
                apply("apply-pausing", "the callback pauses the mode for its update", MIXED, List.of(),
                        ApplyToPteRange.Callback.PAUSING_AND_USING));
    }

    private static Entry apply(String name, String text, Sizes sizes, List<Property> breaks,
            ApplyToPteRange.Callback callback) {
        return new Entry(name, "apply_to_pte_range(): " + text, breaks, sizes, new ApplyToPteRange(callback));
    }

    private static Entry failing(String name, String text, List<Property> breaks, FailingApply.Exit exit) {
        return new Entry(name, "apply_to_pte_range(): " + text, breaks, TWO_KERNEL, new FailingApply(exit));
    }

    private static List<Entry> insideRegions() {
        return List.of(
                new Entry("debug-pagealloc", "a page is allocated in a region, and its mapping changed in a nested one",
                        List.of(NEVER_NESTED), LINEAR_MAP,
                        new NestedAllocation(NestedAllocation.LinearMap.APPLIES)),
                new Entry("debug-pagealloc-x86", "a page is allocated in a region, its mapping changed and flushed",
                        List.of(USE_AFTER_UPDATE), LINEAR_MAP,
                        new NestedAllocation(NestedAllocation.LinearMap.FLUSHES)),
                new Entry("kmap", "kmap_local_page() in a region, flushed after map and unmap",
                        List.of(USE_AFTER_UPDATE), ROOMY,
                        new KmapLocal(true)),
                new Entry("kmap-without-flush", "kmap_local_page() in a region without a flush",
                        List.of(USE_AFTER_UPDATE), ROOMY, new KmapLocal(false)));
    }

    private static List<Entry> countedLayer() {
        return List.of(
                new Entry("counted", "lazy_mmu_mode_enable(), disable, pause and resume, nested", List.of(),
                        TWO_KERNEL, true, new CountedCalls(false, false)),
                new Entry("counted-bottom-halves-off", "a disable with bottom halves off does nothing: the count leaks",
                        List.of(DONE_AFTER_LEAVE, MAY_SLEEP), TWO_KERNEL, true, new CountedCalls(true, false)),
                new Entry("counted-unbalanced", "one disable too many", List.of(KERNEL_WARN), TWO_KERNEL, true,
                        new CountedCalls(false, true)));
    }
}
