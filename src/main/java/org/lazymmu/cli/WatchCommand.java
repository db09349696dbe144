package org.lazymmu.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lazymmu watch}: the group of commands about watched refs. */
@Command(name = "watch", synopsisSubcommandLabel = "COMMAND", optionListHeading = "%n", commandListHeading = "%nCommands:%n", description = "Watches refs: says once when a finding appears at the tip of one or disappears from there, and which commit did it.", footer = {
        "", "For example:", "",
        "  lazymmu watch add stable linux-6.12.y --webhook https://host/path --feed findings.xml",
        "  lazymmu mirror sync stable            looks at what came, too", "  lazymmu watch run --mail news.eml",
        "", "Refs of mirrors are looked at after each 'lazymmu mirror sync', all by 'lazymmu watch run'." })
final class WatchCommand extends CommandGroup {
    /** The group with what {@code arguments} name of it. */
    static CommandLine line(Terminal terminal, List<String> arguments) {
        CommandLine line = new CommandLine(new WatchCommand());
        new Commands().with("add", () -> new WatchAddCommand(terminal))
                .with("run", () -> new WatchRunCommand(terminal))
                .with("list", () -> new WatchListCommand(terminal))
                .with("remove", () -> new WatchRemoveCommand(terminal)).hangInto(line, arguments);
        return line;
    }
}
