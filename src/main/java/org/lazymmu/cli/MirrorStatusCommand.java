package org.lazymmu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lazymmu.mirror.Health;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.report.JsonMirrors;
import org.lazymmu.report.MirrorReport;
import org.lazymmu.report.TextMirrors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu mirror status}. */
@Command(name = "status", sortOptions = false, parameterListHeading = "%n", description = "Tells all that is known of mirrors: state and last error, last attempt and last success, when the next is due, refs, and what the other side has thrown away. Asks nobody.", footer = {
        "", "States: ok; late, nothing failed but two intervals have gone by; failing, the last sync failed;",
        "gone, the other side says that there is no such repository.", "",
        "Exit status: 0 none is failing or gone, 2 wrong usage, 4 one is, or the system failed." })
final class MirrorStatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Mirrors. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MirrorStatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Mirrors mirrors = opened.mirrors();
            List<Health> healths = new ArrayList<>();
            for (String name : names) {
                healths.add(mirrors.health(mirrors.named(name)));
            }
            MirrorReport.Healths report = new MirrorReport.Healths(names.isEmpty() ? mirrors.health() : healths,
                    mirrors.repository().toString(), mirrors.bytes());
            Output.write(terminal, null, out -> {
                if (format.equals("json")) {
                    new JsonMirrors(out, terminal.clock().getZone()).write(report, true);
                } else {
                    new TextMirrors(out, terminal.palette(), terminal.clock().getZone()).status(report);
                }
            });
            return report.mirrors().stream().anyMatch(
                    health -> health.state() == Health.State.FAILING || health.state() == Health.State.GONE)
                            ? Exit.WORLD
                            : Exit.CLEAN;
        }
    }
}
