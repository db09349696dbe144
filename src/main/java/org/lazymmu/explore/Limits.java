package org.lazymmu.explore;

/**
 * Where a search gives up.
 *
 * @param states the most states to store
 * @param bytes the most memory for stored states and those still to be expanded
 * @param millis the most wall time
 */
public record Limits(long states, long bytes, long millis) {
    /** Three quarters of the heap, and ten minutes. */
    public static Limits standard() {
        return new Limits(Long.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 * 3, 600_000);
    }
}
