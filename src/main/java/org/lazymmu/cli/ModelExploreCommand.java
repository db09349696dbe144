package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Proving;
import org.lazymmu.explore.Coverage;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.report.JsonHookTrials;
import org.lazymmu.report.JsonModel;
import org.lazymmu.report.ModelReport;
import org.lazymmu.report.Palette;
import org.lazymmu.report.Recording;
import org.lazymmu.report.TextHookTrials;
import org.lazymmu.report.TextModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lazymmu model explore}: all that a model can do, and whether that breaks a property. */
@Command(name = "explore", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = "Explores all that a model can do: it holds, or the shortest trace that breaks it.", footer = {
        "", "Exit status: 0 the properties hold, 1 one is broken, 2 wrong usage, 3 inconclusive: a limit was met,",
        "or a signal, 4 the system failed." })
final class ModelExploreCommand implements Callable<Integer> {
    private static final List<String> REDUCTIONS = List.of("none", "order", "full");

    private final Terminal terminal;
    private final ModelEngine engine;

    @Option(names = "--tree", paramLabel = "TREE", description = "Instead of hooks modelled by hand, those of a kernel tree (a folder, an archive): --backend names the architecture, --era forces a contract.")
    private @Nullable Path tree;

    @Option(names = "--trial", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "With --tree, what to try: alone, full, users, gather, kernel, rt-kernel, interrupts, nested, nested-kernel. Default: all that the contract demands.")
    private List<String> trials = List.of();

    @Mixin
    private final SetupOptions setup = new SetupOptions();

    @Option(names = "--reduction", paramLabel = "KIND", defaultValue = "full", description = "What to leave out because it cannot matter: none; order, interleavings of steps that do not meet; full (default), states that differ only by names too.")
    private String reduction = "full";

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads, with --reduction none; the result is the same. Default: 1.")
    private int threads = 1;

    @Option(names = "--max-states", paramLabel = "N", description = "Give up at so many states, such as 5000000 or 5m.")
    private @Nullable String maxStates;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Give up when states fill so much memory, such as 512m or 4g. Default: three quarters of the heap.")
    private @Nullable String memory;

    @Option(names = "--time", paramLabel = "DURATION", description = "Give up after so long, such as 30s, 5m or 1h. Default: 10m.")
    private @Nullable String time;

    @Option(names = "--no-checks", description = "Do not check the model itself (determinism, owners, symmetry, independence).")
    private boolean noChecks;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the trace to a file, for 'lazymmu model replay'.")
    private @Nullable Path save;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelExploreCommand(Terminal terminal, ModelEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        Choice.check("reduction", reduction, REDUCTIONS);
        Options options = options();
        if (tree != null) {
            return exploreTree(tree, options.limits());
        }
        if (!trials.isEmpty()) {
            throw Failure.usage("--trial says what to try with the hooks of a tree: give --tree");
        }
        Models.Configuration configuration = engine.models().configure(setup.settings());
        try (Interruption interruption = new Interruption()) {
            Exploration exploration = explore(configuration, options, interruption);
            Optional<Recording> trace = Recorder.recording(configuration, exploration.verdict());
            ModelReport report = new ModelReport(configuration.setup(), properties(configuration), search(),
                    exploration,
                    trace, engine.effort().cpuMillis(), engine.effort().wallMillis());
            Output.write(terminal, output, out -> write(out, report));
            if (save != null) {
                save(save, trace);
            }
            return switch (exploration.verdict()) {
                case Verdict.Holds() -> Exit.CLEAN;
                case Verdict.Broken _ -> Exit.FINDINGS;
                case Verdict.Inconclusive _ -> Exit.INCONCLUSIVE;
            };
        }
    }

