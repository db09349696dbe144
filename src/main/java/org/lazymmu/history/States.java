package org.lazymmu.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Report;
import org.lazymmu.git.GitException;
import org.lazymmu.source.TreeException;

/** What is found in the trees of commits: looked up where it is known, checked where it is not. */
final class States {
    /** Nothing is known, and so nothing was there. */
    static final Report NOTHING = new Report("", "", "", "", List.of(), List.of(), List.of(),
            new Report.Statistics(0, 0, 0, List.of(), 0, 0, 0), List.of());
    private static final String NO_KERNEL = "not a kernel tree";
    private static final int VERDICTS_IN_MEMORY = 10_000;

    private final CommitLog log;
    private final Store store;
    private final Checker checker;
    private final Map<String, Revision> known = new HashMap<>();
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
            return size() > VERDICTS_IN_MEMORY;
        }
    };
    private int checked;
    private int lookedUp;

    States(CommitLog log, Store store, Checker checker) {
        this.log = log;
        this.store = store;
        this.checker = checker;
    }

    /**
     * What a commit builds on.
     *
     * @param report what is found in the nearest commit on the line of first parents that could be checked; null where history
     *               is cut off before there is one
     * @param commit that commit, empty if there is none
     * @param passed the ones before it, which could not be checked, latest first
     */
    record Ground(@Nullable Report report, String commit, List<String> passed) {
    }

    /** Lets know of commits that were listed. */
    void list(List<Revision> listed) {
        listed.forEach(revision -> known.put(revision.id(), revision));
    }

    Revision revision(String commit) throws GitException {
        Revision revision = known.get(commit);
        if (revision == null) {
            revision = log.at(commit);
            known.put(commit, revision);
        }
        return revision;
    }

    /** How many trees were checked. */
    int checked() {
        return checked;
    }

    /** How many trees were known from before. */
    int lookedUp() {
        return lookedUp;
    }

    /** What is known of a commit's tree. */
    Verdict of(String commit) throws IOException {
        List<String> same = new ArrayList<>();
        String at = commit;
        Verdict verdict = verdicts.get(at);
        while (verdict == null) {
            same.add(at);
            Revision revision = revision(at);
            if (revision.touches() || revision.parents().isEmpty()) {
                verdict = verdict(revision);
            } else {
                // nothing that matters differs from the first parent
                at = revision.parents().getFirst();
                verdict = verdicts.get(at);
            }
        }
        for (String one : same) {
            verdicts.put(one, verdict);
        }
        return verdict;
    }

    private Verdict verdict(Revision revision) throws IOException {
        Optional<Verdict> found = store.find(revision.tree());
        if (found.isPresent()) {
            lookedUp++;
            return found.get();
        }
        checked++;
        try {
            return new Verdict.Checked(store.add(revision.tree(), checker.at(revision.id())));
        } catch (TreeException e) {
            String reason = reason(e);
            if (e.kind() == TreeException.Kind.USAGE) {
                store.addFailure(revision.tree(), reason);
            }
            return new Verdict.Failed(reason);
        } catch (GitException e) {
            return switch (e.kind()) {
                // the repository lacks something, or has something that git does not understand
                case FAILED, OUTPUT, REFUSED -> new Verdict.Failed(e.line());
                case MISSING, DEADLINE, INTERRUPTED -> throw e;
            };
        }
    }

    /** Without the name of the repository: others may have the same tree. */
    private static String reason(TreeException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(Math.max(0, message.indexOf(NO_KERNEL)));
    }

    /** What a commit builds on. */
    Ground ground(String commit) throws IOException {
        List<String> passed = new ArrayList<>();
        String at = commit;
        while (true) {
            if (of(at) instanceof Verdict.Checked(Report report)) {
                return new Ground(report, at, List.copyOf(passed));
            }
            passed.add(at);
            List<String> parents = revision(at).parents();
            if (parents.isEmpty()) {
                return new Ground(null, "", List.copyOf(passed));
            }
            at = parents.getFirst();
        }
    }
}
