package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.report.SampleReport;
import org.lazymmu.rule.Check;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;

/** Options, exit statuses and where output goes, on top of an analysis that is replaced. */
class CheckCommandTest {
    private static final Unanalysed HIDING = new Unanalysed(new Place("mm/a.c", 1, 1), "f", "odd", true);
    private static final Unanalysed HARMLESS = new Unanalysed(new Place("mm/a.c", 1, 1), "f", "odd", false);
    private static final Report LEAK = SampleReport.report(List.of(SampleReport.leak()), List.of(HIDING));

    @TempDir
    private Path folder;

    @BeforeEach
    void makeATree() throws IOException {
        for (DemoTree demo : List.of(DemoTree.AFTER)) {
            for (Map.Entry<String, String> file : demo.files().entrySet()) {
                Path place = folder.resolve("linux").resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue());
            }
        }
    }

    private Session finding(Report report) {
        return new Session(folder).with((memory, tree, options, progress) -> report);
    }

    @Test
    void theStatusSaysWhatWasFound() {
        assertThat(finding(SampleReport.clean()).run("check", "linux").status()).isEqualTo(Exit.CLEAN);
        assertThat(finding(LEAK).run("check", "linux").status()).isEqualTo(Exit.FINDINGS);
        assertThat(finding(SampleReport.report(List.of(), List.of(HARMLESS))).run("check", "linux").status())
                .isEqualTo(Exit.CLEAN);
        assertThat(finding(SampleReport.report(List.of(), List.of(HIDING))).run("check", "linux").status())
                .isEqualTo(Exit.INCONCLUSIVE);
    }

    @Test
    void whatIsUndecidedLeavesTheOutcomeOpen() {
        assertThat(finding(SampleReport.undecided(1)).run("check", "linux").status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(finding(SampleReport.undecided(1)).run("check", "linux").out()).contains("1 place not decided");
    }

    @Test
    void failOnMovesTheThreshold() {
        assertThat(finding(LEAK).run("check", "linux", "--fail-on", "error").status()).isEqualTo(Exit.FINDINGS);
        assertThat(finding(LEAK).run("check", "linux", "--fail-on", "never").status()).isEqualTo(Exit.INCONCLUSIVE);
        Report nothingButNotes = SampleReport.report(List.of(SampleReport.full().findings().getLast()), List.of());
        assertThat(finding(nothingButNotes).run("check", "linux").status()).isEqualTo(Exit.CLEAN);
    }

    @Test
    void whatABaselineKnowsIsNotHeldAgainstTheRun() {
        finding(LEAK).run("check", "linux", "--format", "json", "--output", "base.json");
        Session.Result text = finding(LEAK).run("check", "linux", "--baseline", "base.json");
        assertThat(text.status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(text.out()).doesNotContain("missing-leave").contains("0 findings");
        assertThat(text.err()).contains("1 of 1 findings are in the baseline");
        assertThat(finding(LEAK).run("check", "linux", "--baseline", "base.json", "--format", "json").out())
                .contains("\"status\" : \"existing\"");
        assertThat(finding(SampleReport.full()).run("check", "linux", "--baseline", "base.json").status())
                .isEqualTo(Exit.FINDINGS);
    }

    @Test
    void aBaselineThatIsNoneIsWrongUsage() throws IOException {
        Files.writeString(folder.resolve("base.json"), "{}");
        Session.Result result = finding(LEAK).run("check", "linux", "--baseline", "base.json");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).isEqualTo("lazymmu: base.json: no baseline, its schema is not lazymmu.findings/1;"
                + " make one with 'lazymmu check --format json'\n");
        assertThat(finding(LEAK).run("check", "linux", "--baseline", "no.json").err())
                .isEqualTo("lazymmu: no.json: cannot be read (no such file or folder)\n");
    }

    @Test
    void optionsReachTheAnalysis() {
        List<Check.Options> seen = new ArrayList<>();
        new Session(folder).with((memory, tree, options, progress) -> {
            seen.add(options);
            return SampleReport.clean();
        }).run("check", "linux", "--arch", "x86,sparc", "--era", "ptl", "--rule", "lock-order", "--rule",
                "nested-enter", "--jobs", "3");
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().architectures()).containsExactly("sparc", "x86");
        assertThat(seen.getFirst().era()).isEqualTo("ptl");
        assertThat(seen.getFirst().rules()).containsExactly("lock-order", "nested-enter");
        assertThat(seen.getFirst().threads()).isEqualTo(3);
    }

    @Test
    void withoutATreeTheOneAroundTheFolderIsChecked() {
        List<String> seen = new ArrayList<>();
        Session inside = new Session(folder.resolve("linux/mm")).with((memory, tree, options, progress) -> {
            seen.add(tree.paths().getFirst());
            return SampleReport.clean();
        });
        assertThat(inside.run("check").status()).isEqualTo(Exit.CLEAN);
        assertThat(seen).hasSize(1);
    }

    @Test
    void namesThatDoNotExistGetASuggestion() {
        assertThat(finding(LEAK).run("check", "linux", "--rule", "nested-entr").err()).isEqualTo(
                "lazymmu: unknown rule 'nested-entr', did you mean nested-enter? known: "
                        + String.join(", ", Rules.all().stream().map(Rule::id).toList()) + "\n");
        assertThat(finding(LEAK).run("check", "linux", "--arch", "ppc").err())
                .isEqualTo("lazymmu: unknown architecture 'ppc'; known: arm64, powerpc, sparc, x86\n");
        assertThat(finding(LEAK).run("check", "linux", "--era", "nonesting").err())
                .startsWith("lazymmu: unknown era 'nonesting', did you mean no-nesting?");
        assertThat(finding(LEAK).run("check", "linux", "--format", "xml").err())
                .isEqualTo("lazymmu: unknown format 'xml'; known: text, json, jsonl\n");
        assertThat(finding(LEAK).run("check", "linux", "--fail-on", "note").status()).isEqualTo(Exit.USAGE);
        assertThat(finding(LEAK).run("chekc").err()).contains("did you mean check?");
    }

    @Test
    void wrongUsageIsOneLine() {
        for (List<String> arguments : List.of(List.of("check", "nowhere"), List.of("check", "linux", "--jobs", "0"),
                List.of("check", "linux", "--jobs", "many"), List.of("check", "--output"), List.of("check", "a", "b"),
                List.of("--frobnicate"), List.<String>of(), List.of("check", "linux/mm/memory.c"))) {
            Session.Result result = new Session(folder).run(arguments.toArray(String[]::new));
            assertThat(result.status()).as(arguments.toString()).isEqualTo(Exit.USAGE);
            assertThat(result.err().lines()).as(arguments.toString()).hasSize(1).first().asString()
                    .startsWith("lazymmu: ");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void aFileIsReplacedAsAWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("out.txt");
        Files.writeString(file, "old");
        assertThat(finding(LEAK).run("check", "linux", "--output", "out.txt").out()).isEmpty();
        assertThat(file).content().contains("[missing-leave]");
        assertThat(finding(LEAK).run("check", "linux", "--output", "none/out.txt").status()).isEqualTo(Exit.WORLD);
        try (var left = Files.list(folder)) {
            assertThat(left.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("linux", "out.txt");
        }
    }

    @Test
    void coloursAreForPeopleWhoWantThem() {
        assertThat(finding(LEAK).run("check", "linux").out()).doesNotContain("\u001b");
        assertThat(finding(LEAK).onTerminal(Map.of()).run("check", "linux").out()).contains("\u001b[");
        assertThat(finding(LEAK).onTerminal(Map.of("NO_COLOR", "1")).run("check", "linux").out())
                .doesNotContain("\u001b");
        assertThat(finding(LEAK).onTerminal(Map.of("TERM", "dumb")).run("check", "linux").out())
                .doesNotContain("\u001b");
    }

    @Test
    void regionsAreListedWithoutJudgement() {
        Session.Result result = finding(LEAK).run("check", "linux", "--list-regions");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.out()).contains("enter: arch_enter_lazy_mmu_mode").doesNotContain("missing-leave");
        assertThat(finding(LEAK).run("check", "linux", "--list-regions", "--format", "json").out())
                .contains("lazymmu.regions/1");
    }

    @Test
    void aDefectIsReportedAsOne() {
        Session.Result result = new Session(folder).with((memory, tree, options, progress) -> {
            throw new IllegalStateException("walked off the graph");
        }).run("check", "linux");
        assertThat(result.status()).isEqualTo(Exit.BUG);
        assertThat(result.err()).contains("walked off the graph").contains("please report");
    }
}
