package org.lazymmu.kconfig;

import java.util.Comparator;

/** A place of a Kconfig file that could not be read, and why. */
public record Problem(String path, int line, String reason) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::path)
            .thenComparingInt(Problem::line).thenComparing(Problem::reason);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
