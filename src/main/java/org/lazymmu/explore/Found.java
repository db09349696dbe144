package org.lazymmu.explore;

import org.jspecify.annotations.Nullable;

/**
 * How a search over packed states has ended.
 *
 * @param violation what is broken, or null
 * @param limit the limit that it met, or null
 */
record Found(@Nullable Violation violation, @Nullable String limit, Exploration.Statistics statistics) {
    /** The same, after some searches that had to begin anew. */
    Found after(int restarts) {
        return new Found(violation, limit, new Exploration.Statistics(statistics.states(), statistics.transitions(),
                statistics.depth(), statistics.stateBytes(), restarts));
    }
}
