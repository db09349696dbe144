package org.lazymmu.finding;

/**
 * Code that was not understood, or a limit that was hit.
 *
 * @param function empty at file level
 * @param reason   a short clause without a full stop
 * @param canHide  whether it mentions the mode or lies on a path from a region, so that a finding may be missing
 */
public record Unanalysed(Place place, String function, String reason, boolean canHide) {
    /** What stays the same of a place when lines move: two in one function for the same reason are one another's equals. */
    record Identity(String file, String function, String reason, boolean canHide) {
    }

    Identity identity() {
        return new Identity(place.file(), function, Fingerprint.normalised(reason), canHide);
    }
}
