package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;

/** What a patch introduces, fixes and leaves in a small kernel. */
class PatchCheckTest {
    private static final Path RULES = Path.of("src/test/resources/rules");
    private static final String HEAD = "#include <linux/mm.h>\n\n";
    private static final String BAD = """
            int walk(struct mm_struct *mm, pte_t *pte, unsigned long addr)
            {
            	arch_enter_lazy_mmu_mode();
            	if (pte_none(ptep_get(pte)))
            		return -ENOENT;
            	set_pte_at(mm, addr, pte, __pte(0));
            	arch_leave_lazy_mmu_mode();
            	return 0;
            }
            """;
    private static final String GOOD = BAD.replace("\t\treturn -ENOENT;", "\t\tgoto out;").replace("\tarch_leave",
            "out:\n\tarch_leave");
    private static final String OTHER = BAD.replace("walk(", "scan(");
    private static final String HARMLESS = "int harmless(int a)\n{\n\treturn a;\n}\n\n";

    /** What the change from one kernel to another does, made into a patch that rewrites whole files. */
    private static Comparison compare(MiniKernel before, MiniKernel after) throws IOException {
        Patch patch = Patch.read("p", patch(before, after).getBytes(StandardCharsets.ISO_8859_1));
        PatchedTree tree = PatchedTree.of(before.tree(), List.of(patch));
        Comparison comparison = PatchCheck.run(tree,
                new Check.Options(new TreeSet<>(), null, new TreeSet<>(), 2), Check.Progress.NONE);
        same(comparison.before(), alone(before));
        same(comparison.after(), alone(after));
        return comparison;
    }

    private static Report alone(MiniKernel kernel) {
        return Check.run(kernel.tree(), Check.Options.all(), Check.Progress.NONE);
    }

    /** The reports are those of two runs that know nothing of each other. */
    private static void same(Report report, Report alone) {
        assertThat(report.findings()).isEqualTo(alone.findings());
        assertThat(report.regions()).isEqualTo(alone.regions());
        assertThat(report.unanalysed()).isEqualTo(alone.unanalysed());
        assertThat(report.era() + report.eraEvidence()).isEqualTo(alone.era() + alone.eraEvidence());
        assertThat(report.statistics().functions()).isEqualTo(alone.statistics().functions());
        assertThat(report.statistics().views()).isEqualTo(alone.statistics().views());
    }

    /** The change from one kernel to another as a patch that rewrites whole files. */
    static String patch(MiniKernel before, MiniKernel after) {
        StringBuilder patch = new StringBuilder();
        Set<String> paths = new TreeSet<>(before.files().keySet());
        paths.addAll(after.files().keySet());
        for (String path : paths) {
            String old = before.files().get(path);
            String now = after.files().get(path);
            if (old == null || !old.equals(now)) {
                patch.append("--- ").append(old == null ? "/dev/null" : "a/" + path).append("\n+++ ")
                        .append(now == null ? "/dev/null" : "b/" + path).append("\n@@ -").append(range(old))
                        .append(" +").append(range(now)).append(" @@\n").append(marked("-", old))
                        .append(marked("+", now));
            }
        }
        return patch.toString();
    }

    private static String range(String text) {
        return text == null || text.isEmpty() ? "0,0" : "1," + text.lines().count();
    }

    private static String marked(String mark, String text) {
        StringBuilder lines = new StringBuilder();
        if (text != null) {
            text.lines().forEach(line -> lines.append(mark).append(line).append('\n'));
        }
        return lines.toString();
    }

    private static MiniKernel kernel(String... functions) {
        return new MiniKernel("no-nesting").with(HEAD + String.join("\n", functions));
    }

    private static List<String> described(Comparison comparison, Status status) {
        return comparison.findings(status).stream()
                .map(f -> f.rule() + " in " + f.function() + ", " + f.place().file() + ":" + f.place().line()).toList();
    }

    private static void assertOutcome(Comparison comparison, List<String> introduced, List<String> fixed,
            List<String> existing) {
        assertThat(Map.of(Status.INTRODUCED, described(comparison, Status.INTRODUCED), Status.FIXED,
                described(comparison, Status.FIXED), Status.EXISTING, described(comparison, Status.EXISTING)))
                .isEqualTo(Map.of(Status.INTRODUCED, introduced, Status.FIXED, fixed, Status.EXISTING, existing));
    }

    @Test
    void aBugIsIntroduced() throws IOException {
        assertOutcome(compare(kernel(GOOD), kernel(HARMLESS, BAD)), List.of("missing-leave in walk, mm/case.c:13"),
                List.of(), List.of());
    }

    @Test
    void aBugIsFixedAndStandsWhereItStood() throws IOException {
        assertOutcome(compare(kernel(BAD), kernel(HARMLESS, GOOD)), List.of(),
                List.of("missing-leave in walk, mm/case.c:7"),
                List.of());
    }

    @Test
    void aBugBelowAnEditIsLeft() throws IOException {
        assertOutcome(compare(kernel(BAD), kernel(HARMLESS, BAD)), List.of(), List.of(),
                List.of("missing-leave in walk, mm/case.c:13"));
    }

    @Test
    void allAtOnce() throws IOException {
        assertOutcome(compare(kernel(BAD, OTHER), kernel(GOOD, OTHER, BAD.replace("walk(", "third("))),
                List.of("missing-leave in third, mm/case.c:28"), List.of("missing-leave in walk, mm/case.c:7"),
                List.of("missing-leave in scan, mm/case.c:18"));
    }

