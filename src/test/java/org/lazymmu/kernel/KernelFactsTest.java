package org.lazymmu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.flow.Meaning;

/** The tables of facts, and what the analysis learns from them. */
class KernelFactsTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/lazymmu/kernel");
    private static final String NAME = "\\w+";
    private static final String ERAS = "(ptl|no-nesting|counted)(,(ptl|no-nesting|counted))*";
    private static final String TEXT = ".*\\w.*";

    /** The columns of each table; the last of a row tells its source or its reason. */
    private static final Map<String, List<String>> COLUMNS = new TreeMap<>(Map.ofEntries(
            Map.entry("boundaries.tsv", List.of("\\S+", TEXT)),
            Map.entry("contexts.tsv",
                    List.of("interrupt|process|member|registered|definer|anywhere|sleeps|true|false",
                            "[\\w.]+( [\\w.]+)*", "[\\w.]+|-",
                            TEXT)),
            Map.entry("masks.tsv", List.of("1|-1", "NONE|ZERO", "\\w+( \\w+)*", TEXT)),
            Map.entry("allocator.tsv", List.of(NAME, "edits|wraps", "CONFIG_\\w+|any", TEXT)),
            Map.entry("deeds.tsv",
                    List.of("sleep|allocate|allocate,sleep", "always|fault|(gfp|if):\\d", "\\w+( \\w+)*", TEXT)),
            Map.entry("quiet.tsv", List.of("\\S+", TEXT)),
            Map.entry("hooks.tsv", List.of(NAME, "OPEN|CLOSE|FLUSH|PAUSE|RESUME", ERAS, "nests|no", TEXT)),
            Map.entry("idioms.tsv", List.of("[A-Z_]+", "\\w+( \\w+)*", TEXT)),
            Map.entry("locks.tsv",
                    List.of(NAME, "ACQUIRE|RELEASE|NAME", "arg\\d|out\\d|result", "none|zero|zero-if:\\w+",
                            "always|named", TEXT)),
            Map.entry("members.tsv", List.of("\\w+(\\.\\w+)?", TEXT, TEXT)),
            Map.entry("slots.tsv", List.of("\\w+( \\w+)*", "DEFER|READ|EXCHANGE|RELY|FREE|PIN|ACCESS|BEFORE|NONE",
                    "\\d|last|-", "\\d|-", "\\d|-", "\\d|-", "\\d|user|kernel|-", TEXT))));

    /** Tables whose rows need no source of their own: the heading has it, or they name folders of the tree. */
    private static final Map<String, List<String>> PLAIN = Map.of(
            "architectures.tsv", List.of(NAME, "CONFIG_\\w+( CONFIG_\\w+)*"),
            "gfp.tsv", List.of(NAME, "__GFP_\\w+( __GFP_\\w+)*"),
            "guards.tsv", List.of(NAME, NAME, NAME));

    static Stream<String> tables() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyRowHasItsColumns(String table) {
        Map<String, List<String>> shapes = new HashMap<>(COLUMNS);
        shapes.putAll(PLAIN);
        assertThat(shapes).as("tables this test knows").containsKey(table);
        List<String> shape = shapes.get(table);
        List<String> wrong = new ArrayList<>();
        for (List<String> row : Table.rows(table)) {
            boolean right = row.size() == shape.size();
            for (int i = 0; right && i < shape.size(); i++) {
                right = row.get(i).matches(shape.get(i));
            }
            if (!right) {
                wrong.add(String.join(" | ", row));
            }
        }
        assertThat(Table.rows(table)).isNotEmpty();
        assertThat(wrong).as("rows that are not " + shape).isEmpty();
    }

    /** The last sentence of a line of the heading is the list of columns. */
    @ParameterizedTest
    @MethodSource("tables")
    void everyTableNamesItsColumns(String table) throws IOException {
        int columns = Table.rows(table).getFirst().size();
        assertThat(Files.readAllLines(FOLDER.resolve(table))).filteredOn(line -> line.startsWith("# "))
                .anyMatch(line -> line.substring(line.lastIndexOf(". ") + 1).split(", ").length == columns);
    }

    @Test
    void theSourceOfTheGuardsIsInTheirHeading() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("guards.tsv")).getFirst()).contains("include/linux/spinlock.h");
    }

    @ParameterizedTest
    @ValueSource(strings = { "hooks.tsv", "guards.tsv", "members.tsv", "architectures.tsv", "boundaries.tsv",
            "quiet.tsv", "gfp.tsv" })
    void noRowIsHiddenByAnother(String table) {
        assertThat(Table.rows(table)).extracting(List::getFirst).doesNotHaveDuplicates();
    }

    @Test
    void aCallIsListedOnceForWhatItDoes() {
        assertThat(Table.rows("deeds.tsv").stream().flatMap(row -> Arrays.stream(row.get(2).split(" "))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aNameHasOneIdiom() {
        Map<String, Set<String>> idioms = new TreeMap<>();
        Table.rows("idioms.tsv").forEach(row -> Arrays.asList(row.get(1).split(" "))
                .forEach(name -> idioms.computeIfAbsent(name, n -> new HashSet<>()).add(row.get(0))));
        idioms.values().removeIf(set -> set.size() == 1);
        assertThat(idioms).isEmpty();
    }

    @Test
    void anIdiomIsOneThatTheAnalysisKnows() {
        assertThat(Table.rows("idioms.tsv")).extracting(List::getFirst)
                .allMatch(name -> Arrays.stream(Meaning.Idiom.values()).anyMatch(i -> i.name().equals(name)));
    }

    @Test
    void aBoundaryIsARegularExpressionOfPaths() {
        assertThat(Table.rows("boundaries.tsv")).extracting(row -> Pattern.compile(row.getFirst()))
                .noneMatch(pattern -> pattern.matcher("mm/memory.c").lookingAt());
    }

    // --- what they tell

    private static KernelFacts facts(Era era, String... defined) {
        return new KernelFacts(era, Set.of(defined)::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = { "arch_enter_lazy_mmu_mode", "arch_leave_lazy_mmu_mode", "arch_flush_lazy_mmu_mode" })
    void theHooksAreThereInEveryEra(String hook) {
        for (Era era : Era.values()) {
            assertThat(facts(era).bracket(hook)).as(era.id()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "lazy_mmu_mode_enable", "lazy_mmu_mode_disable", "lazy_mmu_mode_pause",
            "lazy_mmu_mode_resume" })
    void theCountedCallsAreThereInTheirEraOnly(String call) {
        assertThat(facts(Era.PTL).bracket(call)).isNull();
        assertThat(facts(Era.NO_NESTING).bracket(call)).isNull();
        assertThat(facts(Era.COUNTED).bracket(call)).isNotNull();
    }

    @Test
    void onlyTheCountedCallsNest() {
        KernelFacts facts = facts(Era.COUNTED);
        assertThat(facts.nests("lazy_mmu_mode_enable")).isTrue();
        assertThat(facts.nests("arch_enter_lazy_mmu_mode")).isFalse();
    }

    @Test
    void mappingALockedTableMayFailWhereTheTreeSaysSo() {
        Meaning.LockEffect fails = facts(Era.NO_NESTING, "__pte_offset_map_lock").locks("pte_offset_map_lock")
                .getFirst();
        assertThat(fails.failure()).isEqualTo(Meaning.Failure.ZERO);
    }

    @Test
    void mappingALockedTableCouldNotFailOnce() {
        Meaning.LockEffect never = facts(Era.PTL).locks("pte_offset_map_lock").getFirst();
        assertThat(never.failure()).isEqualTo(Meaning.Failure.NONE);
    }

    @Test
    void mappingALockedTableStoresTheLock() {
        Meaning.LockEffect effect = facts(Era.PTL).locks("pte_offset_map_lock").getFirst();
        assertThat(effect).isEqualTo(new Meaning.LockEffect(Meaning.LockVerb.ACQUIRE, Meaning.LockPlace.STORED, 3,
                Meaning.Failure.NONE, true));
    }

    @Test
    void mappingWithoutLockingOnlyNamesTheLock() {
        assertThat(facts(Era.PTL).locks("pte_offset_map_nolock")).extracting(Meaning.LockEffect::verb)
                .containsExactly(Meaning.LockVerb.NAME);
        assertThat(facts(Era.PTL).locks("pte_unmap")).isEmpty();
    }

    @Test
    void aSpinlockCountsByItsArgument() {
        assertThat(facts(Era.PTL).locks("spin_lock").getFirst().always()).isFalse();
        assertThat(facts(Era.PTL).locks("pmd_lock").getFirst().always()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "ptl", "src_ptl", "new_ptl", "ptl2", "page_table_lock" })
    void aPageTableLockIsKnownByItsName(String name) {
        assertThat(facts(Era.PTL).namesLock(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "lock", "mmlist_lock", "ptlock_cache", "ptls", "i_mmap_lock", "cryptl_" })
    void anotherLockIsNot(String name) {
        assertThat(facts(Era.PTL).namesLock(name)).isFalse();
    }

    @Test
    void theKernelsOwnTablesHaveALockOfAnotherKind() {
        assertThat(facts(Era.PTL).isOtherLock("init_mm")).isTrue();
        assertThat(facts(Era.PTL).isOtherLock("mm")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "need_resched", "spin_trylock", "folio_trylock", "test_and_set_bit",
            "folio_test_clear_lru",
            "signal_pending", "xa_alloc" })
    void aQuestionMayBeAnsweredDifferentlyTheNextTime(String name) {
        assertThat(facts(Era.PTL).isVolatile(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "pte_present", "is_swap_pte", "radix_enabled", "folio_test_large", "vma_is_anonymous" })
    void aQuestionAboutTheSameThingHasOneAnswer(String name) {
        assertThat(facts(Era.PTL).isVolatile(name)).isFalse();
    }

    @Test
    void anEraIsFoundByItsName() {
        for (Era era : Era.values()) {
            assertThat(Era.of(era.id())).contains(era);
        }
        assertThat(Era.of("none")).isEmpty();
    }
}
