package org.lazymmu.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.cache.Cache;
import org.lazymmu.finding.Baseline;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.report.BaselineFile;
import org.lazymmu.report.JsonReport;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextRegions;
import org.lazymmu.report.TextReport;
import org.lazymmu.rule.Check;
import org.lazymmu.rule.Memory;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu check}: one tree, all architectures and all sides of {@code #if} at once. */
@Command(name = "check", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Checks a kernel tree: all architectures and all sides of #if at once, nothing built or configured.", footer = {
        "", "Exit status: 0 nothing (new) found, 1 findings, 2 wrong usage, 3 inconclusive, 4 the system failed." })
final class CheckCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("text", "json", "jsonl");
    private static final List<String> THRESHOLDS = List.of("error", "warning", "never");

    /** The analysis behind the command. */
    interface Engine {
        Report run(Memory memory, KernelTree tree, Check.Options options, Check.Progress progress);
    }

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(arity = "0..1", paramLabel = "TREE", description = "A folder, a .tar, .tar.gz or .tar.xz, or Debian's linux-source .deb. Without it, the tree around the working folder.")
    private @Nullable Path tree;

    @Option(names = "--git", arity = "2", paramLabel = "REPO REV", hideParamSyntax = true, description = "Check a revision in a git repository, bare or not, without checking it out; instead of TREE.")
    private List<String> revision = List.of();

    @Option(names = "--patch", paramLabel = "FILE", description = "Tell what a patch introduces, fixes and leaves, without touching the tree: a unified diff, of git or plain, or a mailbox with some; - is standard input. May be repeated; each applies on top of those before.")
    private List<String> patches = List.of();

    @Option(names = "--arch", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "Architectures to look at, by the names of their folders. Default: all that have hooks.")
    private List<String> architectures = List.of();

    @Option(names = "--era", paramLabel = "ERA", defaultValue = "auto", description = "The version of the contract: auto (read off the tree), ptl, no-nesting or counted.")
    private String era = "auto";

    @Option(names = "--rule", paramLabel = "R,S", split = ",", hideParamSyntax = true, description = "Rules to check. Default: all ('lazymmu explain').")
    private List<String> rules = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default), json or jsonl.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--baseline", paramLabel = "FILE", description = "JSON of an earlier run, whose findings are not held against this one.")
    private @Nullable Path baseline;

    @Option(names = "--fail-on", paramLabel = "LEVEL", defaultValue = "warning", description = "Exit with 1 from this severity on: error, warning (default), or never.")
    private String failOn = "warning";

    @Option(names = "--parse-all", description = "Parse all code of the tree, not only what regions reach, and list what is not understood.")
    private boolean parseAll;

    @Option(names = "--jobs", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private @Nullable Integer jobs;

    @Option(names = "--list-regions", description = "Print the calls of the hooks instead of findings.")
    private boolean listRegions;

    @Option(names = "--no-cache", description = "Look at everything again, and keep nothing for the next time.")
    private boolean noCache;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    CheckCommand(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.check("era", era, OpenedTree.ERAS);
        Choice.check("format", format, FORMATS);
        Choice.check("level", failOn, THRESHOLDS);
        Choice.checkAll("rule", rules, Rules.all().stream().map(Rule::id).toList());
        if (baseline != null && !patches.isEmpty()) {
            throw Failure.usage("--baseline and --patch both say what to compare with; name one of them");
        }
        Baseline known = baseline == null ? null : read(baseline);
        int threads = OpenedTree.threads(jobs);
        PatchFiles files = new PatchFiles(terminal);
        List<Patch> read = files.read(patches);
        Cache cache = noCache ? Cache.none() : OpenedTree.cache(terminal);
        try (KernelTree opened = open()) {
            Choice.checkAll("architecture", architectures, OpenedTree.architectures(opened));
            Check.Options options = new Check.Options(new TreeSet<>(architectures), era.equals("auto") ? null : era,
                    new TreeSet<>(rules), threads, parseAll);
            KernelTree checked = read.isEmpty() ? opened : files.apply(opened, read);
            if (checked instanceof PatchedTree patched && !listRegions) {
                Comparison comparison = compare(patched, options, cache);
                Output.write(terminal, output, out -> write(out, comparison));
                return status(comparison.findings(Status.INTRODUCED), comparison.unanalysed(Status.INTRODUCED),
                        comparison.undecided(Status.INTRODUCED));
            }
            Report report = check(checked, options, cache);
            Output.write(terminal, output, out -> write(out, report, known));
            return listRegions ? Exit.CLEAN : status(report, known);
        }
    }

    private KernelTree open() throws Failure, IOException {
        if (revision.isEmpty()) {
            return OpenedTree.open(terminal, tree);
        }
        if (tree != null) {
            throw Failure.usage("--git and TREE both say what to check; name one of them");
        }
        return OpenedTree.open(terminal, Path.of(revision.getFirst()), revision.getLast());
    }

    private Report check(KernelTree opened, Check.Options options, Cache cache) {
        try (ProgressLine progress = OpenedTree.progress(terminal)) {
            return engine.run(new Memory(cache, terminal.clock()), opened, options, progress);
        } finally {
            tell(cache);
        }
    }

    private Comparison compare(PatchedTree patched, Check.Options options, Cache cache) {
        try (ProgressLine progress = OpenedTree.progress(terminal)) {
            return new Memory(cache, terminal.clock()).compare(patched, options, progress);
        } finally {
            tell(cache);
        }
    }

    /** Says why the next run will take as long as this one. */
    private void tell(Cache cache) {
        String trouble = cache.trouble();
        if (trouble != null) {
            terminal.say("lazymmu: nothing could be kept for the next time (" + trouble + ")");
        }
    }

    private void write(Writer out, Report report, @Nullable Baseline known) throws IOException {
        Palette palette = output == null ? terminal.palette() : Palette.PLAIN;
        switch (format) {
            case "json" -> {
                if (listRegions) {
                    new JsonReport(out).writeRegions(report);
                } else {
                    new JsonReport(out).write(report, known);
                }
            }
            case "jsonl" -> {
                if (listRegions) {
                    new JsonReport(out).writeRegionLines(report);
                } else {
                    new JsonReport(out).writeLines(report, known);
                }
            }
            default -> {
                if (listRegions) {
                    new TextRegions(out, palette).write(report);
                } else {
                    new TextReport(out, palette).write(report, introduced(report, known));
                }
            }
        }
    }

    private void write(Writer out, Comparison comparison) throws IOException {
        switch (format) {
            case "json" -> new JsonReport(out).write(comparison);
            case "jsonl" -> new JsonReport(out).writeLines(comparison);
            default -> new TextReport(out, output == null ? terminal.palette() : Palette.PLAIN).write(comparison);
        }
    }

    private int status(Report report, @Nullable Baseline known) {
        List<Finding> introduced = introduced(report, known);
        if (known != null) {
            terminal.say("lazymmu: " + (report.findings().size() - introduced.size()) + " of "
                    + report.findings().size() + " findings are in the baseline");
        }
        return status(introduced, report.unanalysed(), report.undecided());
    }

    private int status(List<Finding> introduced, List<Unanalysed> unanalysed, List<Undecided> undecided) {
        if (introduced.stream().anyMatch(this::counts)) {
            return Exit.FINDINGS;
        }
        return !undecided.isEmpty() || unanalysed.stream().anyMatch(Unanalysed::canHide) ? Exit.INCONCLUSIVE
                : Exit.CLEAN;
    }

    private boolean counts(Finding finding) {
        return switch (failOn) {
            case "error" -> finding.severity() == Severity.ERROR;
            case "warning" -> finding.severity() != Severity.NOTE;
            default -> false;
        };
    }

    private static List<Finding> introduced(Report report, @Nullable Baseline known) {
        return known == null ? report.findings()
                : report.findings().stream().filter(finding -> !known.knows(finding)).toList();
    }

    private Baseline read(Path file) throws Failure {
        try (Reader in = Files.newBufferedReader(terminal.folder().resolve(file), StandardCharsets.UTF_8)) {
            return BaselineFile.read(in);
        } catch (BaselineFile.NotAReport e) {
            throw Failure
                    .usage(file + ": no baseline, " + e.getMessage() + "; make one with 'lazymmu check --format json'");
        } catch (IOException e) {
            throw Failure.usage(file + ": cannot be read (" + Output.reason(e) + ")");
        }
    }
}
