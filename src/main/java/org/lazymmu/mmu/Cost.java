package org.lazymmu.mmu;

import java.util.Map;
import org.lazymmu.explore.Counter;

/**
 * What a run has cost.
 *
 * @param counts by counter, all of {@link Counters#all}
 * @param longestPreemptionOff of the stretches with preemption off, the one in which the most PTEs are changed: how many
 */
public record Cost(Map<Counter, Long> counts, long longestPreemptionOff) {
    public Cost {
        counts = Map.copyOf(counts);
    }

    public long count(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }
}
