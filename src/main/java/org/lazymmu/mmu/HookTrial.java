package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.explore.Property;

/** What hooks that are not modelled by hand are tried with: one freedom after the other, so that it shows which one breaks them. */
public enum HookTrial {
    ALONE("one task changes user mappings, under the page table lock"),
    FULL("the same, where the region ends just as its batch is full"),
    USERS("two tasks change user mappings, under the page table lock"),
    GATHER("the TLB flush of an mmu_gather comes before the region is left"),
    KERNEL("a task changes kernel mappings, which have no lock, so that it can be preempted"),
    RT_KERNEL("the same with PREEMPT_RT, where the page table lock sleeps"),
    INTERRUPTS("an interrupt changes a kernel mapping"),
    NESTED("a task enters the mode inside a region"),
    NESTED_KERNEL("the same where it can be preempted");

    private static final Scenario UPDATES = new UpdateRegions(true, UpdateRegions.Use.NONE, false, false);
    private static final Scenario GATHERS = new UpdateRegions(true, UpdateRegions.Use.GATHER_AND_USE, false, false);

    private final String text;

    HookTrial(String text) {
        this.text = text;
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

    /**
     * Whether the contract of an era makes a demand here.
     *
     * @param realTime whether the page table lock can sleep
     */
    public boolean isDemanded(Era era, boolean realTime) {
        return switch (this) {
            case INTERRUPTS -> era != Era.PTL;
            case RT_KERNEL -> realTime;
            case NESTED -> era == Era.COUNTED;
            case ALONE, FULL, USERS, GATHER, KERNEL, NESTED_KERNEL -> true;
        };
    }

    /** The trial with less freedom that has to hold for this one to show anything new. */
    public Optional<HookTrial> restsOn() {
        return switch (this) {
            case ALONE -> Optional.empty();
            case FULL -> Optional.of(ALONE);
            case GATHER, INTERRUPTS, USERS -> Optional.of(FULL);
            case KERNEL -> Optional.of(USERS);
            case RT_KERNEL -> Optional.of(KERNEL);
            case NESTED -> Optional.of(RT_KERNEL);
            case NESTED_KERNEL -> Optional.of(NESTED);
        };
    }

    /** The model of hooks, under the contract of an era. */
    public Setup setup(Variant variant, Era era) {
        GenericCode.Version generic = new GenericCode.Version(nests(), era == Era.COUNTED, true, era);
        return new Setup(variant, generic, this == GATHER ? GATHERS : UPDATES, sizes(), this == INTERRUPTS,
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

    /** Batches that fill up within a region, except where it matters that they do not. */
    private Sizes sizes() {
        return switch (this) {
            case ALONE -> new Sizes(1, 1, 0, 3, 2);
            case FULL -> new Sizes(1, 1, 0, 2, 2);
            case GATHER, NESTED -> new Sizes(1, 1, 0, 3, 4);
            case USERS -> new Sizes(2, 2, 0, 2, 2);
            case KERNEL -> new Sizes(2, 1, 1, 2, 2);
            case RT_KERNEL -> new Sizes(2, 1, 1, 1, 2);
            case INTERRUPTS -> new Sizes(1, 1, 0, 2, 2);
            case NESTED_KERNEL -> new Sizes(2, 1, 1, 2, 4);
        };
    }
}
