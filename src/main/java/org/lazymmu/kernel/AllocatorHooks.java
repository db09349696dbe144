package org.lazymmu.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Functions that the allocator runs on pages, in the context of whoever allocates, and that may edit kernel PTEs. */
public final class AllocatorHooks {
    private static final List<List<String>> ROWS = Table.rows("allocator.tsv");

    /**
     * A function of an architecture that the allocator runs.
     *
     * @param option the option that has the allocator run it, or empty
     */
    public record Hook(String function, String option) {
    }

    private AllocatorHooks() {
    }

    /** All of them, whether an architecture has them or not. */
    public static List<Hook> all() {
        return ROWS.stream().filter(row -> row.get(1).equals("edits"))
                .map(row -> new Hook(row.get(0), row.get(2).equals("any") ? "" : row.get(2))).toList();
    }

    /** Their names, and those of what generic code calls them through. */
    static Set<String> names() {
        return ROWS.stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());
    }
}
