package org.lazymmu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lazymmu.mirror.Mirror;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu mirror remove}. */
@Command(name = "remove", sortOptions = false, parameterListHeading = "%n", description = "Removes a mirror, its refs, the tips that were kept for it, and what is recorded of it.", footer = {
        "", "What it fetched stays on the disk, where other mirrors may need it, until --reclaim.", "",
        "Exit status: 0 it is removed, 2 there is none of that name, 4 it is in use, or the system failed." })
final class MirrorRemoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(paramLabel = "NAME", description = "The mirror.")
    private String name;

    @Option(names = "--reclaim", description = "Also give back the room on the disk that no mirror needs any more: rewrites everything that is kept, which takes minutes with kernels.")
    private boolean reclaim;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MirrorRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Mirror mirror = opened.mirrors().named(name);
            opened.mirrors().remove(mirror, reclaim);
            Output.write(terminal, null, out -> out
                    .write("removed " + mirror.name() + ", mirror of " + mirror.address().shown() + "\n"));
        }
        return Exit.CLEAN;
    }
}
