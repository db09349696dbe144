package org.lazymmu.backend;

import java.util.SortedSet;
import org.lazymmu.c.Condition;

/**
 * What an architecture's implementation is like. It can be kept longer than the tree.
 *
 * @param isDefined       whether the architecture defines hooks at all
 * @param presence        the configurations in which it does
 * @param traits          what is true of it in some configuration with hooks
 * @param allocatorEnters the configurations in which the allocator can enter the mode
 * @param names           names of which it mattered what they stand for
 */
public record Likeness(boolean isDefined, Condition presence, SortedSet<Trait> traits, Condition allocatorEnters,
        SortedSet<String> names) {
}
