package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.RealKernels;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Unit;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/**
 * Bugs of the past put back into real trees, fixes of bugs that are still there, and controls: the folder {@code reintro} beside
 * this project, or the one that the property {@code lazymmu.reintro} names.
 */
@Tag("kernels")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReintroKernelTest {
    private static final Path PATCHES = Path.of(System.getProperty("lazymmu.reintro", "../shared/reintro"));
    private static final Path EXPECTED = Path.of("src/test/resources/trees/reintro.tsv");
    private static final Pattern SEPARATOR = Pattern.compile("; ");

    /** What a patch changes in the findings on a tree. */
    record Case(String patch, String version, List<String> appear, List<String> vanish) {
        @Override
        public String toString() {
            return patch + " on " + version;
        }
    }

    /** A tree, loaded once for all patches to it. */
    private record Loaded(String version, KernelTree tree, NameIndex index, Library library, Report report) {
    }

    @TempDir
    Path folder;
    private @Nullable Loaded loaded;

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String version : List.of("6.12", "6.1")) {
            for (String[] row : rows(EXPECTED)) {
                if (List.of(row[1].split(" ")).contains(version)) {
                    cases.add(new Case(row[0], version, findings(row[2]), findings(row[3])));
                }
            }
        }
        return cases;
    }

    private static List<String[]> rows(Path table) throws IOException {
        return Files.readAllLines(table).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t")).toList();
    }

    private static List<String> findings(String column) {
        return column.equals("-") ? List.of() : SEPARATOR.splitAsStream(column).toList();
    }

    @BeforeEach
    void needsThePatches() {
        assumeTrue(Files.isDirectory(PATCHES), "no patches in " + PATCHES);
    }

    @AfterAll
    void close() throws IOException {
        if (loaded != null) {
            loaded.tree().close();
        }
    }

    @Test
    void everyPatchIsExpectedToDoSomething() throws IOException {
        Set<String> there = new TreeSet<>();
        rows(PATCHES.resolve("index.tsv")).stream().skip(1).forEach(row -> there.add(row[0] + " on " + row[1]));
        assertThat(cases()).map(Case::toString).containsExactlyInAnyOrderElementsOf(there);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPatchChangesTheFindingsAsExpected(Case c) throws IOException {
        List<String> before = described(kernel(c.version()).report());
        List<String> after = described(check(c.patch(), c.version()));
        assertThat(Stream.concat(without(after, before).stream().map(f -> "new: " + f),
                without(before, after).stream().map(f -> "gone: " + f)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(c.appear().stream().map(f -> "new: " + f),
                        c.vanish().stream().map(f -> "gone: " + f)).toList());
    }

    /**
     * All regions of x86 that meet the helper stand under it; madvise_cold_or_pageout_pte_range() and the walks of vmscan.c
     * only clear bits by other helpers.
     */
    @Test
    void aHelperThatEntersIsReportedForAllItsUsers() throws IOException {
        Report report = check("m02-generic-set_ptes-nest", "6.12");
        Finding cause = only(report, "nested-enter");
        Set<String> regions = new TreeSet<>();
        report.regions().stream().filter(r -> r.place().file().matches("(mm|fs)/.*"))
                .forEach(r -> regions.add(r.function()));
        assertThat(KernelReports.steps(cause).stream().map(TraceStep::function).filter(regions::contains).distinct())
                .containsExactlyInAnyOrder("apply_to_pte_range", "change_pte_range", "copy_pte_range",
                        "madvise_free_pte_range", "migrate_vma_collect_pmd", "move_ptes", "pagemap_scan_pmd_entry",
                        "remap_pte_range", "zap_pte_range");
    }

    @Test
    void callbacksThatUseTheHelperAreNamed() throws IOException {
        Finding cause = only(check("m02-generic-set_ptes-nest", "6.12"), "nested-enter");
        assertThat(KernelReports.steps(cause)).map(TraceStep::function)
                .contains("vmap_pfn_apply", "kasan_populate_vmalloc_pte", "remap_pte_fn", "remap_pfn_fn", "remap_pfn",
                        "remap_sg", "sgx_encl_test_and_clear_young_cb")
                .doesNotContain("kasan_depopulate_vmalloc_pte", "find_grant_ptes", "gnttab_apply", "is_mapped_fn");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFindingListsEachPlaceOnce(Case c) throws IOException {
        List<String> twice = new ArrayList<>();
        for (Finding finding : check(c.patch(), c.version()).findings()) {
            Set<Place> places = new HashSet<>(Set.of(finding.place()));
            finding.also().stream().map(TraceStep::place).filter(place -> !places.add(place))
                    .forEach(place -> twice.add(KernelReports.describe(finding) + ": " + place));
        }
        assertThat(twice).isEmpty();
    }

    /** powerpc and sparc have a set_ptes() of their own. */
    @Test
    void aHelperThatOthersReplaceConcernsOneArchitecture() throws IOException {
        Finding cause = only(check("m02-generic-set_ptes-nest", "6.12"), "nested-enter");
        assertThat(cause.architectures()).containsOnlyKeys("x86").containsEntry("x86", Effect.MISBEHAVES);
    }

    @Test
    void aHelperThatOthersReplaceConcernsCodeWithoutHooks() throws IOException {
        Finding cause = only(check("m02-generic-set_ptes-nest", "6.12", "generic"), "nested-enter");
        assertThat(cause.function()).isEqualTo("set_ptes");
        assertThat(cause.architectures()).containsOnlyKeys("generic");
    }

    @Test
    void aHelperThatOthersReplaceConcernsNeitherOfThem() throws IOException {
        Report report = check("m02-generic-set_ptes-nest", "6.12", "powerpc", "sparc");
        assertThat(report.findings()).filteredOn(f -> f.rule().equals("nested-enter")).isEmpty();
    }

    @Test
    void aDefectOfPowerpcConcernsPowerpc() throws IOException {
        Finding leak = only(check("m38-powerpc-pmd-range-return", "6.12"), "missing-leave");
        assertThat(leak.architectures()).containsOnlyKeys("powerpc");
    }

    /** All ways out of the region that miss the leave are one finding. */
    @Test
    void allReturnsOfALeakAreNamed() throws IOException {
        Finding leak = only(check("m01-vmap-error-leak", "6.12"), "missing-leave");
        assertThat(leak.also()).hasSize(2).allMatch(step -> step.function().equals("vmap_pages_pte_range"));
    }

    /** The fix takes one part of the defect away: the region is left before the lock is released. */
    @Test
    void aLeaveBeforeTheUnlockIsNotReported() throws IOException {
        List<String> told = new ArrayList<>();
        for (Finding finding : check("f26-pagemap-leave-before-tlbflush", "6.12").findings()) {
            told.addAll(KernelReports.told(KernelReports.steps(finding), kernel("6.12").tree()));
        }
        assertThat(told).doesNotContain("pagemap_scan_pmd_entry: pte_unmap_unlock");
    }

    @Test
    void aSplitInTheRegionIsToldFromTheLockToTheUnlock() throws IOException {
        String function = "madvise_cold_or_pageout_pte_range: ";
        assertThat(told("m20-madvise-cold-split-in-region", "lock-order")).containsSubsequence(
                function + "pte_offset_map_lock", function + "arch_enter_lazy_mmu_mode",
                function + "pte_unmap_unlock");
    }

    @Test
    void anUnlockBeforeTheLeaveIsToldFromTheLockOn() throws IOException {
        assertThat(told("m34-mprotect-unlock-before-leave", "lock-order")).containsSubsequence(
                "change_pte_range: pte_offset_map_lock", "change_pte_range: arch_enter_lazy_mmu_mode",
                "change_pte_range: pte_unmap_unlock");
    }

    /** The reader sees why the function returns: what the callback answered is tested last. */
    @Test
    void aLeakIsToldFromTheEnterToTheLastTest() throws IOException {
        List<String> told = told("m30-apply-callback-error-leak", "missing-leave");
        assertThat(told).contains("apply_to_pte_range: arch_enter_lazy_mmu_mode");
        assertThat(told).last().isEqualTo("apply_to_pte_range: err");
    }

    private List<String> told(String patch, String rule) throws IOException {
        Report report = check(patch, "6.12");
        Path copies = Files.createTempDirectory(folder, patch);
        TreeByPatch tree = TreeByPatch.of(kernel("6.12").tree(),
                PATCHES.resolve("6.12").resolve(patch + ".patch"), copies);
        List<String> known = described(kernel("6.12").report());
        List<Finding> fresh = report.findings().stream()
                .filter(f -> f.rule().equals(rule) && !known.contains(KernelReports.describe(f))).toList();
        assertThat(fresh).map(KernelReports::describe).hasSize(1);
        return KernelReports.told(fresh.getFirst().trace(), tree);
    }

    private static Finding only(Report report, String rule) {
        List<Finding> findings = report.findings().stream().filter(f -> f.rule().equals(rule)).toList();
        assertThat(findings).map(KernelReports::describe).hasSize(1);
        return findings.getFirst();
    }

    private static List<String> described(Report report) {
        return report.findings().stream().map(KernelReports::describe).toList();
    }

    /** What a list has more than another, with repetitions. */
    private static List<String> without(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(all);
        others.forEach(rest::remove);
        return rest;
    }

    private Report check(String patch, String version, String... views) throws IOException {
        Loaded kernel = kernel(version);
        Path copies = Files.createTempDirectory(folder, patch);
        TreeByPatch tree = TreeByPatch.of(kernel.tree(), PATCHES.resolve(version).resolve(patch + ".patch"), copies);
        Library library = new Library(tree, new PatchedIndex(kernel.index(), tree), CSource::of);
        Set<Integer> touched = tree.touched().keySet();
        share(kernel.library(), library, touched);
        Report report = Check.run(library, options(views), Check.Progress.NONE, System.nanoTime());
        share(library, kernel.library(), touched);
        assertThat(report.unanalysed()).filteredOn(Unanalysed::canHide).filteredOn(u -> !hasTooManyCallers(u))
                .isEmpty();
        return report;
    }

    /** An enter in what everybody calls has more callers than are gone through: that is said, and is right to be said. */
    private static boolean hasTooManyCallers(Unanalysed one) {
        return one.reason().startsWith("more callers than are followed");
    }

    /** Files that are the same in two libraries need not be read twice. */
    private static void share(Library from, Library to, Set<Integer> except) {
        for (Unit unit : from.loaded()) {
            if (!except.contains(unit.number())) {
                to.share(unit.number(), unit);
            }
        }
    }

    private Loaded kernel(String version) throws IOException {
        if (loaded == null || !loaded.version().equals(version)) {
            close();
            loaded = null;
            KernelTree tree = Trees.open(RealKernels.tree(version));
            NameIndex index = NameIndex.scan(tree, KernelFacts.words(), 2, done -> {
            });
            Library library = new Library(tree, index, CSource::of);
            loaded = new Loaded(version, tree, index, library,
                    Check.run(library, options(), Check.Progress.NONE, System.nanoTime()));
        }
        return loaded;
    }

    private static Check.Options options(String... views) {
        return new Check.Options(new TreeSet<>(List.of(views)), null, new TreeSet<>(), 2);
    }
}
