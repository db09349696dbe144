package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Reports on real trees as they are, against what was judged by reading the source. */
@Tag("kernels")
class FindingsKernelTest {
    @ParameterizedTest
    @CsvSource({ "6.12, no-nesting", "6.1, ptl" })
    void theEraIsReadOffTheTree(String version, String era) {
        assertThat(KernelReports.of(version).era()).isEqualTo(era);
        assertThat(KernelReports.of(version).eraEvidence()).startsWith("include/linux/pgtable.h:");
    }

    /** What the contract forbids and no configuration that is known suffers from. */
    private static final List<String> TOLERATED = List.of("allocator-in-region");

    @Test
    void theDefectsOf612AreFoundAndNothingElse() {
        assertThat(findings("6.12", false)).containsExactly(
                "arch-interrupt in hpte_need_flush, arch/powerpc/mm/book3s64/hash_tlb.c",
                "interrupt-use in __kernel_map_pages, arch/powerpc/mm/pageattr.c",
                "arch-nesting in enter_lazy, arch/x86/include/asm/xen/hypervisor.h",
                "use-before-flush in pagemap_scan_thp_entry, fs/proc/task_mmu.c",
                "lock-order in pagemap_scan_pmd_entry, fs/proc/task_mmu.c",
                "sleep-in-region in pagemap_scan_pmd_entry, fs/proc/task_mmu.c",
                "stale-read in pagemap_scan_pmd_entry, fs/proc/task_mmu.c",
                "use-before-flush in pagemap_scan_pmd_entry, fs/proc/task_mmu.c",
                "use-before-flush in kasan_depopulate_vmalloc_pte, mm/kasan/shadow.c",
                "stale-read in copy_pte_range, mm/memory.c", "stale-read in zap_pte_range, mm/memory.c",
                "use-before-flush in migrate_vma_collect_pmd, mm/migrate_device.c");
    }

    @Test
    void theDefectsOf61AreFoundAndNothingElse() {
        assertThat(findings("6.1", false)).containsExactly(
                "use-before-flush in kasan_depopulate_vmalloc_pte, mm/kasan/shadow.c",
                "lock-order in madvise_cold_or_pageout_pte_range, mm/madvise.c",
                "sleep-in-region in madvise_cold_or_pageout_pte_range, mm/madvise.c",
                "lock-order in madvise_free_pte_range, mm/madvise.c",
                "sleep-in-region in madvise_free_pte_range, mm/madvise.c",
                "stale-read in copy_pte_range, mm/memory.c", "stale-read in zap_pte_range, mm/memory.c",
                "use-before-flush in migrate_vma_collect_pmd, mm/migrate_device.c");
    }

    /** Four places, of which 6.1 has not got the arena of BPF. */
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void theAllocatorIsCalledInRegions(String version) {
        List<String> places = new ArrayList<>(List.of(
                "allocator-in-region in kasan_depopulate_vmalloc_pte, mm/kasan/shadow.c",
                "allocator-in-region in tlb_next_batch, mm/mmu_gather.c",
                "allocator-in-region in add_swap_count_continuation, mm/swapfile.c"));
        if (version.equals("6.12")) {
            places.addFirst("allocator-in-region in existing_page_cb, kernel/bpf/arena.c");
        }
        assertThat(findings(version, true)).containsExactlyElementsOf(places);
    }

