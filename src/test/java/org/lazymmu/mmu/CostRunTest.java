package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lazymmu.explore.Counter;

/** Counts that can be told by hand: 1000 pages are a page table of 512 and one of 488. */
class CostRunTest {
    private static final int PAGES = 1000;

    private static Cost cost(CostWorkload workload, CostBackend backend, CostMode mode, int batch, long pages) {
        return new CostRun(workload, backend, mode, batch, pages, false).run(_ -> true).orElseThrow();
    }

    private static Cost cost(CostWorkload workload, CostBackend backend, CostMode mode) {
        return cost(workload, backend, mode, backend.batchSlots(), PAGES);
    }

    private static List<Long> saved(CostWorkload workload, CostBackend backend) {
        Counter saved = backend.saved();
        List<Long> counts = new ArrayList<>();
        for (CostMode mode : CostMode.values()) {
            counts.add(cost(workload, backend, mode).count(saved));
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({ "1,32,1", "31,32,1", "32,32,1", "33,32,2", "512,32,16", "513,32,17", "1000,32,32", "10,1,10",
            "10,4,3" })
    void xenPutsABatchOfMappingsIntoOneHypercall(int pages, int batch, int hypercalls) {
        Cost with = cost(CostWorkload.VMALLOC, CostBackend.XEN, CostMode.WITH, batch, pages);
        assertThat(with.count(Counters.HYPERCALLS)).isEqualTo(hypercalls);
        assertThat(with.count(Counters.STORES)).isEqualTo(pages);
        Cost without = cost(CostWorkload.VMALLOC, CostBackend.XEN, CostMode.WITHOUT, batch, pages);
        assertThat(without.count(Counters.HYPERCALLS)).isEqualTo(pages);
        assertThat(without.count(Counters.ENTERS)).isZero();
    }

    @Test
    void powerpcInvalidatesABatchInOneGo() {
        // 512 = 2 * 192 + 128, 488 = 2 * 192 + 104
        assertThat(saved(CostWorkload.MUNMAP, CostBackend.POWERPC)).containsExactly(6L, 1000L, 6L);
        Cost with = cost(CostWorkload.MUNMAP, CostBackend.POWERPC, CostMode.WITH);
        assertThat(with.count(Counters.TRANSLATIONS)).isEqualTo(1000);
        assertThat(with.count(Counters.FLUSHES)).isEqualTo(6);
        assertThat(with.count(Counters.ENTERS)).isEqualTo(2);
        assertThat(with.count(Counters.LEAVES)).isEqualTo(2);
    }

    @Test
    void mappingWhatWasNotMappedInvalidatesNothing() {
        assertThat(saved(CostWorkload.VMALLOC, CostBackend.POWERPC)).containsExactly(0L, 0L, 0L);
        assertThat(saved(CostWorkload.VMALLOC, CostBackend.S390)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void sparcDoesNotBatchKernelMappings() {
        assertThat(saved(CostWorkload.VFREE, CostBackend.SPARC64)).containsExactly(0L, 0L, 0L);
        assertThat(saved(CostWorkload.APPLY_TO_PAGE_RANGE, CostBackend.SPARC64)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void onSparcEveryChangeEndsInSetPtes() {
        assertThat(saved(CostWorkload.MUNMAP, CostBackend.SPARC64)).containsExactly(6L, 1000L, 1000L);
        Cost nested = cost(CostWorkload.MPROTECT, CostBackend.SPARC64, CostMode.NESTED);
        // the start clears the PTE, the commit sets it
        assertThat(nested.count(Counters.ENTERS)).isEqualTo(2 + 2 * 1000);
        assertThat(nested.count(Counters.STORES)).isEqualTo(2 * 1000);
        assertThat(nested.count(Counters.INVALIDATIONS)).isEqualTo(1000);
    }

    @Test
    void onPowerpcTheFirstInnerLeaveEndsBatching() {
        Cost nested = cost(CostWorkload.FORK, CostBackend.POWERPC, CostMode.NESTED);
        // of each table the first is batched, and flushed by the leave in set_ptes(); all others are invalidated at once
        assertThat(nested.count(Counters.FLUSHES)).isEqualTo(2);
        assertThat(nested.count(Counters.INVALIDATIONS)).isEqualTo(1000);
    }

    @Test
    void xenEmulatesAtomicOperationsWhetherOrNotInTheMode() {
        for (CostMode mode : CostMode.values()) {
            Cost cost = cost(CostWorkload.MUNMAP, CostBackend.XEN, mode);
            assertThat(cost.count(Counters.EMULATED_WRITES)).isEqualTo(1000);
            assertThat(cost.count(Counters.HYPERCALLS)).isZero();
        }
        assertThat(cost(CostWorkload.FORK, CostBackend.XEN, CostMode.WITH).count(Counters.EMULATED_WRITES))
                .isEqualTo(1000);
    }

    @Test
    void xenCommitsANewProtectionPastSetPtes() {
        assertThat(saved(CostWorkload.MPROTECT, CostBackend.XEN)).containsExactly(32L, 1000L, 32L);
        assertThat(saved(CostWorkload.FORK, CostBackend.XEN)).containsExactly(32L, 1000L, 1000L);
    }

    @Test
    void arm64HasOneBarrierARegion() {
        assertThat(saved(CostWorkload.VMALLOC, CostBackend.ARM64)).containsExactly(2L, 1000L, 1000L);
        assertThat(saved(CostWorkload.VFREE, CostBackend.ARM64)).containsExactly(0L, 0L, 0L);
        assertThat(saved(CostWorkload.FORK, CostBackend.ARM64)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void s390InvalidatesAPageTableInOneGo() {
        // 1000 = 3 * 256 + 232
        assertThat(saved(CostWorkload.MUNMAP, CostBackend.S390)).containsExactly(4L, 1000L, 4L);
        assertThat(saved(CostWorkload.FORK, CostBackend.S390)).containsExactly(4L, 1000L, 1000L);
        // its region is not told which PTEs it changes
        assertThat(saved(CostWorkload.APPLY_TO_PAGE_RANGE, CostBackend.S390)).containsExactly(1000L, 1000L, 1000L);
    }

    @Test
    void withoutHooksTheModeIsNothing() {
        assertThat(saved(CostWorkload.MUNMAP, CostBackend.NONE)).containsExactly(1000L, 1000L, 1000L);
        assertThat(cost(CostWorkload.FORK, CostBackend.NONE, CostMode.WITH).count(Counters.CHANGES)).isEqualTo(2000);
    }

    @Test
    void theModeItselfSwitchesPreemptionOff() {
        Cost with = cost(CostWorkload.VFREE, CostBackend.SPARC64, CostMode.WITH);
        assertThat(with.count(Counters.PREEMPTION_OFF)).isEqualTo(2);
        assertThat(with.longestPreemptionOff()).isEqualTo(512);
        Cost without = cost(CostWorkload.VFREE, CostBackend.SPARC64, CostMode.WITHOUT);
        assertThat(without.count(Counters.PREEMPTION_OFF)).isZero();
        assertThat(without.longestPreemptionOff()).isZero();
        Cost locked = cost(CostWorkload.MUNMAP, CostBackend.SPARC64, CostMode.WITHOUT);
        assertThat(locked.longestPreemptionOff()).isEqualTo(512);
        Cost sleeping = new CostRun(CostWorkload.MUNMAP, CostBackend.SPARC64, CostMode.WITHOUT, 192, PAGES, true)
                .run(_ -> true).orElseThrow();
        assertThat(sleeping.longestPreemptionOff()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsChangedDoesNotDependOnTheMode(CostWorkload workload) {
        for (CostBackend backend : CostBackend.values()) {
            OptionalLong stores = OptionalLong.empty();
            for (CostMode mode : CostMode.values()) {
                Cost cost = cost(workload, backend, mode, backend.batchSlots(), 70);
                assertThat(cost.count(Counters.CHANGES)).isEqualTo(workload.copies() ? 140 : 70);
                assertThat(cost.count(Counters.ENTERS)).isEqualTo(cost.count(Counters.LEAVES));
                assertThat(cost.count(Counters.TRANSLATIONS))
                        .isGreaterThanOrEqualTo(cost.count(Counters.INVALIDATIONS));
                if (backend != CostBackend.S390) {
                    assertThat(cost.count(Counters.STORES)).isEqualTo(stores.orElse(cost.count(Counters.STORES)));
                    stores = OptionalLong.of(cost.count(Counters.STORES));
                }
            }
        }
    }

    @Test
    void aRunThatIsStoppedHasNoCost() {
        List<Long> told = new ArrayList<>();
        assertThat(new CostRun(CostWorkload.VFREE, CostBackend.NONE, CostMode.WITH, 0, 5000, false).run(done -> {
            told.add(done);
            return done < 1000;
        })).isEmpty();
        assertThat(told).containsExactly(512L, 1024L);
    }
}