    @Test
    void aFunctionThatMovesTakesItsBugAlong() throws IOException {
        assertOutcome(compare(kernel(BAD, OTHER), kernel(OTHER).with("mm/other.c", HEAD + BAD)), List.of(), List.of(),
                List.of("missing-leave in scan, mm/case.c:7", "missing-leave in walk, mm/other.c:7"));
        assertOutcome(compare(kernel(BAD), kernel(BAD).without(MiniKernel.CASE).with("mm/renamed.c", HEAD + BAD)),
                List.of(), List.of(), List.of("missing-leave in walk, mm/renamed.c:7"));
    }

    @Test
    void aBugThatIsCopiedIsNew() throws IOException {
        assertOutcome(compare(kernel(BAD), kernel(BAD).with("mm/other.c", HEAD + BAD.replace("int", "static int"))),
                List.of("missing-leave in walk, mm/other.c:7"), List.of(),
                List.of("missing-leave in walk, mm/case.c:7"));
    }

    @Test
    void aBugThatIsFixedHereAndMadeThereIsBoth() throws IOException {
        assertOutcome(
                compare(kernel(BAD).with("mm/other.c", HEAD + GOOD.replace("int walk", "static int walk")),
                        kernel(GOOD).with("mm/other.c", HEAD + BAD.replace("int walk", "static int walk"))),
                List.of("missing-leave in walk, mm/other.c:7"), List.of("missing-leave in walk, mm/case.c:7"),
                List.of());
    }

    @Test
    void aHeaderChangesWhatUntouchedFilesMean() throws IOException {
        String user = HEAD + """
                void outer(struct mm_struct *mm, pte_t *pte, unsigned long addr)
                {
                	arch_enter_lazy_mmu_mode();
                	put_entry(mm, pte, addr);
                	arch_leave_lazy_mmu_mode();
                }
                """;
        String quiet = "static inline void put_entry(struct mm_struct *mm, pte_t *pte, unsigned long addr)\n{\n"
                + "\tset_pte(pte, __pte(0));\n}\n";
        String enters = quiet.replace("\tset_pte", "\tarch_enter_lazy_mmu_mode();\n\tset_pte").replace("}\n",
                "\tarch_leave_lazy_mmu_mode();\n}\n");
        MiniKernel before = new MiniKernel("no-nesting").with(user).with("include/linux/entry.h", quiet);
        MiniKernel after = new MiniKernel("no-nesting").with(user).with("include/linux/entry.h", enters);
        assertThat(described(compare(before, after), Status.INTRODUCED)).singleElement().asString()
                .startsWith("nested-enter in ");
        assertThat(described(compare(after, before), Status.FIXED)).singleElement().asString()
                .startsWith("nested-enter in ");
    }

    @Test
    void filesComeAndGo() throws IOException {
        MiniKernel with = kernel(GOOD).with("mm/aaa.c", HEAD + OTHER);
        assertOutcome(compare(kernel(GOOD), with), List.of("missing-leave in scan, mm/aaa.c:7"), List.of(), List.of());
        assertOutcome(compare(with, kernel(GOOD)), List.of(), List.of("missing-leave in scan, mm/aaa.c:7"), List.of());
    }

    @Test
    void thePatchMayChangeTheContract() throws IOException {
        Comparison comparison = compare(new MiniKernel("ptl").with(HEAD + GOOD), kernel(GOOD));
        assertThat(comparison.before().era()).isEqualTo("ptl");
        assertThat(comparison.after().era()).isEqualTo("no-nesting");
    }

    @Test
    void anArchitectureMayGetHooks() throws IOException {
        String hooks = new MiniKernel("no-nesting").text("arch/arm64/include/asm/pgtable.h");
        MiniKernel without = kernel(BAD).without("arch/arm64/include/asm/pgtable.h");
        Comparison comparison = compare(without, kernel(BAD).with("arch/arm64/include/asm/pgtable.h", hooks));
        assertThat(comparison.after().statistics().views()).contains("arm64");
        assertThat(comparison.before().statistics().views()).doesNotContain("arm64");
        assertThat(described(comparison, Status.EXISTING)).hasSize(1);
    }

    @Test
    void onlyWhatIsNewlyNotUnderstoodIsIntroduced() throws IOException {
        String torn = "void torn(void)\n{\n\tarch_enter_lazy_mmu_mode();\n\tif (((x)\n\t\ty();\n}\n\n";
        Comparison comparison = compare(kernel(torn, GOOD),
                kernel(HARMLESS, torn, GOOD, torn.replace("torn(", "worn(")));
        assertThat(comparison.unanalysed(Status.INTRODUCED)).isNotEmpty().map(Unanalysed::function)
                .containsOnly("worn");
        assertThat(comparison.unanalysed(Status.EXISTING)).filteredOn(Unanalysed::canHide).map(Unanalysed::function)
                .containsOnly("torn");
        assertThat(compare(kernel(torn), kernel(GOOD)).unanalysed(Status.FIXED)).isNotEmpty();
    }

    static List<String> rules() {
        return Rules.all().stream().map(Rule::id).filter(rule -> Files.exists(RULES.resolve(rule))).toList();
    }

    /** Every bad file turned into the good one, and back: the files share nothing but what lies below them. */
    @ParameterizedTest
    @MethodSource("rules")
    void bothSidesAreAsIfCheckedAlone(String rule) throws IOException {
        String bad = MiniKernel.read(RULES.resolve(rule).resolve("bad.c"));
        String ok = MiniKernel.read(RULES.resolve(rule).resolve("ok.c"));
        MiniKernel one = new MiniKernel("no-nesting").with(bad).with("mm/second.c", ok);
        MiniKernel two = new MiniKernel("no-nesting").with(ok).with("mm/second.c", bad);
        Comparison comparison = compare(one, two);
        assertThat(comparison.findings()).map(compared -> compared.part().rule()).contains(rule);
    }
}
