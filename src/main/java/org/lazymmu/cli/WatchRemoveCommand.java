package org.lazymmu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.report.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu watch remove}. */
@Command(name = "remove", sortOptions = false, parameterListHeading = "%n", description = "Watches a ref no longer, and forgets its notices, those that wait to be sent, too.", footer = {
        "", "Exit status: 0 it is no longer watched, 2 it was not, 4 the system failed." })
final class WatchRemoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "0", paramLabel = "REPO", description = "As it is listed, or as it was added.")
    private String repository;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "1", paramLabel = "REF", description = "As it is listed, or as it was added.")
    private String ref;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    WatchRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Watches watches = new Watches(opened.database());
            for (Watch watch : watches.all()) {
                if (isMeant(watch)) {
                    watches.remove(watch);
                    Output.write(terminal, null,
                            out -> out.write("no longer watching " + Visible.of(watch.label()) + "\n"));
                    return Exit.CLEAN;
                }
            }
        }
        throw Failure.usage("'" + repository + " " + ref
                + "' is not watched; 'lazymmu watch list' says what is");
    }

    private boolean isMeant(Watch watch) {
        return watch.label().equals(repository + " " + ref) || watch.ref().endsWith("/" + ref)
                && watch.repository().equals(terminal.folder().resolve(repository).toAbsolutePath().normalize());
    }
}
