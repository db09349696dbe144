package org.lazymmu.mmu;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.lazymmu.explore.Property;

/** What hooks that are not modelled by hand are tried with: one freedom after the other, so that it shows which one breaks them. */
public enum HookTrial {
    ALONE("one task changes user mappings, under the page table lock", new Sizes(1, 1, 0, 3, 2)),
    USERS("two tasks change user mappings, under the page table lock", new Sizes(2, 2, 0, 2, 2)),
    GATHER("the TLB flush of an mmu_gather comes before the region is left", new Sizes(1, 1, 0, 3, 4)),
    KERNEL("a task changes kernel mappings, which have no lock, so that it can be preempted", new Sizes(2, 1, 1, 2, 2)),
    RT_KERNEL("the same with PREEMPT_RT, where the page table lock sleeps", new Sizes(2, 1, 1, 2, 2)),
    INTERRUPTS("an interrupt changes a kernel mapping", new Sizes(1, 1, 1, 2, 2)),
    NESTED("a task enters the mode inside a region", new Sizes(1, 1, 0, 3, 4)),
    NESTED_KERNEL("the same where it can be preempted", new Sizes(2, 1, 1, 2, 4));

    private static final Scenario UPDATES = new UpdateRegions(true, UpdateRegions.Use.NONE, false, false);
    private static final Scenario GATHERS = new UpdateRegions(true, UpdateRegions.Use.GATHER_AND_USE, false, false);

    private final String text;
    private final Sizes sizes;

    HookTrial(String text, Sizes sizes) {
        this.text = text;
        this.sizes = sizes;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text() {
        return text;
    }

    /** Whether regions nest. */
    public boolean nests() {
        return this == NESTED || this == NESTED_KERNEL;
    }

    /** Whether the contract of an era makes a demand here. */
    public boolean isDemanded(Era era) {
        return this != INTERRUPTS || era != Era.PTL;
    }

    /** The model of hooks, under the contract of an era. */
    public Setup setup(Variant variant, Era era) {
        GenericCode.Version generic = new GenericCode.Version(nests(), era == Era.COUNTED, true, era);
        return new Setup(variant, generic, this == GATHER ? GATHERS : UPDATES, sizes, this == INTERRUPTS,
                this == RT_KERNEL, false, checks(), PeerQuirks.NONE);
    }

    /** Where regions nest, the inner leave may end batching. */
    private Set<Property> checks() {
        Set<Property> checks = new LinkedHashSet<>(Properties.all());
        if (nests()) {
            checks.remove(Properties.NEVER_NESTED);
            checks.remove(Properties.BATCHING_KEPT);
        }
        return checks;
    }

    /** The trials in which nothing else than one task runs, with preemption off. */
    public static Set<HookTrial> undisturbed() {
        return EnumSet.of(ALONE, GATHER);
    }
}
