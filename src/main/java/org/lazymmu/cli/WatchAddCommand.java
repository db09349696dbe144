package org.lazymmu.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
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
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;
import picocli.CommandLine.Command;
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

    @Option(names = "--arch", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "Architectures to look at. Default: all that have hooks.")
    private List<String> architectures = List.of();

    @Option(names = "--era", paramLabel = "ERA", defaultValue = "auto", description = "The version of the contract: auto (read off each tree), ptl, no-nesting or counted.")
    private String era = "auto";

    @Option(names = "--rule", paramLabel = "R,S", split = ",", hideParamSyntax = true, description = "Rules to check. Default: all ('lazymmu explain').")
    private List<String> rules = List.of();

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
        Choice.check("era", era, OpenedTree.ERAS);
        Choice.checkAll("rule", rules, Rules.all().stream().map(Rule::id).toList());
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            OpenedRepository found = OpenedRepository.open(terminal, opened.mirrors(), repository);
            Mirror mirror = found.mirror();
            String full = found.ref(ref);
            found.checkArchitectures(architectures, full);
            Sought sought = new Sought(new TreeSet<>(architectures), era.equals("auto") ? null : era,
                    new TreeSet<>(rules));
            String tip = since == null ? "" : since(found, since);
            Watch watch = new Watches(opened.database()).add(new Watch(0, mirror == null ? "" : mirror.name(),
                    found.folder(), full, found.label() + " " + ref, sought, webhook == null ? "" : webhook,
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
