package org.lazymmu.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.lazymmu.explore.Explorer;
import org.lazymmu.history.HistoryException;
import org.lazymmu.mirror.MirrorException;
import org.lazymmu.rule.Memory;
import org.lazymmu.source.PatchException;
import org.lazymmu.source.TreeException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program starts. */
public final class Main {
    private static final int HELP_COLUMNS = 100;

    private Main() {
    }

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        Effort effort = Effort.ofProcess();
        System.exit(run(Terminal.ofProcess(), Memory::check,
                new ModelEngine(new MmuModels(), Explorer::explore, effort), arguments));
    }

    /** Runs one command. */
    static int run(Terminal terminal, CheckCommand.Engine engine, ModelEngine models, String... arguments) {
        try {
            return commandLine(terminal, engine, models, List.of(arguments)).execute(arguments);
        } catch (OutOfMemoryError e) {
            return fail(terminal, Exit.WORLD,
                    "out of memory: allow more with JAVA_TOOL_OPTIONS=-Xmx4g, or use fewer --jobs");
        } catch (StackOverflowError e) {
            return bug(terminal, e, List.of(arguments));
        }
    }

    private static CommandLine commandLine(Terminal terminal, CheckCommand.Engine engine, ModelEngine models,
            List<String> arguments) {
        CommandLine line = new CommandLine(new Lazymmu());
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        new Commands().with("check", () -> new CheckCommand(terminal, engine))
                .with("matrix", () -> new MatrixCommand(terminal))
                .with("explain", () -> new ExplainCommand(terminal, models))
                .with("model", () -> ModelCommand.line(terminal, models, rest))
                .with("mirror", () -> MirrorCommand.line(terminal, rest))
                .with("history", () -> new HistoryCommand(terminal))
                .with("commits", () -> new CommitsCommand(terminal))
                .with("series", () -> new SeriesCommand(terminal))
                .with("watch", () -> WatchCommand.line(terminal, rest))
                .with("demo", () -> new DemoCommand(terminal)).hangInto(line, arguments);
        line.setOut(new PrintWriter(terminal.out(), true)).setErr(terminal.err());
        line.setColorScheme(Help.defaultColorScheme(switch (terminal.palette()) {
            case PLAIN -> Ansi.OFF;
            case COLOURED -> Ansi.ON;
        }));
        line.setUsageHelpWidth(HELP_COLUMNS);
        line.setParameterExceptionHandler((e, _) -> fail(terminal, Exit.USAGE, wrongUsage(e)));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, parsed.originalArgs()));
        return line;
    }

    private static int failed(Terminal terminal, Exception e, List<String> arguments) {
        return switch (e) {
            case Failure failure -> fail(terminal, failure.status(), failure.line());
            case TreeException tree -> fail(terminal, switch (tree.kind()) {
                case USAGE -> Exit.USAGE;
                case WORLD -> Exit.WORLD;
            }, String.valueOf(tree.getMessage()));
            case MirrorException mirror -> fail(terminal, switch (mirror.kind()) {
                case USAGE -> Exit.USAGE;
                case BUSY, WORLD -> Exit.WORLD;
            }, String.valueOf(mirror.getMessage()));
            case HistoryException history -> fail(terminal, Exit.USAGE, String.valueOf(history.getMessage()));
            case PatchException patch -> fail(terminal, Exit.USAGE, String.valueOf(patch.getMessage()));
            case IOException world -> fail(terminal, Exit.WORLD, Output.reason(world));
            default -> bug(terminal, e, arguments);
        };
    }

    private static int fail(Terminal terminal, int status, String line) {
        terminal.say("lazymmu: " + line);
        return status;
    }

    private static int bug(Terminal terminal, Throwable e, List<String> arguments) {
        e.printStackTrace(terminal.err());
        return fail(terminal, Exit.BUG,
                "this is a defect of lazymmu " + Lazymmu.version() + ", please report the lines above"
                        + " with the command: " + String.join(" ", arguments));
    }

    private static String wrongUsage(ParameterException e) {
        String near = "";
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            near = ", did you mean " + unmatched.getSuggestions().getFirst() + "?";
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message + near + " (see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)";
    }
}
