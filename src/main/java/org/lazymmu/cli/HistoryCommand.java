package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Severity;
import org.lazymmu.git.Git;
import org.lazymmu.history.Checker;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.HistoryException;
import org.lazymmu.history.CommitLog;
import org.lazymmu.history.Store;
import org.lazymmu.history.SuccessionChecker;
import org.lazymmu.history.Walk;
import org.lazymmu.report.AtomFeed;
import org.lazymmu.report.HistoryTitle;
import org.lazymmu.report.JsonFindingHistory;
import org.lazymmu.report.MailText;
import org.lazymmu.report.News;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextFindingHistory;
import org.lazymmu.rule.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu history}: which commits of a range introduced findings, and which fixed them. */
@Command(name = "history", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Tells which commits of a range introduced findings and which fixed them. Nothing is checked out.", footer = {
        "", "What is found in each tree is kept: the same range again takes a moment, and a run that was killed",
        "goes on where it was.", "",
        "Exit status: 0 nothing new at the end of the range, 1 findings that the range introduced,",
        "2 wrong usage, 3 inconclusive: commits could not be checked, or code was not understood,",
        "4 the system failed." })
final class HistoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..2", paramLabel = "REPO REV..REV", hideParamSyntax = true, description = "A mirror or a folder with a git repository, by default the one around the working folder; and a range: what can be reached from the second commit and not from the first. Either can be left out for HEAD.")
    private List<String> arguments = List.of();

    @Option(names = "--all-commits", description = "Look at all commits of merged branches, too. By default only at those on the line of first parents, and at branches whose merge brought findings or took some away.")
    private boolean every;

    @Mixin
    private final SoughtOptions sought = new SoughtOptions();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--feed", paramLabel = "FILE", description = "Also write what was introduced and fixed as an Atom feed.")
    private @Nullable Path feed;

    @Option(names = "--mail", paramLabel = "FILE", description = "Also write it as a mail, if there is anything; - is standard output, in place of the report. Nothing is ever sent.")
    private @Nullable String mail;

    @Option(names = "--jobs", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private @Nullable Integer jobs;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        Check.Options options = sought.sought().options(OpenedTree.threads(jobs));
        String range = arguments.getLast();
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            OpenedRepository repository = OpenedRepository.open(terminal, opened.mirrors(),
                    arguments.size() == 2 ? arguments.getFirst() : null);
            FindingHistory history = history(opened, repository, range, options);
            HistoryTitle title = new HistoryTitle(repository.label(), range);
            if (!"-".equals(mail)) {
                Output.write(terminal, output, out -> {
                    if (format.equals("json")) {
                        new JsonFindingHistory(out).write(title, history);
                    } else {
                        new TextFindingHistory(out, output == null ? terminal.palette() : Palette.PLAIN).write(title,
                                history);
                    }
                });
            }
            tell(News.of(title, history));
            return status(history);
        }
    }

    private void tell(News news) throws Failure {
        if (feed != null) {
            Output.write(terminal, feed, out -> new AtomFeed(out).write(news));
        }
        if (mail != null && !news.isEmpty()) {
            Output.write(terminal, mail.equals("-") ? null : Path.of(mail),
                    out -> new MailText(out).write(news, news.at()));
        }
    }

    private FindingHistory history(OpenedMirrors opened, OpenedRepository repository, String range,
            Check.Options options) throws Failure, IOException {
        int dots = range.indexOf("..");
        if (dots < 0 || range.startsWith("...", dots)) {
            throw Failure.usage("'" + range + "' is no range; give one as REV..REV");
        }
        Git git = repository.git();
        CommitLog log = new CommitLog(git);
        Store store = new Store(opened.database(), WatchRound.setting(options));
        try (Checker checker = new SuccessionChecker(Git.of(terminal.environment()), repository.folder(), options);
                ProgressLine progress = OpenedTree.progress(terminal)) {
            String from = resolve(repository, log, range.substring(0, dots));
            String to = resolve(repository, log, range.substring(dots + 2));
            repository.checkArchitectures(sought.architectures(), to);
            return new Walk(git, log, store, checker).range(from, to, every, progress);
        } catch (HistoryException e) {
            throw Failure.usage(repository.label() + ": " + e.getMessage());
        }
    }

    static String resolve(OpenedRepository repository, CommitLog log, String name) throws IOException {
        List<String> names = repository.names(name.isEmpty() ? "HEAD" : name);
        for (String candidate : names.subList(0, names.size() - 1)) {
            try {
                return log.resolve(candidate);
            } catch (HistoryException e) {
                // it may be called something else
            }
        }
        return log.resolve(names.getLast());
    }

    private static int status(FindingHistory history) {
        if (history.introduces(Severity.WARNING)) {
            return Exit.FINDINGS;
        }
        return history.isInconclusive() ? Exit.INCONCLUSIVE : Exit.CLEAN;
    }
}
