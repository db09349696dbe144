package org.lazymmu.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.history.HistoryException;
import org.lazymmu.history.CommitLog;
import org.lazymmu.history.Sought;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.history.Webhook;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.report.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu watch add}. */
@Command(name = "add", sortOptions = false, parameterListHeading = "%n", description = "Watches a ref. Nothing is checked yet.", footer = {
        "", "What is found at the tip when the ref is looked at first is taken as given, and nobody is told.",
        "With --since, it is what is found there.", "",
        "Exit status: 0 it is watched, 2 there is no such ref, or it is watched already, 4 the system failed." })
final class WatchAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "0", paramLabel = "REPO", description = "A mirror, or a folder with a git repository.")
    private String repository;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "1", paramLabel = "REF", description = "A branch, or the full name of a ref.")
    private String ref;

    @Option(names = "--since", paramLabel = "REV", description = "The commit from which on something is new. Default: the tip when it is looked at first.")
    private @Nullable String since;

    @Mixin
    private final SoughtOptions sought = new SoughtOptions();

    @Option(names = "--webhook", paramLabel = "URL", description = "Post a notice as JSON for each change. http and https; redirects are not followed.")
    private @Nullable String webhook;

    @Option(names = "--feed", paramLabel = "FILE", description = "Keep an Atom feed of the changes in a file.")
    private @Nullable String feed;

    @Option(names = "--mail", description = "Keep the changes until 'lazymmu watch run --mail FILE' writes them as a mail.")
    private boolean mail;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    WatchAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        if (webhook != null) {
            Webhook.address(webhook);
        }
        Sought wanted = sought.sought();
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            OpenedRepository found = OpenedRepository.open(terminal, opened.mirrors(), repository);
            Mirror mirror = found.mirror();
            String full = found.ref(ref);
            found.checkArchitectures(sought.architectures(), full);
            String tip = since == null ? "" : since(found, since);
            Watch watch = new Watches(opened.database()).add(new Watch(0, mirror == null ? "" : mirror.name(),
                    found.folder(), full, found.label() + " " + ref, wanted, webhook == null ? "" : webhook,
                    feed == null ? "" : terminal.folder().resolve(feed).toAbsolutePath().normalize().toString(), mail,
                    terminal.clock().instant(), tip, Instant.EPOCH, ""));
            Output.write(terminal, null,
                    out -> out.write("watching " + Visible.of(watch.label()) + "\n"));
        }
        return Exit.CLEAN;
    }

    private static String since(OpenedRepository found, String name) throws Failure, IOException {
        try {
            return HistoryCommand.resolve(found, new CommitLog(found.git()), name);
        } catch (HistoryException e) {
            throw Failure.usage(found.label() + ": " + e.getMessage());
        }
    }
}
