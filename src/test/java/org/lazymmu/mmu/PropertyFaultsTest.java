package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;

/**
 * For each property a fault that it alone catches: all properties together find it after exactly so many steps, all others
 * together find nothing. Without the fault the model holds, with exactly so many states.
 */
class PropertyFaultsTest {
    /**
     * A fault.
     *
     * @param steps the length of the shortest trace
     * @param without the same model without the fault
     * @param states its states
     */
    record Fault(Property property, Setup with, int steps, Setup without, long states) {
        @Override
        public String toString() {
            return property.id();
        }
    }

    private static final Limits LIMITS = new Limits(1_000_000, 400_000_000, 60_000);
    private static final UpdateRegions PLAIN = new UpdateRegions(false, UpdateRegions.Use.NONE, false, false);

    static Stream<Fault> faults() {
        return Stream.of(
                // a disable with bottom halves off leaks the count, so that the region never ends
                new Fault(Properties.DONE_AFTER_LEAVE, counted("counted-bottom-halves-off", Arm64.Version.newest()), 28,
                        counted("counted", Arm64.Version.newest()), 41400),
                // arm64 before b81c688426a9: an interrupt defers its barriers with those of the task
                new Fault(Properties.DONE_AFTER_UPDATE, regions(new Arm64.Version(false), PLAIN, true), 7,
                        regions(new Arm64.Version(true), PLAIN, true), 4032),
                new Fault(Properties.USE_AFTER_UPDATE, scenario("apply-using", xen()), 6,
                        scenario("apply-flushing", xen()), 3408),
                // sparc64 before a1d416bf9faf, kernel mappings only, which it never batches
                new Fault(Properties.BATCH_CPU, regions(new Sparc64.Version(false, true), PLAIN, false), 6,
                        regions(new Sparc64.Version(true, true), PLAIN, false), 1736),
                new Fault(Properties.BATCH_ONE_MM, oneCpu(new Faults.SwitchWithoutFlush()), 15,
                        oneCpu(new PowerpcHash.Version(false, true)), 1235),
                new Fault(Properties.UPDATE_OUTSIDE_REGION, oneUser(new Faults.StaysActive()), 21,
                        oneUser(new PowerpcHash.Version(true, true)), 34),
                new Fault(Properties.BATCHING_KEPT, regions(new Faults.SwitchForgets(), PLAIN, false), 7,
                        regions(new Arm64.Version(true), PLAIN, false), 3204),
                // generic set_ptes() before 691ee97e1a9d, as the last of all updates
                new Fault(Properties.NEVER_NESTED, nested(true), 5, nested(false), 3204),
                new Fault(Properties.NOT_IN_INTERRUPT,
                        regions(new Arm64.Version(true),
                                new UpdateRegions(false, UpdateRegions.Use.NONE, false, true), true),
                        2, regions(new Arm64.Version(true), PLAIN, true), 4032),
                new Fault(Properties.MAY_SLEEP, scenario("apply-sleeping", new PowerpcHash.Version(true, true)), 5,
                        scenario("apply", new PowerpcHash.Version(true, true)), 1912),
                // Xen between 291b3abed657 and 4594437880ce
                new Fault(Properties.KERNEL_BUG,
                        counted("vmap", new XenPv.Version(true, false, XenPv.Switching.BY_COUNT)), 5,
                        counted("vmap", XenPv.Version.newest()), 4319),
                new Fault(Properties.KERNEL_WARN, counted("counted-unbalanced", XenPv.Version.newest()), 29,
                        counted("counted", XenPv.Version.newest()), 37624),
                new Fault(Properties.STALE_READ, scenario("mprotect-reads", xen()), 7, scenario("mprotect", xen()),
                        1116),
                new Fault(Properties.PAGE_REUSE, scenario("munmap-free-in-region", xen()), 10,
                        scenario("munmap", xen()), 105),
                new Fault(Properties.LOCK_ORDER, scenario("pagemap-scan-before", xen()), 5,
                        scenario("pagemap-scan", xen()), 815));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void allPropertiesTogetherFindIt(Fault fault) {
        Verdict verdict = explore(fault.with(), everything()).verdict();
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.violation().property()).isEqualTo(fault.property());
            assertThat(broken.trace().orElseThrow().entries()).hasSize(fault.steps());
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void allOthersTogetherFindNothing(Fault fault) {
        Set<Property> others = everything();
        others.remove(fault.property());
        assertThat(explore(fault.with(), others).verdict()).isEqualTo(new Verdict.Holds());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withoutTheFaultTheModelHolds(Fault fault) {
        Exploration exploration = explore(fault.without(), everything());
        assertThat(exploration.verdict()).isEqualTo(new Verdict.Holds());
        assertThat(exploration.statistics().states()).isEqualTo(fault.states());
    }

    @Test
    void everyPropertyHasItsFault() {
        assertThat(faults().map(Fault::property)).containsExactlyInAnyOrderElementsOf(Properties.all());
    }

    /** The explorer itself looks for deadlocks; an interrupt that always can come hides them from it. */
    @Test
    void locksInDifferentOrderDeadlock() {
        Setup disordered = scenario("mremap-disordered", new NoHooks.Version());
        assertThat(explore(disordered, everything()).verdict()).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.violation().property()).isEqualTo(Property.NO_DEADLOCK);
            assertThat(broken.trace().orElseThrow().entries()).hasSize(27);
        });
        assertThat(explore(withInterrupts(disordered), everything()).verdict()).isEqualTo(new Verdict.Holds());
        assertThat(explore(scenario("mremap", new NoHooks.Version()), everything()).verdict())
                .isEqualTo(new Verdict.Holds());
    }

    private static Set<Property> everything() {
        return new LinkedHashSet<>(Properties.all());
    }

    private static Exploration explore(Setup setup, Set<Property> checks) {
        Setup checked = new Setup(setup.variant(), setup.generic(), setup.scenario(), setup.sizes(),
                setup.interrupts(), setup.sleepingLocks(), setup.walker(), checks, setup.quirks());
        return Explorer.explore(checked.model(), new Options(Reduction.NONE, 1, LIMITS, true), () -> false,
                progress -> {
                });
    }

    private static Variant xen() {
        return new XenPv.Version(true, false);
    }

    private static Setup scenario(String name, Variant variant) {
        return setup(name, variant, Era.NO_NESTING);
    }

    private static Setup counted(String name, Variant variant) {
        return setup(name, variant, Era.COUNTED);
    }

    private static Setup setup(String name, Variant variant, Era era) {
        Scenarios.Entry entry = Scenarios.all().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
        return new Setup(variant, new GenericCode.Version(era), entry.scenario(), entry.sizes(), false, false, false,
                Set.of(), PeerQuirks.NONE);
    }

    /** Kernel tasks of one PTE each, on two CPUs: two of them, or one and interrupts. */
    private static Setup regions(Variant variant, UpdateRegions scenario, boolean interrupts) {
        return new Setup(variant, new GenericCode.Version(false, false), scenario,
                new Sizes(2, 0, interrupts ? 1 : 2, 1, 2), interrupts, false, false, Set.of(), PeerQuirks.NONE);
    }

    private static Setup oneCpu(Variant variant) {
        return new Setup(variant, new GenericCode.Version(false, false), PLAIN, new Sizes(1, 0, 2, 1, 3), false, false,
                false, Set.of(), PeerQuirks.NONE);
    }

    /** One user task, a batch of one entry, and updates outside every region. */
    private static Setup oneUser(Variant variant) {
        return new Setup(variant, new GenericCode.Version(false, false),
                new UpdateRegions(true, UpdateRegions.Use.NONE, false, false), new Sizes(1, 1, 0, 1, 1), false, false,
                false, Set.of(), PeerQuirks.NONE);
    }

    private static Setup nested(boolean setPtesEnters) {
        return new Setup(new Arm64.Version(true), new GenericCode.Version(setPtesEnters, false), PLAIN,
                new Sizes(2, 0, 2, 1, 2), false, false, false, Set.of(), PeerQuirks.NONE);
    }

    private static Setup withInterrupts(Setup setup) {
        return new Setup(setup.variant(), setup.generic(), setup.scenario(), setup.sizes(), true,
                setup.sleepingLocks(), setup.walker(), setup.checks(), setup.quirks());
    }
}
