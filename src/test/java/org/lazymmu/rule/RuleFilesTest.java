package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;

/** Runs every rule on its {@code bad.c} and {@code ok.c} and on the code of its page, and finds places that are missing. */
class RuleFilesTest {
    private static final Path FILES = Path.of("src/test/resources/rules");
    private static final Path PAGES = Path.of("docs/rules");
    private static final int FEWEST_CASES = 15;

    /** Rules with files; {@link ImplementationsTest} has what the rules on hooks find. */
    static List<String> rules() {
        List<String> rules = new ArrayList<>(pages());
        ArchRules.all().forEach(rule -> rules.remove(rule.id()));
        return rules;
    }

    static List<String> pages() {
        return Rules.all().stream().map(Rule::id).toList();
    }

    static List<String> badFiles() throws IOException {
        return files("bad");
    }

    static List<String> okFiles() throws IOException {
        return files("ok");
    }

    static List<String> knownFiles() throws IOException {
        return files("known");
    }

    @Test
    void noFileIsLeftWithoutARule() throws IOException {
        try (Stream<Path> folders = Files.list(FILES); Stream<Path> pages = Files.list(PAGES)) {
            assertThat(folders.map(RuleFilesTest::name)).containsExactlyInAnyOrderElementsOf(rules());
            assertThat(pages.map(RuleFilesTest::name)).allMatch(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", "")).containsExactlyInAnyOrderElementsOf(pages());
        }
    }

    @Test
    void everyRuleHasItsTraceOfTheModel() {
        assertThat(ModelTrace.rules()).containsExactlyElementsOf(pages());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hasItsFiles(String rule) {
        assertThat(FILES.resolve(rule).resolve("bad.c")).exists();
        assertThat(FILES.resolve(rule).resolve("ok.c")).exists();
        assertThat(new Marks(MiniKernel.read(FILES.resolve(rule).resolve("bad.c"))).count())
                .isGreaterThanOrEqualTo(FEWEST_CASES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasAPageOfFiveSections(String rule) {
        RulePage page = page(rule);
        assertThat(page.title()).startsWith("# " + rule + ": ");
        assertThat(page.sections()).containsExactly("Why", "Bad", "Good", "Misses", "Silence it");
        assertThat(page.code("Bad")).isNotEmpty();
        assertThat(page.code("Good")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void reportsWhatIsBad(String file) {
        Marks marks = new Marks(MiniKernel.read(FILES.resolve(file)));
        Report report = check(file, ruleOf(file));
        assertThat(marks.wrong(ruleOf(file), report)).isEmpty();
        assertThat(notUnderstood(report)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("okFiles")
    void staysSilentOnWhatIsGood(String file) {
        Report report = check(file);
        assertThat(report.findings()).map(RuleFilesTest::describe).isEmpty();
        assertThat(notUnderstood(report)).isEmpty();
    }

    /** Fails when a known wrong answer has become right: then the function belongs to bad.c or ok.c. */
    @ParameterizedTest
    @MethodSource("knownFiles")
    void isStillWrongWhereItIsKnownToBe(String file) {
        String text = MiniKernel.read(FILES.resolve(file));
        Report report = check(file, ruleOf(file));
        Set<String> reported = new TreeSet<>();
        report.findings().forEach(finding -> reported.add(finding.function()));
        Set<String> falseAlarms = new TreeSet<>();
        java.util.regex.Pattern.compile("\\bFP_[a-z_]+(?=\\()").matcher(text).results()
                .forEach(match -> falseAlarms.add(match.group()));
        assertThat(reported).isEqualTo(falseAlarms);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void reportsTheBadCodeOfItsPage(String rule) {
        for (String code : page(rule).code("Bad")) {
            assertThat(new MiniKernel("no-nesting").with(code).check(rule).findings()).as(code)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void acceptsTheGoodCodeOfItsPage(String rule) {
        for (String code : page(rule).code("Good")) {
            assertThat(new MiniKernel("no-nesting").with(code).check().findings())
                    .map(RuleFilesTest::describe).as(code).isEmpty();
        }
    }

    @Test
    void theKernelAroundTheCasesIsClean() {
        for (String era : List.of("ptl", "no-nesting", "counted")) {
            Report report = new MiniKernel(era).with("").check();
            assertThat(report.era()).isEqualTo(era);
            assertThat(report.findings()).map(RuleFilesTest::describe).as(era).isEmpty();
            assertThat(notUnderstood(report)).as(era).isEmpty();
        }
    }

    private static Report check(String file, String... rules) {
        String text = MiniKernel.read(FILES.resolve(file));
        return new MiniKernel(new Marks(text).era()).with(text).check(rules);
    }

    private static List<Unanalysed> notUnderstood(Report report) {
        return report.unanalysed().stream().filter(Unanalysed::canHide).toList();
    }

    private static String describe(Finding finding) {
        return finding.place().file() + ":" + finding.place().line() + " " + finding.function() + " [" + finding.rule()
                + "] " + finding.message();
    }

    private static RulePage page(String rule) {
        return new RulePage(MiniKernel.read(PAGES.resolve(rule + ".md")));
    }

    private static String ruleOf(String file) {
        return file.substring(0, file.indexOf('/'));
    }

    private static List<String> files(String kind) throws IOException {
        try (Stream<Path> walk = Files.walk(FILES)) {
            return walk.filter(file -> name(file).startsWith(kind) && name(file).endsWith(".c"))
                    .map(file -> FILES.relativize(file).toString()).sorted().toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
