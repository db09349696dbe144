package org.lazymmu.refactoring;

import java.util.function.Function;

/**
 * A refactoring that is applied to all places of a file that it suits.
 *
 * @param name  what it does, as a few words with dashes
 * @param apply makes the refactored file
 */
public record Refactoring(String name, Function<Seed, Refactored> apply) {
    @Override
    public String toString() {
        return name;
    }
}
