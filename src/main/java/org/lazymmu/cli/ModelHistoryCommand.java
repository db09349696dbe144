package org.lazymmu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mmu.Commits;
import org.lazymmu.mmu.History;
import org.lazymmu.mmu.Variants;
import org.lazymmu.report.JsonHistory;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu model history}: what held after each commit. */
@Command(name = "history", sortOptions = false, optionListHeading = "%n", description = "Walks the commits that changed the mode, explores every backend after each of them in small environments, and tells what each repair repaired.", footer = {
        "", "Exit status: 0 the table is complete, 2 wrong usage, 3 something is inconclusive, or a signal,",
        "4 the system failed." })
final class ModelHistoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--backend", paramLabel = "NAME", split = ",", description = "Only these backends, such as powerpc,xen.")
    private List<String> backends = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelHistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure {
        Choice.format(format);
        Choice.checkAll("backend", backends, Variants.backends());
        List<Variants.Architecture> architectures = Stream.of(Variants.Architecture.values())
                .filter(each -> backends.isEmpty() || backends.contains(each.id())).toList();
        try (Interruption interruption = new Interruption()) {
            History.Table table = new History(Commits.read(), interruption::requested).table(architectures);
            Output.write(terminal, output, out -> {
                if (format.equals("json")) {
                    new JsonHistory(out).write(table);
                } else {
                    new TextHistory(out, output == null ? terminal.palette() : Palette.PLAIN).write(table);
                }
            });
            return table.isComplete() ? Exit.CLEAN : Exit.INCONCLUSIVE;
        }
    }
}
