package org.lazymmu.report;

import java.util.List;
import org.lazymmu.commit.Commit;
import org.lazymmu.commit.IndexedCommit;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Referrer;

/** What there is to say about commits. */
public sealed interface CommitReport {

    /**
     * Commits that were searched for, newest first.
     *
     * @param query  the words, none for the newest commits
     * @param mirror whose commits, empty for those of all mirrors
     * @param more   whether there are more than these
     */
    record Found(List<String> query, String mirror, List<Commit> commits, boolean more) implements CommitReport {
        public Found {
            query = List.copyOf(query);
            commits = List.copyOf(commits);
        }
    }

    /**
     * One commit.
     *
     * @param resolved  its references in their order
     * @param referrers who refers to it, newest first
     * @param more      whether more refer to it than these
     * @param mirrors   which mirrors have it, by name
     */
    record Shown(IndexedCommit commit, List<Resolved> resolved, List<Referrer> referrers, boolean more,
            List<Holder> mirrors) implements CommitReport {
        public Shown {
            resolved = List.copyOf(resolved);
            referrers = List.copyOf(referrers);
            mirrors = List.copyOf(mirrors);
        }
    }

    /**
     * A reference and what it leads to.
     *
     * @param commits none if the index has no such commit; more than one if an id is too short, or a subject not the only one
     */
    record Resolved(Reference reference, List<Commit> commits) {
        public Resolved {
            commits = List.copyOf(commits);
        }
    }

    /**
     * A mirror that has a commit.
     *
     * @param refs by which it can be reached, as the other side calls them
     * @param kept whether it can be reached only by what the other side has thrown away
     */
    record Holder(String mirror, List<String> refs, boolean kept) {
        public Holder {
            refs = List.copyOf(refs);
        }
    }
}
