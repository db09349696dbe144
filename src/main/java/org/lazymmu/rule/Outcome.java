package org.lazymmu.rule;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Likeness;

/**
 * What a check came to before views were joined, and what of the tree it depends on beside the definitions. It can be kept longer
 * than the tree.
 *
 * @param era   the contract
 * @param files those that mention the mode
 * @param asked names of which it mattered what they are, whoever uses them
 * @param views what was found in each view
 */
record Outcome(String era, SortedSet<String> files, SortedSet<String> asked, List<OfView> views) {

    /**
     * What was found in a view.
     *
     * @param tested macros of which it mattered whether they are defined
     * @param groups in the definitions that use the mode
     * @param hooks  what the architecture's implementation is like; null if that was not asked
     */
    record OfView(String view, SortedSet<String> tested, List<Found> groups, @Nullable Likeness hooks) {
    }
}
