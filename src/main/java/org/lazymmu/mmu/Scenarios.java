package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.MAY_SLEEP;
import static org.lazymmu.mmu.Properties.PAGE_REUSE;
import static org.lazymmu.mmu.Properties.USE_AFTER_UPDATE;

import java.util.List;
import org.lazymmu.explore.Property;

/** All scenarios, in the order in which they are listed. */
public final class Scenarios {
    /**
     * A scenario as it is chosen.
     *
     * @param name its name on the command line
     * @param text what happens in it, in one line
     * @param breaks the properties that it breaks on some architecture, be the architecture's hooks as good as they can
     * @param sizes sizes at which it shows all that it can, and is explored within seconds
     */
    public record Entry(String name, String text, List<Property> breaks, Sizes sizes, Scenario scenario) {
        public Entry {
            breaks = List.copyOf(breaks);
        }
    }

    private static final Sizes MIXED = new Sizes(2, 1, 1, 2, 2);
    /** A batch never gets full, which would flush it. */
    private static final Sizes ROOMY = new Sizes(2, 1, 1, 2, 3);
    private static final Sizes TWO_KERNEL = new Sizes(2, 0, 2, 2, 2);

    private Scenarios() {
    }

    public static List<Entry> all() {
        return List.of(
                new Entry("munmap", "zap_pte_range(): clear, leave, flush the TLB, free; the pages are used again",
                        List.of(), ROOMY, new ZapPteRange(ZapPteRange.Order.AFTER_LEAVE)),
                new Entry("munmap-flush-in-region", "the same, but the TLB is flushed before the leave",
                        List.of(), ROOMY, new ZapPteRange(ZapPteRange.Order.FLUSH_BEFORE_LEAVE)),
                new Entry("munmap-free-in-region", "the same, but the pages are freed before the leave",
                        List.of(PAGE_REUSE), ROOMY, new ZapPteRange(ZapPteRange.Order.FREE_BEFORE_LEAVE)),
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
                apply("apply-flushing", "the callback flushes before it uses the mapping", MIXED, List.of(),
                        ApplyToPteRange.Callback.FLUSHING_AND_USING),
                apply("apply-pausing", "the callback pauses the mode for its update", MIXED, List.of(),
                        ApplyToPteRange.Callback.PAUSING_AND_USING));
    }

    private static Entry apply(String name, String text, Sizes sizes, List<Property> breaks,
            ApplyToPteRange.Callback callback) {
        return new Entry(name, "apply_to_pte_range(): " + text, breaks, sizes, new ApplyToPteRange(callback));
    }
}
