package org.lazymmu.history;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.rule.Check;

/**
 * What somebody wants to hear about.
 *
 * @param architectures folders under {@code arch/}; none: all that have hooks
 * @param era           the contract that is to hold; null: the one of each tree
 * @param rules         their ids; none: all
 */
public record Sought(SortedSet<String> architectures, @Nullable String era, SortedSet<String> rules) {
    /** Everything. */
    public static final Sought ALL = new Sought(Collections.emptySortedSet(), null, Collections.emptySortedSet());

    public Sought {
        architectures = Collections.unmodifiableSortedSet(new TreeSet<>(architectures));
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
    }

    /** A check for that. */
    public Check.Options options(int threads) {
        return new Check.Options(new TreeSet<>(architectures), era, new TreeSet<>(rules), threads);
    }
}
