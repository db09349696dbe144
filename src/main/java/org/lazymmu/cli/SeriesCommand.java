package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.CommitIndex;
import org.lazymmu.commit.IndexUpdate;
import org.lazymmu.git.Git;
import org.lazymmu.report.JsonSeries;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextSeries;
import org.lazymmu.series.Behaviour;
import org.lazymmu.series.Forest;
import org.lazymmu.series.GitHistories;
import org.lazymmu.series.IndexedCommits;
import org.lazymmu.series.Ladder;
import org.lazymmu.series.Series;
import org.lazymmu.series.SeriesException;
import org.lazymmu.series.SeriesReport;
import org.lazymmu.series.Tree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu series}: where each patch of a series is, in every mirror. */
@Command(name = "series", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Says which patches of a series are in which tree, under which commit, and how that is known.", footer = {
        "", "SERIES is one of: a commit id, whose series is found by the mails that commits link to; a range",
        "A..B of ids, tags or trees; a message id, or its address in a mail archive; a mailbox, patch files",
        "in their order, or - for standard input.", "",
        "In front of a cell: = the patch is there, ~ a part of it, ! it was taken back, - it is not there,",
        "? it could not be decided. Behind it the rung that says so (docs/series.md) and the lag in days.", "",
        "Exit status: 0 every tree has everything, 1 a patch, a part of one or a repair of one is missing,",
        "2 wrong usage, 3 nothing is missing, but something could not be decided, 4 the system failed." })
final class SeriesCommand implements Callable<Integer> {
    private static final List<String> REFS = List.of("refs/mirrors");

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "SERIES", description = "A commit, a range, a message id, or files.")
    private List<String> names = List.of();

    @Option(names = "--trees", paramLabel = "NAME,...", split = ",", hideParamSyntax = true, description = "Trees to look at: mirrors, or MIRROR/BRANCH, with * for anything. Default: the HEAD of every mirror.")
    private List<String> trees = List.of();

    @Option(names = "--mbox", paramLabel = "FILE", description = "Look for the message id in this mailbox; - is standard input.")
    private @Nullable String mailbox;

    @Option(names = "--behaviour", description = "Check the trees, too: whether the findings that a patch removes are gone, whoever removed them. Takes seconds for each tree.")
    private boolean behaviour;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--jobs", paramLabel = "N", description = "Threads for --behaviour. Default: one for each processor.")
    private @Nullable Integer jobs;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    SeriesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        int threads = OpenedTree.threads(jobs);
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Path store = opened.mirrors().repository();
            Git git = Git.of(terminal.environment()).at(store);
            Forest forest = Files.isDirectory(store) ? Forest.of(git) : Forest.none();
            if (forest.isEmpty()) {
                throw Failure
                        .usage("there are no trees to look at; add a mirror (lazymmu mirror add NAME URL) and fetch it"
                                + " (lazymmu mirror sync NAME)");
            }
            update(opened, git);
            IndexedCommits commits = new IndexedCommits(new CommitIndex(opened.database()), git);
            try (GitHistories histories = new GitHistories(git)) {
                Series series = new NamedSeries(terminal, commits, histories, forest).read(names, mailbox);
                List<Tree> chosen = trees.isEmpty() ? forest.everyMirror() : forest.named(trees);
                SeriesReport report = report(series, chosen, commits, histories, store, threads);
                Output.write(terminal, output, out -> {
                    if (format.equals("json")) {
                        new JsonSeries(out).write(report);
                    } else {
                        new TextSeries(out, output == null ? terminal.palette() : Palette.PLAIN).write(report);
                    }
                });
                tell(forest, chosen, histories);
                return status(report);
            }
        } catch (SeriesException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Takes into the index what was fetched since. */
    private void update(OpenedMirrors opened, Git git) throws IOException {
        try (ProgressLine progress = OpenedTree.progress(terminal)) {
            new IndexUpdate(opened.database(), git).ofRefs(REFS,
                    read -> progress.at("indexing, " + read + " commits", 0, 0));
        }
    }

    private SeriesReport report(Series series, List<Tree> chosen, IndexedCommits commits, GitHistories histories,
            Path store, int threads) throws IOException {
        if (!behaviour) {
            return new Ladder(commits, histories).run(series, chosen);
        }
        try (ProgressLine progress = OpenedTree.progress(terminal)) {
            Behaviour last = TreeBehaviour.of(terminal, store, threads, progress);
            return new Ladder(commits, histories, last).run(series, chosen);
        }
    }

    private void tell(Forest forest, List<Tree> chosen, GitHistories histories) {
        if (trees.isEmpty()) {
            for (Tree tree : chosen) {
                int others = forest.others(tree.name(), chosen);
                if (others > 0) {
                    terminal.say("lazymmu: " + tree.name() + " has " + others
                            + (others == 1 ? " other branch" : " other branches")
                            + ", not looked at (--trees '" + tree.name() + "/*')");
                }
            }
        }
        List<String> large = new ArrayList<>(histories.tooLarge());
        if (!large.isEmpty()) {
            terminal.say("lazymmu: too large to be looked into: " + String.join(", ", large));
        }
    }

    private static int status(SeriesReport report) {
        return report.isSomethingMissing() ? Exit.FINDINGS : report.isSomethingOpen() ? Exit.INCONCLUSIVE : Exit.CLEAN;
    }
}
