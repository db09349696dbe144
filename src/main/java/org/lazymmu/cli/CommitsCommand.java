package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Commit;
import org.lazymmu.commit.CommitIndex;
import org.lazymmu.commit.Containment;
import org.lazymmu.commit.IndexedCommit;
import org.lazymmu.commit.Query;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Referrer;
import org.lazymmu.commit.Resolution;
import org.lazymmu.commit.Search;
import org.lazymmu.git.Git;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.report.CommitReport;
import org.lazymmu.report.JsonCommits;
import org.lazymmu.report.TextCommits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu commits}: searches the commits of all mirrors, or shows one. */
@Command(name = "commits", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Searches the commits of all mirrors, newest first, or shows all that is known of one: what it says of other commits, what they say of it, and which mirrors have it.", footer = {
        "", "A commit is found if its message has all of the words. A word of several parts (set_pte_at,",
        "\"read back\") has to stand there as it is; lazy* is any word that begins so.", "",
        "The index is brought up to date by 'lazymmu mirror sync'.", "",
        "Exit status: 0 whatever was found, 2 wrong usage or no such commit, 4 the system failed." })
final class CommitsCommand implements Callable<Integer> {
    private static final int USUAL_LIMIT = 20;
    private static final int LARGEST_LIMIT = 100_000;
    private static final int SHOWN_REFERRERS = 50;

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "QUERY", description = "Words. Without any, the newest commits.")
    private List<String> words = List.of();

    @Option(names = "--mirror", paramLabel = "NAME", description = "Only commits that a mirror has, or had before its other side threw them away.")
    private @Nullable String mirror;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: 20.")
    private int limit = USUAL_LIMIT;

    @Option(names = "--show", paramLabel = "ID", description = "Show one commit, by its id, which may be abbreviated.")
    private @Nullable String shown;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    CommitsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw Failure.usage("--limit is a number from 1 to " + LARGEST_LIMIT);
        }
        if (shown != null && (!words.isEmpty() || mirror != null)) {
            throw Failure.usage("--show takes an id alone");
        }
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            CommitIndex index = new CommitIndex(opened.database());
            CommitReport report = shown == null ? found(opened, index) : shown(opened, index, shown);
            Output.write(terminal, null, out -> {
                if (format.equals("json")) {
                    new JsonCommits(out).write(report);
                } else {
                    new TextCommits(out, terminal.palette()).write(report);
                }
            });
            return Exit.CLEAN;
        }
    }

    private CommitReport found(OpenedMirrors opened, CommitIndex index) throws Failure, IOException {
        Query query = query();
        List<Commit> commits;
        if (mirror != null) {
            Mirror named = opened.mirrors().named(mirror);
            commits = new Search(index, new Containment(git(opened))).newest(query,
                    List.of(named.refs(), named.kept()), limit + 1);
        } else {
            commits = query == null ? index.newest(limit + 1) : index.search(query, limit + 1);
        }
        if (commits.isEmpty() && index.size() == 0) {
            terminal.say("lazymmu: the index has no commits yet; 'lazymmu mirror sync' fills it");
        }
        return new CommitReport.Found(words, mirror == null ? "" : mirror,
                commits.subList(0, Math.min(limit, commits.size())), commits.size() > limit);
    }

    private @Nullable Query query() throws Failure {
        try {
            return words.isEmpty() ? null : Query.of(words);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage() + " in the query");
        }
    }

    private static CommitReport shown(OpenedMirrors opened, CommitIndex index, String id)
            throws Failure, IOException {
        Commit commit = switch (index.resolve(id)) {
            case Resolution.Found found -> found.commit();
            case Resolution.Ambiguous ambiguous -> throw Failure
                    .usage("several commits begin with " + id + ": " + String.join(", ", ambiguous.ids()));
            case Resolution.Unknown _ -> throw Failure.usage("the index has no commit '" + id.replaceAll("[^ -~]", "?")
                    + "'; ids have 4 digits or more");
        };
        IndexedCommit details = index.details(commit.id()).orElseThrow();
        List<CommitReport.Resolved> resolved = new ArrayList<>();
        for (Reference reference : details.message().references()) {
            resolved.add(new CommitReport.Resolved(reference, commits(index, reference)));
        }
        List<Referrer> referrers = new ArrayList<>();
        for (Referrer referrer : index.referring(commit.id(), EnumSet.allOf(Reference.Kind.class))) {
            // an abbreviation may mean another commit
            if (commits(index, referrer.reference()).contains(commit)) {
                referrers.add(referrer);
            }
        }
        return new CommitReport.Shown(details, resolved,
                referrers.subList(0, Math.min(SHOWN_REFERRERS, referrers.size())),
                referrers.size() > SHOWN_REFERRERS, holders(opened, commit));
    }

    /** What a reference may lead to. */
    private static List<Commit> commits(CommitIndex index, Reference reference) throws IOException {
        if (reference.id().isEmpty()) {
            return index.withSubject(reference.subject());
        }
        return switch (index.resolve(reference)) {
            case Resolution.Found found -> List.of(found.commit());
            case Resolution.Unknown _ -> List.of();
            case Resolution.Ambiguous ambiguous -> {
                List<Commit> commits = new ArrayList<>();
                for (String id : ambiguous.ids()) {
                    index.commit(id).ifPresent(commits::add);
                }
                yield commits;
            }
        };
    }

    private static List<CommitReport.Holder> holders(OpenedMirrors opened, Commit commit) throws IOException {
        if (!Files.isDirectory(opened.mirrors().repository())) {
            return List.of();
        }
        List<String> all = new Containment(git(opened)).refs(commit.id(), List.of("refs/mirrors", "refs/kept"));
        Map<String, CommitReport.Holder> holders = new TreeMap<>();
        for (Mirror mirror : opened.mirrors().register().all()) {
            List<String> refs = all.stream().filter(ref -> ref.startsWith(mirror.refs()))
                    .filter(ref -> !ref.equals(mirror.refs() + "HEAD"))
                    .map(ref -> "refs/" + ref.substring(mirror.refs().length())).toList();
            boolean kept = all.stream().anyMatch(ref -> ref.startsWith(mirror.kept()));
            if (kept || !refs.isEmpty()) {
                holders.put(mirror.name(), new CommitReport.Holder(mirror.name(), refs, refs.isEmpty()));
            }
        }
        return List.copyOf(holders.values());
    }

    private static Git git(OpenedMirrors opened) {
        return opened.git().at(opened.mirrors().repository());
    }
}
