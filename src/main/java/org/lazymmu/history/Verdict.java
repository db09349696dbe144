package org.lazymmu.history;

import org.lazymmu.finding.Report;

/** What is known of a tree. */
public sealed interface Verdict {
    /**
     * It was checked.
     *
     * @param report without the name of the tree, its regions and statistics: those are of no account here
     */
    record Checked(Report report) implements Verdict {
    }

    /**
     * It could not be checked.
     *
     * @param reason one line
     */
    record Failed(String reason) implements Verdict {
    }
}
