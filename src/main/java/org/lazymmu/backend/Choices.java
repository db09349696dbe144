package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;

/** Answers to the tests that a run cannot decide. The same code is run again until all combinations have been tried. */
final class Choices {
    private final List<Boolean> taken = new ArrayList<>();
    private int next;

    /** The answer to the next undecided test: no at first. */
    boolean choose() {
        if (next == taken.size()) {
            taken.add(false);
        }
        return taken.get(next++);
    }

    /** Turns to the next combination; false when all were tried. */
    boolean advance() {
        while (!taken.isEmpty() && taken.getLast()) {
            taken.removeLast();
        }
        next = 0;
        if (taken.isEmpty()) {
            return false;
        }
        taken.set(taken.size() - 1, true);
        return true;
    }
}
