package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Violation;
import org.lazymmu.report.JsonModel;
import org.lazymmu.report.Palette;
import org.lazymmu.report.Recording;
import org.lazymmu.report.TraceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lazymmu model run}: one of all the ways things can go. */
@Command(name = "run", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = "Runs a model along one schedule drawn at random; the same seed draws the same.", footer = {
        "", "Exit status: 0 nothing was broken on the way, 1 a property was, 2 wrong usage, 4 the system failed." })
final class ModelRunCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 100_000;

    private final Terminal terminal;
    private final ModelEngine engine;

    @Mixin
    private final SetupOptions setup = new SetupOptions();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Draws the schedule. Default: 1.")
    private long seed = 1;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "40", description = "Steps to take, unless a property is broken before. Default: 40.")
    private int steps = 40;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json, which 'lazymmu model replay' reads.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelRunCommand(Terminal terminal, ModelEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure {
        Choice.format(format);
        if (steps < 1 || steps > MOST_STEPS) {
            throw Failure.usage("--steps " + steps + ": not a number from 1 to " + MOST_STEPS);
        }
        Recording run = run(engine.models().configure(setup.settings()));
        Output.write(terminal, output, out -> write(out, run));
        return run.violation().isPresent() ? Exit.FINDINGS : Exit.CLEAN;
    }

    private Recording run(Models.Configuration configuration) {
        Recorder recorder = new Recorder(configuration);
        Random random = new Random(seed);
        Optional<Violation> broken = recorder.violation();
        for (int i = 0; i < steps && broken.isEmpty(); i++) {
            List<Move> moves = recorder.moves();
            recorder.take(moves.get(random.nextInt(moves.size())));
            broken = recorder.violation();
        }
        return recorder.recording(broken);
    }

    private void write(Writer out, Recording run) throws IOException {
        if (format.equals("json")) {
            new JsonModel(out).write(run);
        } else {
            new TraceTable(out, output == null ? terminal.palette() : Palette.PLAIN).write(run);
        }
    }
}
