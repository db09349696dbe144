package org.lazymmu.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Violation;
import org.lazymmu.report.Recording;
import org.lazymmu.report.RecordingFile;
import org.lazymmu.report.TraceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu model replay}: a saved trace, step by step. */
@Command(name = "replay", sortOptions = false, parameterListHeading = "%n", description = "Takes the steps of a saved trace once more, and checks that each does what it did.", footer = {
        "", "Exit status: 0 all is as it was, 1 a step or the end differs, 2 wrong usage, 4 the system failed." })
final class ModelReplayCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ModelEngine engine;

    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    @Parameters(arity = "1", paramLabel = "TRACE", description = "What 'lazymmu model explore --save', or 'explore' and 'run' with --format json, wrote.")
    private Path file;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelReplayCommand(Terminal terminal, ModelEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure {
        Recording saved = read();
        if (saved.steps().isEmpty()) {
            throw Failure.usage(file + ": no trace to replay, it has no steps");
        }
        Recorder recorder = new Recorder(configure(saved));
        Optional<String> difference = replay(saved, recorder);
        Optional<Violation> violation = difference.isPresent() ? Optional.empty() : saved.violation();
        Output.write(terminal, null, out -> {
            new TraceTable(out, terminal.palette()).write(recorder.recording(violation));
            out.write("\n" + difference.map(how -> "differs: " + how).orElse("replayed: " + saved.violation()
                    .map(broken -> "property " + broken.property().id() + " is broken again")
                    .orElse("all " + saved.steps().size() + " steps do what they did")) + "\n");
        });
        return difference.isPresent() ? Exit.FINDINGS : Exit.CLEAN;
    }

    private Models.Configuration configure(Recording saved) throws Failure {
        try {
            return engine.models().configure(saved.setup());
        } catch (Failure failure) {
            throw Failure.usage(file + ": no trace that can be replayed, setup: " + failure.line());
        }
    }

    /** Takes the steps as far as they are the same; says what is not. */
    private static Optional<String> replay(Recording saved, Recorder recorder) {
        for (int i = 0; i < saved.steps().size(); i++) {
            Recording.Step expected = saved.steps().get(i);
            String step = "step " + (i + 1) + " of " + saved.steps().size();
            Optional<Move> move = recorder.moves().stream().filter(possible -> names(expected, possible)).findFirst();
            if (move.isEmpty()) {
                return Optional.of(step + ", '" + shown(expected.text()) + "' of " + shown(expected.process())
                        + ", cannot be taken");
            }
            Recording.Step taken = recorder.take(move.get());
            if (!taken.sameAs(expected)) {
                return Optional.of(step + " " + how(expected, taken));
            }
            boolean last = i == saved.steps().size() - 1;
            Optional<Violation> broken = recorder.violation();
            if (broken.isPresent() && !last) {
                return Optional.of(step + " breaks " + broken.get().property().id() + " already");
            }
            if (last && !same(broken, saved.violation())) {
                return Optional.of(step + " breaks " + name(broken) + ", and broke " + name(saved.violation()));
            }
        }
        return Optional.empty();
    }

    private static boolean names(Recording.Step step, Move move) {
        return move.process().name().equals(step.process()) && move.unit() == step.unit()
                && move.alternative() == step.alternative();
    }

    private static String how(Recording.Step expected, Recording.Step taken) {
        if (!taken.text().equals(expected.text())) {
            return "is '" + shown(taken.text()) + "', and was '" + shown(expected.text()) + "'";
        }
        if (!taken.source().equals(expected.source())) {
            return "abstracts " + shown(taken.source().function()) + " of " + shown(taken.source().file()) + " "
                    + shown(taken.source().revision()) + ", and abstracted " + shown(expected.source().function())
                    + " of "
                    + shown(expected.source().file()) + " " + shown(expected.source().revision());
        }
        return "changes " + changes(taken) + ", and changed " + changes(expected);
    }

    private static String changes(Recording.Step step) {
        if (step.changes().isEmpty()) {
            return "nothing";
        }
        List<String> changes = step.changes().stream()
                .map(change -> change.slot() + " from " + change.before() + " to " + change.after()).toList();
        return shown(String.join("; ", changes));
    }

    private static boolean same(Optional<Violation> broken, Optional<Violation> saved) {
        return broken.map(now -> now.property().id()).equals(saved.map(was -> was.property().id()))
                && broken.map(Violation::message).equals(saved.map(Violation::message));
    }

    private static String name(Optional<Violation> violation) {
        return violation.map(broken -> shown(broken.property().id()) + " (" + shown(broken.message()) + ")")
                .orElse("nothing");
    }

    /** Text of a file that nobody vouches for, as far as it belongs on a line. */
    private static String shown(String text) {
        return RecordingFile.shown(text);
    }

    private Recording read() throws Failure {
        Path place = terminal.folder().resolve(file);
        try (Reader in = Files.newBufferedReader(place, StandardCharsets.UTF_8)) {
            return RecordingFile.read(in);
        } catch (RecordingFile.NotARun e) {
            throw Failure.usage(file + ": no trace that can be replayed, " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw Failure.usage(file + ": no trace that can be replayed, not UTF-8");
        } catch (IOException e) {
            throw Failure.usage(file + ": cannot be read (" + Output.reason(e) + ")");
        }
    }
}
