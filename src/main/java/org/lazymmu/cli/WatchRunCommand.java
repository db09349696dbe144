package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Severity;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Notice;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.report.MailText;
import org.lazymmu.report.News;
import org.lazymmu.report.WatchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu watch run}. */
@Command(name = "run", sortOptions = false, parameterListHeading = "%n", description = "Looks at watched refs: goes through the commits that are new on each, notes what has changed at its tip, and tells webhooks and feeds.", footer = {
        "", "It can be killed at any moment. A change is noted once, whatever happens; a notice of it is sent at",
        "least once, each time with the same key.", "",
        "Exit status: 0 nothing new, 1 findings appeared, 2 wrong usage, 3 inconclusive: commits could not",
        "be checked, 4 a ref could not be looked at, a notice could not be sent, or the system failed." })
final class WatchRunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "REPO", description = "Only the refs of these, by the name that they are listed with.")
    private List<String> repositories = List.of();

    @Option(names = "--mail", paramLabel = "FILE", description = "Write what waits for it as one mail, if anything does; - is standard output, in place of the report. Nothing is ever sent.")
    private @Nullable String mail;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--jobs", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private @Nullable Integer jobs;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    WatchRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            Watches watches = new Watches(opened.database());
            List<Watch> chosen = watches.all().stream().filter(this::isChosen).toList();
            if (chosen.isEmpty()) {
                throw Failure.usage("nothing of that is watched; 'lazymmu watch list' says what is");
            }
            List<WatchReport.Look> looks = new ArrayList<>();
            try (WatchRound round = new WatchRound(terminal, opened.database(), OpenedTree.threads(jobs));
                    ProgressLine progress = OpenedTree.progress(terminal)) {
                for (Watch watch : chosen) {
                    looks.add(round.look(watch, progress));
                }
            }
            if (!"-".equals(mail)) {
                WatchListCommand.print(terminal, format, new WatchReport.Looked(looks));
            }
            if (mail != null) {
                mail(watches, chosen, mail);
            }
            return status(looks);
        }
    }

    private boolean isChosen(Watch watch) {
        return repositories.isEmpty()
                || repositories.stream().anyMatch(name -> watch.label().startsWith(name + " "));
    }

    private void mail(Watches watches, List<Watch> chosen, String file) throws Failure, IOException {
        List<Notice> waiting = new ArrayList<>();
        for (Watch watch : chosen) {
            waiting.addAll(watches.waiting(watch, Watches.Channel.MAIL));
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<String> labels = waiting.stream().map(Notice::label).distinct().toList();
        News news = News.of(labels.size() == 1 ? labels.getFirst() : labels.size() + " refs", waiting);
        Output.write(terminal, file.equals("-") ? null : Path.of(file),
                out -> new MailText(out).write(news, news.at()));
        for (Notice notice : waiting) {
            watches.sent(notice, Watches.Channel.MAIL);
        }
    }

    private static int status(List<WatchReport.Look> looks) {
        if (looks.stream().anyMatch(
                look -> !look.seen().error().isEmpty() || !look.unsent().isEmpty() || look.feed() != null)) {
            return Exit.WORLD;
        }
        if (looks.stream().flatMap(look -> look.seen().notices().stream())
                .anyMatch(notice -> notice.appeared() && notice.finding().severity() != Severity.NOTE)) {
            return Exit.FINDINGS;
        }
        for (WatchReport.Look look : looks) {
            FindingHistory history = look.seen().history();
            if (history != null && history.isInconclusive()) {
                return Exit.INCONCLUSIVE;
            }
        }
        return Exit.CLEAN;
    }
}
