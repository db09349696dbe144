package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds samples of a search against what its reductions take for granted: that steps said to be independent commute, and that
 * renamings change nothing. That a step is a function of what it reads, and that slots are written by their owners, is checked
 * always, by {@link Memo} and {@link StepContext}.
 */
final class SelfCheck {
    /** All of the first, then one of so many. */
    private static final int FIRST = 32;
    private static final int EVERY = 64;

    private final Engine engine;
    private final Memo memo;
    private final int words;
    private final @Nullable Symmetry symmetry;
    private int choices;
    private int states;

    SelfCheck(Engine engine, @Nullable Symmetry symmetry) {
        this.engine = engine;
        this.symmetry = symmetry;
        memo = engine.memo(0);
        words = engine.layout().words();
    }

    /** @throws ModelError if a step of a chosen process does not commute with one of a process left out */
    void independent(long[] state, boolean[] chosen) {
        if (choices++ >= FIRST && choices % EVERY != 0) {
            return;
        }
        for (int left = 0; left < engine.processes(); left++) {
            for (int right = 0; right < engine.processes(); right++) {
                if (chosen[left] && !chosen[right]) {
                    commute(state, left, right);
                }
            }
        }
    }

    private void commute(long[] state, int left, int right) {
        int first = memo.leaf(left, state, 0);
        int second = memo.leaf(right, state, 0);
        for (int i = memo.outcomes(first); i < memo.outcomes(first + 1); i++) {
            for (int j = memo.outcomes(second); j < memo.outcomes(second + 1); j++) {
                Leaf.Outcome mine = memo.leaf(first).outcomes().get(i - memo.outcomes(first));
                Leaf.Outcome other = memo.leaf(second).outcomes().get(j - memo.outcomes(second));
                if (Leaf.meet(other.writes(), mine.suspensions())) {
                    // it is no conflict that a process left out may suspend a chosen one
                    continue;
                }
                long[] one = both(state, left, i - memo.outcomes(first), right, j - memo.outcomes(second));
                long[] reverse = both(state, right, j - memo.outcomes(second), left, i - memo.outcomes(first));
                if (!Arrays.equals(one, reverse)) {
                    throw new ModelError(
                            "steps taken for independent do not commute: " + describe(left, first, mine) + " and "
                                    + describe(right, second, other));
                }
            }
        }
    }

    /** The state after two steps, or an empty one if the second is not the same step any more. */
    private long[] both(long[] state, int first, int firstStep, int second, int secondStep) {
        long[] after = new long[words];
        int leaf = memo.leaf(first, state, 0);
        Leaf.Outcome wanted = memo.leaf(memo.leaf(second, state, 0)).outcomes().get(secondStep);
        memo.apply(memo.outcomes(leaf) + firstStep, state, 0, after, 0);
        int then = memo.leaf(second, after, 0);
        List<Leaf.Outcome> outcomes = memo.leaf(then).outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).unit() == wanted.unit() && outcomes.get(i).alternative() == wanted.alternative()) {
                memo.apply(memo.outcomes(then) + i, after, 0, after, 0);
                return after;
            }
        }
        return new long[]{ first };
    }

    private String describe(int process, int leaf, Leaf.Outcome outcome) {
        Process<?> of = engine.model().processes().get(process);
        int slot = of.locals().index();
        int location = ((Place) engine.domains().value(slot, memo.leaf(leaf).needs(slot))).location();
        Program.Alternative step = of.unit(outcome.unit()).alternatives(outcome.unit() == 0 ? location : 0)
                .get(outcome.alternative());
        return of.name() + " \"" + step.label().text() + '"';
    }

    /** @throws ModelError if some renaming of a state leads to other successors than the renamed ones */
    void symmetric(long[] state) {
        Symmetry by = symmetry;
        if (by == null || states++ >= FIRST && states % EVERY != 0) {
            return;
        }
        List<long[]> successors = successors(state);
        long[] renamed = new long[words];
        for (int renaming = 0; renaming < by.size(); renaming++) {
            List<String> expected = new ArrayList<>();
            for (long[] successor : successors) {
                by.rename(renaming, successor, renamed);
                expected.add(Arrays.toString(renamed));
            }
            by.rename(renaming, state, renamed);
            List<String> found = new ArrayList<>();
            successors(renamed).forEach(successor -> found.add(Arrays.toString(successor)));
            expected.sort(null);
            found.sort(null);
            if (!expected.equals(found)) {
                throw new ModelError("renaming " + renaming + " of " + engine.model().name()
                        + " changes what can happen: things that it exchanges are not alike");
            }
        }
    }

    private List<long[]> successors(long[] state) {
        List<long[]> all = new ArrayList<>();
        for (int process = 0; process < engine.processes(); process++) {
            int leaf = memo.leaf(process, state, 0);
            for (int outcome = memo.outcomes(leaf); outcome < memo.outcomes(leaf + 1); outcome++) {
                long[] after = new long[words];
                memo.apply(outcome, state, 0, after, 0);
                all.add(after);
            }
        }
        return all;
    }
}