    /** On powerpc it goes on to the enter that debug_pagealloc comes to. */
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void theAllocatorOfPowerpcIsToldToEnter(String version) {
        assertThat(finding(version, "tlb_next_batch").also()).extracting(TraceStep::function)
                .containsSubsequence("__kernel_map_pages", "change_memory_attr", "apply_to_pte_range");
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void everythingIsDecided(String version) {
        assertThat(KernelReports.of(version).undecided()).isEmpty();
    }

    private static List<String> findings(String version, boolean tolerated) {
        return KernelReports.of(version).findings().stream()
                .filter(finding -> TOLERATED.contains(finding.rule()) == tolerated).map(KernelReports::describe)
                .toList();
    }

    /** The region begins before the lock is taken, in the function and in what it calls for a huge entry. */
    @Test
    void thePagemapScanIsToldFromTheEnterToTheLocks() {
        List<String> told = told("6.12", "pagemap_scan_pmd_entry");
        assertThat(told).containsSubsequence("pagemap_scan_pmd_entry: arch_enter_lazy_mmu_mode",
                "pagemap_scan_pmd_entry: pagemap_scan_thp_entry", "pagemap_scan_thp_entry: pmd_trans_huge_lock");
        assertThat(told).contains("pagemap_scan_pmd_entry: pte_offset_map_lock");
    }

    /** And it ends after the unlock, which is where it hurts: what was put off happens without the lock. */
    @Test
    void thePagemapScanIsToldToUnlockBeforeItLeaves() {
        assertThat(told("6.12", "pagemap_scan_pmd_entry")).contains("pagemap_scan_pmd_entry: pte_unmap_unlock");
    }

    @Test
    void thePagemapScanIsThereOnlyWithPageMonitor() {
        assertThat(finding("6.12", "pagemap_scan_pmd_entry").condition()).isEqualTo("CONFIG_PROC_PAGE_MONITOR");
    }

    @ParameterizedTest
    @ValueSource(strings = { "madvise_cold_or_pageout_pte_range", "madvise_free_pte_range" })
    void aSplitIsToldFromTheLockToTheUnlockInTheRegion(String function) {
        assertThat(told("6.1", function)).containsSubsequence(function + ": pte_offset_map_lock",
                function + ": arch_enter_lazy_mmu_mode", function + ": pte_unmap_unlock");
    }

    @ParameterizedTest
    @ValueSource(strings = { "madvise_cold_or_pageout_pte_range", "madvise_free_pte_range" })
    void aSplitIsInEveryConfigurationThatHasTheSystemCall(String function) {
        assertThat(finding("6.1", function).condition()).isEqualTo("CONFIG_ADVISE_SYSCALLS");
    }

    /** From the allocator's hook down to the enter, in the one architecture that does it by way of generic code. */
    @Test
    void theAllocatorsHookIsToldDownToTheEnter() {
        Finding finding = finding("6.12", "__kernel_map_pages");
        assertThat(finding.architectures().keySet()).containsExactly("powerpc");
        assertThat(finding.condition()).contains("CONFIG_DEBUG_PAGEALLOC", "CONFIG_KFENCE");
        assertThat(told("6.12", "__kernel_map_pages")).containsSubsequence("__kernel_map_pages: set_memory_p",
                "change_memory_attr: apply_to_existing_page_range", "apply_to_pte_range: arch_enter_lazy_mmu_mode");
    }

    /** Those whose options an architecture with hooks can have; all of them where no option is needed. */
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void aDefectOfGenericCodeConcernsTheArchitecturesWithHooks(String version) {
        assertThat(KernelReports.of(version).findings())
                .filteredOn(finding -> !finding.place().file().startsWith("arch/")).allSatisfy(finding -> {
                    assertThat(finding.architectures().keySet()).isNotEmpty()
                            .isSubsetOf("powerpc", "sparc", "x86");
                    if (finding.condition().isEmpty()) {
                        assertThat(finding.architectures()).hasSize(3);
                    }
                });
    }

    /** Only x86 of the three can have markers of userfaultfd in its entries. */
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void aDefectThatNeedsAnOptionConcernsTheArchitecturesThatHaveIt(String version) {
        assertThat(finding(version, "zap_pte_range").architectures().keySet()).containsExactly("x86");
        assertThat(finding(version, "zap_pte_range").condition()).isEqualTo("CONFIG_PTE_MARKER_UFFD_WP");
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void nothingThatCanHideAFindingIsLeftOut(String version) {
        assertThat(KernelReports.of(version).unanalysed()).filteredOn(Unanalysed::canHide).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void hardlyAnythingIsLeftOut(String version) {
        assertThat(KernelReports.of(version).unanalysed()).hasSizeLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({ "6.12, 1", "6.12, 4", "6.1, 1", "6.1, 4" })
    void anyNumberOfThreadsMakesTheSameReport(String version, int threads) {
        assertThat(withoutTimes(KernelReports.check(version, threads)))
                .isEqualTo(withoutTimes(KernelReports.of(version)));
    }

    private static Report withoutTimes(Report r) {
        Report.Statistics s = r.statistics();
        return new Report(r.treeName(), r.treeVersion(), r.era(), r.eraEvidence(), r.findings(), r.unanalysed(),
                r.regions(),
                new Report.Statistics(s.files(), s.functions(), s.regions(), s.views(), s.impossible(), 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "powerpc", "x86" })
    void oneArchitectureIsLookedAtByItself(String architecture) {
        Report one = KernelReports.check("6.12", 2, architecture);
        Report all = KernelReports.of("6.12");
        assertThat(one.statistics().views()).containsExactly(architecture);
        assertThat(one.findings()).map(Finding::fingerprint)
                .isEqualTo(all.findings().stream().filter(f -> f.architectures().containsKey(architecture))
                        .map(Finding::fingerprint).toList());
        assertThat(one.findings()).extracting(f -> String.join(" ", f.architectures().keySet()))
                .containsOnly(architecture);
        assertThat(one.regions()).map(r -> r.place())
                .isEqualTo(all.regions().stream().filter(r -> r.architectures().contains(architecture))
                        .map(r -> r.place()).toList());
    }

    private static Finding finding(String version, String function) {
        return KernelReports.of(version).findings().stream().filter(f -> f.function().equals(function)).findFirst()
                .orElseThrow(() -> new AssertionError("no finding in " + function));
    }

    private static List<String> told(String version, String function) {
        Finding finding = finding(version, function);
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            return KernelReports.told(KernelReports.steps(finding), tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
