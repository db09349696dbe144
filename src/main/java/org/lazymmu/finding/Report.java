package org.lazymmu.finding;

import java.util.List;

/**
 * The outcome of checking one tree. All lists are sorted.
 *
 * @param era         {@code ptl}, {@code no-nesting} or {@code counted}
 * @param eraEvidence {@code file:line} that decided it, or {@code forced}
 */
public record Report(String treeName, String treeVersion, String era, String eraEvidence, List<Finding> findings,
        List<Unanalysed> unanalysed, List<Region> regions, Statistics statistics) {

    /**
     * Counts of what was looked at; times in milliseconds.
     *
     * @param impossible findings that are left out because no configuration has them
     */
    public record Statistics(int files, int functions, int regions, List<String> views, int impossible, long cpuMillis,
            long wallMillis) {
    }
}
