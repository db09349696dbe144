package org.lazymmu.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lazymmu.explore.Counter;

/**
 * What workloads cost with the mode, without it, and with the nesting of v6.6.
 *
 * @param pages pages that each run has changed the mapping of
 * @param shown what to show beside what is saved, in this order, where it is not zero
 * @param all everything that was counted
 * @param complete false if the command was stopped before all runs were over
 */
public record CostReport(long pages, List<Counter> shown, List<Counter> all, boolean complete,
        List<Row> rows) {
    public CostReport {
        shown = List.copyOf(shown);
        all = List.copyOf(all);
        rows = List.copyOf(rows);
    }

    /**
     * A workload on a backend.
     *
     * @param text what the workload does with a page
     * @param table pages of a page table
     * @param batch entries of the batch or queue; empty if the backend has none
     * @param saved what the mode is there to save
     */
    public record Row(String workload, String text, String backend, int table, OptionalInt batch, Counter saved,
            Paid with,
            Paid without, Paid nested) {
        /** Whether there is nothing to save here, or the mode saves some of it. */
        boolean differs() {
            long paid = without.count(saved);
            return paid == 0 || with.count(saved) != paid || nested.count(saved) != paid;
        }

        /** The backend with its batch. */
        String label() {
            return backend + (batch.isPresent() ? " " + batch.getAsInt() : "");
        }
    }

    /**
     * What one run has paid.
     *
     * @param longestPreemptionOff PTEs changed in the longest stretch with preemption off
     */
    public record Paid(Map<Counter, Long> counts, long preemptionOff, long longestPreemptionOff) {
        public Paid {
            counts = Map.copyOf(counts);
        }

        long count(Counter counter) {
            return counts.getOrDefault(counter, 0L);
        }
    }

    /** The rows, those that differ by the size of the batch together. */
    Collection<List<Row>> bySize() {
        return rows.stream().collect(Collectors.groupingBy(row -> row.workload() + " " + row.backend(),
                LinkedHashMap::new, Collectors.toList())).values();
    }

    /** The same without backends that always pay the same, unless there is no other. */
    CostReport compared() {
        Set<String> differing = rows.stream().filter(Row::differs).map(Row::backend).collect(Collectors.toSet());
        List<Row> left = rows.stream().filter(row -> differing.contains(row.backend())).toList();
        return left.isEmpty() ? this : new CostReport(pages, shown, all, complete, left);
    }
}
