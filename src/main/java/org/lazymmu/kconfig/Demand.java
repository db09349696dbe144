package org.lazymmu.kconfig;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold for an entry: its own condition and those of all that is around it.
 *
 * @param outer what is around it; null at the top
 */
record Demand(@Nullable Demand outer, Expression own) {
    /** One more condition, where there is one. */
    static @Nullable Demand and(@Nullable Demand outer, @Nullable Expression own) {
        return own == null ? outer : new Demand(outer, own);
    }

    /** One is equal to itself only: they are many, share their outer parts, and serve as keys. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
