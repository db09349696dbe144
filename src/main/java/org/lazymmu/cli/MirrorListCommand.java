package org.lazymmu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.report.JsonMirrors;
import org.lazymmu.report.MirrorReport;
import org.lazymmu.report.TextMirrors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu mirror list}. */
@Command(name = "list", sortOptions = false, optionListHeading = "%n", description = "Lists the mirrors, a line for each: its state, what it is a mirror of, when it was synchronised. Asks nobody.", footer = {
        "", "States: ok; late, nothing failed but two intervals have gone by; failing, the last sync failed;",
        "gone, the other side says that there is no such repository.", "",
        "Exit status: 0 whatever the states are, 2 wrong usage, 4 the system failed." })
final class MirrorListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MirrorListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Mirrors mirrors = opened.mirrors();
            MirrorReport.Healths report = new MirrorReport.Healths(mirrors.health(), mirrors.repository().toString(),
                    mirrors.bytes());
            Output.write(terminal, null, out -> {
                if (format.equals("json")) {
                    new JsonMirrors(out, terminal.clock().getZone()).write(report, true);
                } else {
                    new TextMirrors(out, terminal.palette(), terminal.clock().getZone()).list(report);
                }
            });
        }
        return Exit.CLEAN;
    }
}
