package org.lazymmu.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitObjects;
import org.lazymmu.rule.Check;

/**
 * Goes through a range of commits. By default along first parents, which is how a ref got where it is; into a merged branch only
 * where the merge has brought findings or taken some away, to see which commit of it that was.
 */
public final class Walk {
    private static final int MAX_FILE_BYTES = 16 << 20;

    private final Git git;
    private final CommitLog log;
    private final Store store;
    private final Checker checker;

    /** @param git at the repository */
    public Walk(Git git, CommitLog log, Store store, Checker checker) {
        this.git = git;
        this.log = log;
        this.store = store;
        this.checker = checker;
    }

    /**
     * What the commits did that can be reached from one commit and not from another.
     *
     * @param from  id of the one that is left out, with all that it can reach
     * @param to    id of the last one
     * @param every look at all commits, those of merged branches, too
     */
    public FindingHistory range(String from, String to, boolean every, Check.Progress progress) throws IOException {
        try (GitObjects objects = GitObjects.open(git, MAX_FILE_BYTES)) {
            States states = new States(log, store, checker);
            Range range = new Range(log, states, new Attribution(log, states, new Moves(objects)), every,
                    progress);
            Set<String> matters = new HashSet<>();
            List<Revision> list = every ? log.all(to, List.of(from), matters::add)
                    : log.line(to, List.of(from), matters::add);
            checker.expect(matters);
            // the oldest first: what comes after it shares most of it
            Report before = Objects.requireNonNullElse(states.ground(from).report(), States.NOTHING);
            range.commits(list, List.of(from), null);
            States.Ground end = states.ground(to);
            Report after = Objects.requireNonNullElse(end.report(), States.NOTHING);
            Ledger ledger = new Ledger(store, every);
            ledger.add(range.changes, range.failures, range.untouched, range.compared);
            List<FindingHistory.Standing> standing = new ArrayList<>();
            Map<String, String> origins = range.origins(to);
            for (Finding finding : after.findings()) {
                standing.add(new FindingHistory.Standing(finding, origins.getOrDefault(finding.fingerprint(), "")));
            }
            Counts counts = new Counts(range.compared.size() + range.untouched.size() + range.failures.size(),
                    range.untouched.size(), states.checked(), states.lookedUp(), range.failures.size());
            return new FindingHistory(states.revision(from), states.revision(to), every, before, after,
                    end.passed().isEmpty(),
                    range.changes.stream().filter(change -> !change.isNothing()).toList(), range.failures, standing,
                    counts);
        }
    }

    /** One range, while it is gone through. */
    private static final class Range {
        private final CommitLog log;
        private final States states;
        private final Attribution attribution;
        private final boolean every;
        private final Check.Progress progress;
        private final List<Change> changes = new ArrayList<>();
        private final List<FindingHistory.Failure> failures = new ArrayList<>();
        private final List<Revision> untouched = new ArrayList<>();
        private final List<Revision> compared = new ArrayList<>();
        /** For each commit that was gone through: who introduced what is found there, by fingerprint. */
        private final Map<String, Map<String, String>> origins = new HashMap<>();
        private final Set<String> fixed = new HashSet<>();

        Range(CommitLog log, States states, Attribution attribution, boolean every, Check.Progress progress) {
            this.log = log;
            this.states = states;
            this.attribution = attribution;
            this.every = every;
            this.progress = progress;
        }

        Map<String, String> origins(String commit) {
            return origins.getOrDefault(commit, Map.of());
        }

        /** @param via the merge that brought them to the line that is followed, null if they are on it */
        void commits(List<Revision> list, List<String> without, @Nullable Revision via) throws IOException {
            states.list(list);
            int done = 0;
            for (Revision commit : list) {
                if (via == null) {
                    progress.at("history", done++, list.size());
                }
                if (!origins.containsKey(commit.id())) {
                    commit(commit, without, via);
                }
            }
        }

        private void commit(Revision commit, List<String> without, @Nullable Revision via) throws IOException {
            List<String> parents = commit.parents();
            Map<String, String> inherited = parents.isEmpty() ? Map.of() : origins(parents.getFirst());
            origins.put(commit.id(), inherited);
            if (!commit.touches() && !parents.isEmpty() && !(every && commit.isMerge())) {
                untouched.add(commit);
                return;
            }
            switch (states.of(commit.id())) {
                case Verdict.Failed(String reason) -> failures.add(new FindingHistory.Failure(commit, reason));
                case Verdict.Checked(Report after) -> {
                    Attribution.Step step = attribution.step(commit, after, !every);
                    compared.add(commit);
                    if (!every) {
                        for (int side : step.inherited()) {
                            branch(commit, side, without, via == null ? commit : via);
                        }
                    }
                    origins.put(commit.id(), origins(step, inherited, after));
                    changes.add(step.change().with(via, said(step.change().events())));
                }
            }
        }

        /** Goes through what a side of a merge has that those before it do not have. */
        private void branch(Revision merge, int side, List<String> without, Revision via) throws IOException {
            List<String> others = new ArrayList<>(without);
            others.addAll(merge.parents().subList(0, side));
            // the merge has all files that they have: those of the range are expected already
            commits(log.line(merge.parents().get(side), others), others, via);
        }

        private List<Event> said(List<Event> events) {
            List<Event> said = new ArrayList<>();
            for (Event event : events) {
                String name = event.finding().fingerprint();
                said.add(event.said(event.kind() == Event.Kind.INTRODUCED && fixed.contains(name)));
                if (event.kind() == Event.Kind.FIXED) {
                    fixed.add(name);
                }
            }
            return said;
        }

        /** Who introduced what is found in a commit: itself, or whoever did in the first parent that has it. */
        private Map<String, String> origins(Attribution.Step step, Map<String, String> first,
                Report after) {
            Change change = step.change();
            if (step.pairs().size() == 1 && change.events().isEmpty()) {
                return first;
            }
            Map<String, String> result = new LinkedHashMap<>();
            for (Finding finding : after.findings()) {
                String who = origin(step, finding.fingerprint());
                if (!who.isEmpty()) {
                    result.put(finding.fingerprint(), who);
                }
            }
            return result;
        }

        private String origin(Attribution.Step step, String name) {
            Revision commit = step.change().commit();
            if (step.change().events(Event.Kind.INTRODUCED).stream()
                    .anyMatch(event -> event.finding().fingerprint().equals(name))) {
                return commit.id();
            }
            for (int side = 0; side < Math.min(step.pairs().size(), commit.parents().size()); side++) {
                Finding partner = step.pairs().get(side).partners().get(name);
                if (partner != null) {
                    return origins(commit.parents().get(side)).getOrDefault(partner.fingerprint(), "");
                }
            }
            return "";
        }
    }
}
