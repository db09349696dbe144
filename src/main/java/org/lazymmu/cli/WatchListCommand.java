package org.lazymmu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.report.JsonWatches;
import org.lazymmu.report.TextWatches;
import org.lazymmu.report.WatchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu watch list}. */
@Command(name = "list", sortOptions = false, description = "Lists the watched refs, when each was looked at, and what of each waits to be sent.")
final class WatchListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    WatchListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Watches watches = new Watches(opened.database());
            List<WatchReport.Entry> entries = new ArrayList<>();
            for (Watch watch : watches.all()) {
                entries.add(new WatchReport.Entry(watch, watches.backlog(watch), watches.standing(watch)));
            }
            print(terminal, format, new WatchReport.Listed(entries));
            if (entries.isEmpty()) {
                terminal.say("lazymmu: nothing is watched; 'lazymmu watch add REPO REF' does");
            }
        }
        return Exit.CLEAN;
    }

    static void print(Terminal terminal, String format, WatchReport report) throws Failure {
        Output.write(terminal, null, out -> {
            if (format.equals("json")) {
                new JsonWatches(out).write(report);
            } else {
                new TextWatches(out, terminal.palette(), terminal.clock().getZone()).write(report);
            }
        });
    }
}
