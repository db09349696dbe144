package org.lazymmu.explore;

import java.util.Optional;

/** What a search has found out about a model. */
public sealed interface Verdict {
    /** No reachable step breaks a property. */
    record Holds() implements Verdict {
    }

    /**
     * A reachable step breaks a property.
     *
     * @param trace a shortest way there; empty if it was not found within the limits
     */
    record Broken(Violation violation, Optional<Trace> trace) implements Verdict {
    }

    /**
     * The search gave up, having found nothing.
     *
     * @param limit which limit it met, in a few words
     */
    record Inconclusive(String limit) implements Verdict {
    }
}
