package org.lazymmu.finding;

/**
 * A place that breaks a rule or not, depending on what the source does not say. It is no finding, and it is not forgotten.
 *
 * @param rule   id of the rule
 * @param reason what it depends on, a short clause without a full stop
 */
public record Undecided(Place place, String function, String rule, String reason) {
    /** What stays the same of a place when lines move. */
    record Identity(String file, String function, String rule, String reason) {
    }

    Identity identity() {
        return new Identity(place.file(), function, rule, Fingerprint.normalised(reason));
    }
}
