package org.lazymmu.explore;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is left of the {@link Limits} of a search that is under way. */
final class Budget {
    /** The limit that is met when there is no memory left, whatever was allowed. */
    static final String HEAP = "memory of the Java heap";

    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final long deadline;

    Budget(Limits limits, BooleanSupplier cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
        long now = System.nanoTime();
        deadline = limits.millis() > (Long.MAX_VALUE - Math.abs(now)) / 1_000_000 ? Long.MAX_VALUE
                : now + limits.millis() * 1_000_000;
    }

    /** The limit that is met, in a few words, or null. */
    @Nullable
    String exceeded(long states, long bytes) {
        if (cancelled.getAsBoolean()) {
            return "interrupted";
        }
        if (states > limits.states()) {
            return limits.states() + " states";
        }
        if (bytes > limits.bytes()) {
            return "memory of " + limits.bytes() / (1 << 20) + " MiB";
        }
        return System.nanoTime() > deadline ? "time of " + limits.millis() / 1000 + " s" : null;
    }
}
