package org.lazymmu.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lazymmu model}: the group of commands about models. */
@Command(name = "model", synopsisSubcommandLabel = "COMMAND", optionListHeading = "%n", commandListHeading = "%nCommands:%n", description = "Runs the mode as a model: every architecture's hooks, as of every commit that mattered.", footer = {
        "", "For example:", "",
        "  lazymmu model explore --backend powerpc@b9ef323ea168^    before a fix: how it breaks",
        "  lazymmu model explore --backend powerpc@b9ef323ea168     after it: that it holds" })
final class ModelCommand extends CommandGroup {
    /** The group with what {@code arguments} name of it. */
    static CommandLine line(Terminal terminal, ModelEngine engine, List<String> arguments) {
        CommandLine line = new CommandLine(new ModelCommand());
        new Commands().with("list", () -> new ModelListCommand(terminal, engine))
                .with("explore", () -> new ModelExploreCommand(terminal, engine))
                .with("run", () -> new ModelRunCommand(terminal, engine))
                .with("replay", () -> new ModelReplayCommand(terminal, engine))
                .with("cost", () -> new ModelCostCommand(terminal))
                .with("history", () -> new ModelHistoryCommand(terminal)).hangInto(line, arguments);
        return line;
    }
}
