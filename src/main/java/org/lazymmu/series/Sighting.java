package org.lazymmu.series;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A commit that may be a patch, or bring a part of it.
 *
 * @param commit   the commit
 * @param evidence by the rungs that say so, what says so
 * @param doubts   what speaks against it, as clauses
 * @param accepted whether it is taken for the patch
 * @param found    the patch's changes, by their places in it, that the commit makes
 * @param alike    those that it makes in other words
 */
public record Sighting(KnownCommit commit, Map<Rung, String> evidence, List<String> doubts, boolean accepted,
        Set<Integer> found, Set<Integer> alike) {
    public Sighting {
        Map<Rung, String> sorted = new EnumMap<>(Rung.class);
        sorted.putAll(evidence);
        evidence = Collections.unmodifiableMap(sorted);
        doubts = List.copyOf(doubts);
        found = Set.copyOf(found);
        alike = Set.copyOf(alike);
    }

    /** The surest of the rungs that say so. */
    public Rung rung() {
        return EnumSet.copyOf(evidence.keySet()).iterator().next();
    }

    /** How sure it is: what speaks against it takes one step off. */
    public Rung.Sureness sureness() {
        Rung.Sureness sureness = rung().sureness();
        return doubts.isEmpty() ? sureness : switch (sureness) {
            case CERTAIN -> Rung.Sureness.LIKELY;
            case LIKELY, POSSIBLE -> Rung.Sureness.POSSIBLE;
        };
    }
}
