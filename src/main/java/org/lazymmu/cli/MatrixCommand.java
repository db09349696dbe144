package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Survey;
import org.lazymmu.finding.Matrix;
import org.lazymmu.report.JsonMatrix;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextMatrix;
import org.lazymmu.source.KernelTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu matrix}: what each architecture's implementation does, against the contract. */
@Command(name = "matrix", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Works out from a kernel tree what each architecture's hooks do: state, what is batched, preemption, nesting, interrupts, context switch, flush, trials in the model; and marks what the contract does not allow.", footer = {
        "", "In front of an answer: = as the contract demands, ! against it, ? unknown, nothing where it",
        "demands nothing.", "",
        "Exit status: 0 whatever the answers are, 2 wrong usage, 3 some hooks could not be worked out,",
        "4 the system failed." })
final class MatrixCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "TREE", description = "A folder, a .tar, .tar.gz or .tar.xz, or Debian's linux-source .deb. Without it, the tree around the working folder.")
    private @Nullable Path tree;

    @Option(names = "--arch", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "Architectures to look at, by the names of their folders. Default: all that have hooks.")
    private List<String> architectures = List.of();

    @Option(names = "--era", paramLabel = "ERA", defaultValue = "auto", description = "The version of the contract: auto (read off the tree), ptl, no-nesting or counted.")
    private String era = "auto";

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--jobs", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private @Nullable Integer jobs;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MatrixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.check("era", era, OpenedTree.ERAS);
        Choice.format(format);
        int threads = OpenedTree.threads(jobs);
        try (KernelTree opened = OpenedTree.open(terminal, tree)) {
            Choice.checkAll("architecture", architectures, OpenedTree.architectures(opened));
            Matrix matrix = survey(opened, threads);
            Palette palette = output == null ? terminal.palette() : Palette.PLAIN;
            Output.write(terminal, output, out -> {
                if (format.equals("json")) {
                    new JsonMatrix(out).write(matrix);
                } else {
                    new TextMatrix(out, palette).write(matrix);
                }
            });
            return matrix.architectures().stream().anyMatch(one -> one.hooks() == Matrix.Hooks.UNREAD)
                    ? Exit.INCONCLUSIVE
                    : Exit.CLEAN;
        }
    }

    private Matrix survey(KernelTree opened, int threads) {
        try (ProgressLine progress = OpenedTree.progress(terminal)) {
            return Survey.of(opened, new TreeSet<>(architectures), era.equals("auto") ? null : era, threads,
                    progress::at);
        }
    }
}
