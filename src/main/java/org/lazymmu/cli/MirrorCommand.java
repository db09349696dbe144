package org.lazymmu.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lazymmu mirror}: the group of commands about mirrors. */
@Command(name = "mirror", synopsisSubcommandLabel = "COMMAND", optionListHeading = "%n", commandListHeading = "%nCommands:%n", description = "Keeps mirrors of kernel repositories, and says how fresh each is.", footer = {
        "", "For example:", "",
        "  lazymmu mirror add stable https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git",
        "  lazymmu mirror sync stable", "  lazymmu mirror list", "  lazymmu mirror sync --all --watch", "",
        "Everything is in $XDG_DATA_HOME/lazymmu (~/.local/share/lazymmu)." })
final class MirrorCommand extends CommandGroup {
    /** The group with what {@code arguments} name of it. */
    static CommandLine line(Terminal terminal, List<String> arguments) {
        CommandLine line = new CommandLine(new MirrorCommand());
        new Commands().with("add", () -> new MirrorAddCommand(terminal))
                .with("sync", () -> new MirrorSyncCommand(terminal))
                .with("list", () -> new MirrorListCommand(terminal))
                .with("status", () -> new MirrorStatusCommand(terminal))
                .with("remove", () -> new MirrorRemoveCommand(terminal)).hangInto(line, arguments);
        return line;
    }
}
