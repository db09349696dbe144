package org.lazymmu.finding;

import java.util.List;

/**
 * The outcome of checking one tree. All lists are sorted.
 *
 * @param era         {@code ptl}, {@code no-nesting} or {@code counted}
 * @param eraEvidence {@code file:line} that decided it, or {@code forced}
 * @param undecided   places that break a rule or not, which the source does not say
 */
public record Report(String treeName, String treeVersion, String era, String eraEvidence, List<Finding> findings,
        List<Unanalysed> unanalysed, List<Region> regions, Statistics statistics, List<Undecided> undecided) {

    /** A report in which everything was decided. */
    public Report(String treeName, String treeVersion, String era, String eraEvidence, List<Finding> findings,
            List<Unanalysed> unanalysed, List<Region> regions, Statistics statistics) {
        this(treeName, treeVersion, era, eraEvidence, findings, unanalysed, regions, statistics, List.of());
    }

    /** The same, known after another time. */
    public Report took(long cpuMillis, long wallMillis) {
        return with(statistics.files(), cpuMillis, wallMillis);
    }

    /** The same of a tree with another number of files, known after some time. */
    public Report with(int files, long cpuMillis, long wallMillis) {
        return new Report(treeName, treeVersion, era, eraEvidence, findings, unanalysed, regions,
                new Statistics(files, statistics.functions(), statistics.regions(), statistics.views(),
                        statistics.impossible(), cpuMillis, wallMillis),
                undecided);
    }

    /**
     * Counts of what was looked at; times in milliseconds.
     *
     * @param impossible findings that are left out because no configuration has them
     */
    public record Statistics(int files, int functions, int regions, List<String> views, int impossible, long cpuMillis,
            long wallMillis) {
    }
}
