package org.lazymmu.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lazymmu model}: the group of commands about models. */
@Command(name = "model", synopsisSubcommandLabel = "COMMAND", optionListHeading = "%n", commandListHeading = "%nCommands:%n", description = "Runs the mode as a model: every architecture's hooks, as of every commit that mattered.", footer = {
        "", "For example:", "",
        "  lazymmu model explore --backend powerpc@b9ef323ea168^    before a fix: how it breaks",
        "  lazymmu model explore --backend powerpc@b9ef323ea168     after it: that it holds" })
final class ModelCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    static CommandLine line(Terminal terminal, ModelEngine engine) {
        CommandLine line = new CommandLine(new ModelCommand());
        line.addSubcommand(new ModelListCommand(terminal, engine));
        line.addSubcommand(new ModelExploreCommand(terminal, engine));
        line.addSubcommand(new ModelRunCommand(terminal, engine));
        line.addSubcommand(new ModelReplayCommand(terminal, engine));
        line.addSubcommand(new ModelCostCommand(terminal));
        return line;
    }
}
