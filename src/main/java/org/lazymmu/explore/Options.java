package org.lazymmu.explore;

/**
 * How to search.
 *
 * @param threads at least 1; the result does not depend on it
 * @param checks whether the model is checked too: owners, determinism, symmetry and independence, by samples
 */
public record Options(Reduction reduction, int threads, Limits limits, boolean checks) {
    public Options {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed");
        }
    }

    /** Full reduction, one thread, standard limits, with checks. */
    public static Options standard() {
        return new Options(Reduction.FULL, 1, Limits.standard(), true);
    }
}
