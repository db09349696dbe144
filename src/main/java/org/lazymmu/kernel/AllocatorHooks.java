package org.lazymmu.kernel;

import java.util.List;

/** Functions that the page allocator runs on pages and that may edit kernel PTEs, by architecture. */
public final class AllocatorHooks {
    /**
     * A function that the allocator runs.
     *
     * @param option the option that has the allocator run it, or empty
     */
    public record Hook(String function, String option) {
    }

    private AllocatorHooks() {
    }

    /** All of them, whether an architecture has them or not. */
    public static List<Hook> all() {
        return Table.rows("allocator.tsv").stream()
                .map(row -> new Hook(row.get(0), row.get(1).equals("any") ? "" : row.get(1))).toList();
    }
}
