package org.lazymmu.history;

import java.util.List;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;

/**
 * What the commits of a range did, parents before children.
 *
 * @param from     the commit at which the range begins, which is not part of it
 * @param to       the last one
 * @param every    whether all commits were looked at; otherwise those on the line of first parents, and of merged branches those that
 *                 brought findings there or took them away
 * @param before   what is found at {@code from}, or in the nearest commit before that could be checked
 * @param after    likewise at {@code to}
 * @param reached  whether {@code to} itself could be checked
 * @param changes  the commits that did something
 * @param failures the commits that could not be checked
 * @param standing what is found at the end, with the commit that introduced it
 */
public record FindingHistory(Revision from, Revision to, boolean every, Report before, Report after,
        boolean reached, List<Change> changes, List<Failure> failures, List<Standing> standing, Counts counts) {
    public FindingHistory {
        changes = List.copyOf(changes);
        failures = List.copyOf(failures);
        standing = List.copyOf(standing);
    }

    /**
     * A commit that could not be checked.
     *
     * @param reason one line
     */
    public record Failure(Revision commit, String reason) {
    }

    /**
     * A finding at the end of the range.
     *
     * @param commit the id of the commit that introduced it, empty if it was there before the range
     */
    public record Standing(Finding finding, String commit) {
        /** Whether a commit of the range introduced it. */
        public boolean isNew() {
            return !commit.isEmpty();
        }
    }

    /** Whether something that the range introduced, of that severity or worse, is there at its end. */
    public boolean introduces(Severity least) {
        return standing.stream().anyMatch(one -> one.isNew() && one.finding().severity().compareTo(least) <= 0);
    }

    /** Whether something may be missing: commits that could not be checked, or code that was not understood since. */
    public boolean isInconclusive() {
        return !failures.isEmpty() || newDoubts();
    }

    private boolean newDoubts() {
        List<Unanalysed> places = changes.stream().flatMap(change -> change.unanalysed().stream()).toList();
        List<Undecided> undecided = changes.stream().flatMap(change -> change.undecided().stream()).toList();
        return !undecided.isEmpty() || places.stream().anyMatch(Unanalysed::canHide);
    }
}
