package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;
import org.lazymmu.golden.Golden;
import org.lazymmu.rule.ModelTrace;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;

/** The trace of the model on the page of each rule. */
class ExplainTest {
    private static final String HEADING = "\n## In the model\n\n";
    private static final String PROMPT = "$ lazymmu ";
    private static final String FENCE = "```\n";

    private final Session session = new Session(Path.of(""));

    static Stream<String> rules() {
        return Rules.all().stream().map(Rule::id);
    }

    @Test
    void theTraceStandsBelowThePage() {
        Golden.check("explain/arch-preemption.txt", explain("arch-preemption"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCommandOnThePagePrintsTheSameTrace(String rule) {
        String section = section(rule);
        String shown = section.substring(section.indexOf(FENCE) + FENCE.length(), section.lastIndexOf(FENCE));
        String command = shown.lines().findFirst().orElseThrow();
        assertThat(command).startsWith(PROMPT);
        Session.Result result = session.run(command.substring(PROMPT.length()).split(" "));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
        assertThat(result.out()).startsWith(shown.substring(command.length() + 1) + "\nmodel ");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itBreaksThePropertyOfTheRuleAndThereIsNoShorterWay(String rule) throws Failure {
        ModelTrace trace = trace(rule);
        assertThat(section(rule)).contains("\nbroken: " + trace.property() + ", shortest trace ")
                .contains("\nbroken: " + trace.property() + " (").contains("  ! ");
        assertThat(explore(trace.settings())).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.violation().property().id()).isEqualTo(trace.property());
            assertThat(section(rule))
                    .contains("shortest trace " + broken.trace().orElseThrow().entries().size() + " steps\n");
        });
    }

    /** With the hooks or the code that are right, everything else as on the page. */
    @ParameterizedTest
    @CsvSource({ "missing-leave, scenario, apply-failing", "leave-without-enter, scenario, apply-failing",
            "nested-enter, backend, xen@691ee97e1a9d", "lock-order, scenario, pagemap-scan",
            "sleep-in-region, scenario, apply", "stale-read, scenario, mprotect",
            "use-before-flush, scenario, apply-flushing", "interrupt-use, scenario, regions",
            "allocator-in-region, backend, arm64", "arch-preemption, backend, powerpc@b9ef323ea168",
            "arch-context-switch, backend, xen@4594437880ce", "arch-interrupt, backend, arm64@b81c688426a9",
            "arch-nesting, backend, xen@c36549ff8d84", "arch-pairing, backend, powerpc@c3f0778ffeca" })
    void whereTheFaultIsNotItHolds(String rule, String setting, String value) throws Failure {
        Map<String, String> settings = new LinkedHashMap<>(trace(rule).settings());
        settings.put(setting, value);
        assertThat(explore(settings)).isEqualTo(new Verdict.Holds());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itSaysWhichVersionOfTheHooksItIs(String rule) {
        String backend = String.valueOf(trace(rule).settings().get("backend"));
        String version = backend.substring(backend.indexOf('@') + 1);
        List<String> text = section(rule).substring(0, section(rule).indexOf(FENCE)).lines().toList();
        assertThat(String.join(" ", text).toLowerCase(Locale.ROOT))
                .startsWith(backend.substring(0, backend.indexOf('@')) + " ")
                .contains(version.endsWith("^") ? "just before " + version.replace("^", "") : "as of " + version);
        assertThat(text).allMatch(line -> line.length() <= 120 && line.equals(line.strip()));
    }

    private static ModelTrace trace(String rule) {
        return ModelTrace.of(Rules.all().stream().filter(each -> each.id().equals(rule)).findFirst().orElseThrow());
    }

    /** All states, which needs no trust in what a reduction leaves out. */
    private static Verdict explore(Map<String, String> settings) throws Failure {
        return Explorer.explore(new MmuModels().configure(settings).model(),
                new Options(Reduction.NONE, 1, new Limits(1_000_000, 400_000_000, 60_000), true), () -> false, _ -> {
                }).verdict();
    }

    private String section(String rule) {
        String page = explain(rule);
        return page.substring(page.lastIndexOf(HEADING) + HEADING.length());
    }

    private String explain(String rule) {
        Session.Result result = session.run("explain", rule);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        return result.out();
    }
}