    private int exploreTree(Path folder, Limits given) throws Failure, IOException {
        if (save != null || threads > 1 || !reduction.equals("full") || noChecks) {
            throw Failure.usage("--save, --threads, --reduction and --no-checks do not go with --tree");
        }
        TreeExploration exploration = new TreeExploration(terminal, setup.settings(), trials);
        Limits limits = new Limits(maxStates == null ? Proving.LIMITS.states() : given.states(),
                memory == null ? Proving.LIMITS.bytes() : given.bytes(),
                time == null ? Proving.LIMITS.millis() : given.millis());
        try (Interruption interruption = new Interruption()) {
            HookTrials hooks = exploration.trials(folder, limits, interruption::requested);
            Output.write(terminal, output, out -> {
                if (format.equals("json")) {
                    new JsonHookTrials(out).write(hooks);
                } else {
                    new TextHookTrials(out, output == null ? terminal.palette() : Palette.PLAIN).write(hooks);
                }
            });
            return exploration.status(hooks);
        }
    }

    private Options options() throws Failure {
        if (threads < 1) {
            throw Failure.usage("--threads " + threads + ": at least one is needed");
        }
        Limits standard = Limits.standard();
        Limits limits = new Limits(maxStates == null ? standard.states() : Quantity.count("--max-states", maxStates),
                memory == null ? standard.bytes() : bytes(memory),
                time == null ? standard.millis() : Quantity.millis("--time", time));
        return new Options(Reduction.valueOf(reduction.toUpperCase(Locale.ROOT)), threads, limits, !noChecks);
    }

    private static long bytes(String memory) throws Failure {
        long bytes = Quantity.bytes("--memory", memory);
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) {
            throw Failure.usage("--memory " + memory + ": the heap has only " + (heap >> 20)
                    + "m; allow more with LAZYMMU_JAVA_OPTIONS=-Xmx" + memory);
        }
        return bytes;
    }

    /** What the model is held against, and what every model is. */
    private static List<Property> properties(Models.Configuration configuration) {
        List<Property> properties = new ArrayList<>(configuration.properties());
        properties.add(Property.NO_DEADLOCK);
        return properties;
    }

    private Map<String, String> search() {
        Map<String, String> search = new LinkedHashMap<>();
        search.put("reduction", reduction);
        search.put("threads", Integer.toString(threads));
        search.put("checks", Boolean.toString(!noChecks));
        return search;
    }

    private Exploration explore(Models.Configuration configuration, Options options, Interruption interruption) {
        AtomicReference<Explorer.Progress> last = new AtomicReference<>(new Explorer.Progress(0, 0, 0, 0));
        try (ProgressLine line = new ProgressLine(terminal.err(), terminal.errIsSeen(), System::currentTimeMillis)) {
            Exploration found = engine.search().explore(configuration.model(), options, interruption::requested, at -> {
                last.set(at);
                if (terminal.errIsSeen()) {
                    line.at(String.format(Locale.ROOT, "depth %d, %,d states, %,d to expand", at.depth(), at.states(),
                            at.frontier()), 0, 0);
                }
            });
            return interruption.requested() && found.verdict() instanceof Verdict.Inconclusive
                    ? new Exploration(new Verdict.Inconclusive("interrupted"), found.statistics(), found.coverage())
                    : found;
        } catch (OutOfMemoryError e) {
            Explorer.Progress at = last.get();
            return new Exploration(new Verdict.Inconclusive("the heap is full"),
                    new Exploration.Statistics(at.states(), at.transitions(), at.depth(), 0, 0),
                    new Coverage(0, List.of()));
        }
    }

    private void write(Writer out, ModelReport report) throws IOException {
        if (format.equals("json")) {
            new JsonModel(out).write(report);
        } else {
            new TextModel(out, output == null ? terminal.palette() : Palette.PLAIN).write(report);
        }
    }

    private void save(Path file, Optional<Recording> trace) throws Failure {
        if (trace.isEmpty()) {
            terminal.say("lazymmu: " + file + " is not written: there is no trace");
            return;
        }
        Output.write(terminal, file, out -> new JsonModel(out).write(trace.get()));
    }
}
