package org.lazymmu.finding;

import java.util.Set;

/**
 * The findings of an earlier run, which are not held against this one.
 *
 * @param fingerprints of the findings known
 */
public record Baseline(Set<String> fingerprints) {
    public Baseline {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** Whether the earlier run had this finding. */
    public boolean knows(Finding finding) {
        return fingerprints.contains(finding.fingerprint());
    }
}
