package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu explain}: the page of a rule, or the list of rules. */
@Command(name = "explain", sortOptions = false, parameterListHeading = "%n", description = "Prints the page of a rule: why it is one, bad and good code, what it misses.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "The rule. Without it, all rules are listed.")
    private @Nullable String rule;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure {
        String wanted = rule;
        if (wanted == null) {
            Output.write(terminal, null, ExplainCommand::list);
            return Exit.CLEAN;
        }
        Choice.check("rule", wanted, Rules.all().stream().map(Rule::id).toList());
        String page = Resources.get("docs/rules/" + wanted + ".md");
        Output.write(terminal, null, out -> out.write(page));
        return Exit.CLEAN;
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
