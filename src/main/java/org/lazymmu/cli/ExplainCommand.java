package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Verdict;
import org.lazymmu.report.ModelReport;
import org.lazymmu.report.TextIllustration;
import org.lazymmu.rule.ModelTrace;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu explain}: the page of a rule with a trace of the model, or the list of rules. */
@Command(name = "explain", sortOptions = false, parameterListHeading = "%n", description = "Prints the page of a rule: why it is one, bad and good code, what it misses, and what breaking it comes to in the model.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ModelEngine engine;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "The rule. Without it, all rules are listed.")
    private @Nullable String rule;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ExplainCommand(Terminal terminal, ModelEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure {
        String wanted = rule;
        if (wanted == null) {
            Output.write(terminal, null, ExplainCommand::list);
            return Exit.CLEAN;
        }
        Choice.check("rule", wanted, Rules.all().stream().map(Rule::id).toList());
        Rule found = Rules.all().stream().filter(each -> each.id().equals(wanted)).findFirst().orElseThrow();
        String page = Resources.get("docs/rules/" + wanted + ".md");
        ModelTrace trace = ModelTrace.of(found);
        ModelReport report = explore(trace);
        Output.write(terminal, null, out -> {
            out.write(page);
            new TextIllustration(out, terminal.palette()).write(trace.text(), trace.command(), report);
        });
        return Exit.CLEAN;
    }

    /** Explores as 'lazymmu model explore' does, so that it finds the same trace. */
    private ModelReport explore(ModelTrace trace) throws Failure {
        Models.Configuration configuration = engine.models().configure(trace.settings());
        Exploration found = engine.search().explore(configuration.model(), Options.standard(), () -> false, _ -> {
        });
        if (!(found.verdict() instanceof Verdict.Broken(var violation, var way))
                || !violation.property().id().equals(trace.property()) || way.isEmpty()) {
            throw new IllegalStateException("'" + trace.command() + "' finds no trace: " + found.verdict());
        }
        return new ModelReport(configuration.setup(), configuration.properties(), Map.of(), found,
                Recorder.recording(configuration, found.verdict()), engine.effort().cpuMillis(),
                engine.effort().wallMillis());
    }

    private static void list(Writer out) throws IOException {
        List<Rule> all = Rules.all();
        int width = all.stream().mapToInt(each -> each.id().length()).max().orElse(0);
        for (Rule each : all) {
            out.write(each.id() + " ".repeat(width - each.id().length()) + "  "
                    + String.format("%-7s", each.severity().name().toLowerCase(Locale.ROOT)) + "  " + each.title()
                    + "\n");
        }
    }
}
