package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitObjects;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;

/**
 * Looks at watched refs: goes through the commits that are new on each, and makes a notice of every finding that appeared at its
 * tip or disappeared from there. What stands at the tip and the notices of it are written down together, so that a run that is
 * killed is repeated as if it had never been, and what was written down is never noticed again.
 */
public final class Lookout {
    private static final int MAX_FILE_BYTES = 16 << 20;

    private final Database database;
    private final Watches watches;
    private final Git git;
    private final Settings settings;
    private final Checkers checkers;
    private final InstantSource clock;

    /** Says with what the commits of a repository are checked. */
    public interface Settings {
        Setting of(Watch watch);
    }

    /** Makes what checks the commits of a repository. */
    public interface Checkers {
        Checker of(Watch watch);
    }

    /** @param git at no repository */
    public Lookout(Database database, Git git, Settings settings, Checkers checkers, InstantSource clock) {
        this.database = database;
        this.watches = new Watches(database);
        this.git = git;
        this.settings = settings;
        this.checkers = checkers;
        this.clock = clock;
    }

    /**
     * What came of looking at a watch.
     *
     * @param notices what has changed
     * @param history the commits that are new; null if there are none, or not all of it could be seen
     * @param notes   what else somebody should know, one line each
     * @param error   why nothing could be said, otherwise empty
     */
    public record Seen(Watch watch, List<Notice> notices, @Nullable FindingHistory history, List<String> notes,
            String error) {
    }

    /** Looks at a ref. What fails is in the result, and is written down. */
    public Seen look(Watch watch, Check.Progress progress) throws IOException {
        try {
            return seen(watch, progress);
        } catch (HistoryException | GitException e) {
            return failed(watch, String.valueOf(e.getMessage()));
        }
    }

    private Seen failed(Watch watch, String error) throws IOException {
        watches.looked(watch, error, clock.instant());
        return new Seen(watch, List.of(), null, List.of(), error);
    }

    private Seen seen(Watch watch, Check.Progress progress) throws IOException {
        if (!Files.isDirectory(watch.repository())) {
            throw new HistoryException(watch.repository() + ": no such folder");
        }
        Git there = git.at(watch.repository());
        CommitLog log = new CommitLog(there);
        String tip = log.resolve(watch.ref());
        Store store = new Store(database, settings.of(watch));
        List<String> notes = new ArrayList<>();
        String old = watch.tip().isEmpty() ? tip : watch.tip();
        if (!exists(log, old)) {
            notes.add("the commit seen last, " + old
                    + ", is no longer in the repository: what stands now is taken as given");
            old = tip;
        }
        boolean rewritten = !log.isAncestor(old, tip);
        Watches.Standing before = watches.standing(watch, store.settingId());
        if (old.equals(tip) && before.isOfSetting()) {
            watches.looked(watch, "", clock.instant());
            return new Seen(watch, List.of(), null, notes, "");
        }
        try (Checker checker = checkers.of(watch)) {
            FindingHistory history = new Walk(there, log, store, checker).range(old, tip, false, progress);
            if (!history.reached()) {
                return failed(watch, "the tip " + tip + " cannot be checked" + history.failures().stream()
                        .filter(failure -> failure.commit().id().equals(tip)).map(failure -> ": " + failure.reason())
                        .findFirst().orElse(""));
            }
            if (rewritten) {
                notes.add("the ref was set to another history: " + old + " is not in that of " + tip);
            }
            known(watch, before, history.before(), notes);
            List<Notice> notices = settle(watch, there, old, history, before, rewritten, store.settingId());
            return new Seen(watch, notices, history, notes, "");
        }
    }

    /** Says what another build of the program sees in the same tree: no commit has done that, and so there is no notice. */
    private static void known(Watch watch, Watches.Standing before, Report now, List<String> notes) {
        if (before.isOfSetting() || watch.tip().isEmpty() || watch.looked().equals(Instant.EPOCH)) {
            return;
        }
        long more = now.findings().stream().filter(one -> !before.commits().containsKey(one.fingerprint())).count();
        long less = before.commits().keySet().stream()
                .filter(one -> now.findings().stream().noneMatch(finding -> finding.fingerprint().equals(one))).count();
        if (more + less > 0) {
            notes.add("another build of the program finds " + more + " more and " + less
                    + " fewer in the commit seen last: these are taken as given");
        }
    }

    private List<Notice> settle(Watch watch, Git there, String old, FindingHistory history, Watches.Standing before,
            boolean rewritten, long settingId) throws IOException {
        String tip = history.to().id();
        Instant now = clock.instant();
        Map<String, Revision> commits = new HashMap<>();
        history.changes().forEach(change -> commits.put(change.commit().id(), change.commit()));
        List<FindingHistory.Standing> standing = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        try (GitObjects objects = GitObjects.open(there, MAX_FILE_BYTES)) {
            Pairs pairs = Pairs.of(history.before(), old, history.after(), tip, new Moves(objects));
            for (FindingHistory.Standing one : history.standing()) {
                Finding partner = pairs.partners().get(one.finding().fingerprint());
                if (partner != null) {
                    String known = before.commits().getOrDefault(partner.fingerprint(), "");
                    standing.add(new FindingHistory.Standing(one.finding(), known.isEmpty() ? one.commit() : known));
                } else {
                    standing.add(one);
                    notices.add(
                            notice(watch, one.finding(), true, commits.get(one.commit()), old, tip, rewritten, now));
                }
            }
            for (Finding gone : pairs.gone()) {
                notices.add(notice(watch, gone, false, fixer(history, gone), old, tip, rewritten, now));
            }
        }
        return watches.settle(watch, new Watches.Outcome(tip, settingId, standing, notices), now);
    }

    /** The last commit that fixed a finding. */
    private static @Nullable Revision fixer(FindingHistory history, Finding gone) {
        Revision last = null;
        for (Change change : history.changes()) {
            if (change.events(Event.Kind.FIXED).stream()
                    .anyMatch(event -> event.finding().fingerprint().equals(gone.fingerprint()))) {
                last = change.commit();
            }
        }
        return last;
    }

    private static Notice notice(Watch watch, Finding finding, boolean appeared, @Nullable Revision commit, String old,
            String tip, boolean rewritten, Instant at) {
        return new Notice(0, "", watch.label(), watch.ref(), appeared, finding, commit == null ? "" : commit.id(),
                commit == null ? "" : commit.subject(), commit == null ? "" : commit.author(), old, tip, rewritten, at);
    }

    private static boolean exists(CommitLog log, String commit) throws IOException {
        try {
            return Objects.equals(log.resolve(commit), commit);
        } catch (HistoryException e) {
            return false;
        }
    }
}
