package org.lazymmu.explore;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Breadth-first search that leaves out what cannot matter.
 *
 * <p>
 * In each state it looks for processes whose next steps no other process can get in the way of (see {@link Independence}),
 * and takes only those; at least one of them must have a step and be away from home. No step is put off for ever by that: of
 * the processes taken, one away from home comes closer to its home by each step while the others' ways home stay as long as
 * they are, so after finitely many such steps there is a state where everything is taken. A state with one such step only is
 * not stored: its successor stands for it.
 */
final class ReducedSearch {
    private final Engine engine;
    private final Budget budget;
    private final Memo memo;
    private final int words;
    private final int processes;
    private final StateTable table;
    private final @Nullable Symmetry symmetry;
    private final @Nullable SelfCheck check;
    /** Leaves from which the independence was derived: what is learned later may show that it was too generous. */
    private final int known;
    private final Independence independence;
    private States frontier;
    private States next;
    private long transitions;
    private int depth;
    private @Nullable Violation broken;
    private @Nullable String limit;

    /** What is ahead of the state that is expanded, and of the one that a chain has come to. */
    private final Ahead here;
    private final Ahead there;
    private final long[] after;
    private final boolean[] chosen;
    private final boolean[] best;
    private final int[] queue;

    ReducedSearch(Engine engine, Budget budget, @Nullable Symmetry symmetry, @Nullable SelfCheck check) {
        this.engine = engine;
        this.budget = budget;
        this.symmetry = symmetry;
        this.check = check;
        memo = engine.memo(0);
        words = engine.layout().words();
        processes = engine.model().processes().size();
        table = new StateTable(words, false);
        frontier = new States(words);
        next = new States(words);
        known = engine.leafCount();
        independence = new Independence(engine);
        here = new Ahead(engine, independence);
        there = new Ahead(engine, independence);
        after = new long[words];
        chosen = new boolean[processes];
        best = new boolean[processes];
        queue = new int[processes];
    }

    /** Searches; the engine may throw {@link Layout.Overflow}. */
    Found run(Consumer<Explorer.Progress> progress) {
        long[] first = engine.first();
        if (symmetry != null) {
            symmetry.canonical(first);
        }
        table.add(first, 0, table.hash(first, 0));
        frontier.add(first, 0);
        try {
            while (frontier.size() > 0 && limit == null && broken == null) {
                level();
                if (frontier.size() > 0) {
                    depth++;
                    progress.accept(new Explorer.Progress(depth, table.size(), transitions, frontier.size()));
                }
            }
        } catch (OutOfMemoryError _) {
            limit = Budget.HEAP;
        }
        return new Found(broken, limit, new Exploration.Statistics(table.size(), transitions, depth, table.bytes(), 0));
    }

    private void level() {
        for (int state = 0; state < frontier.size() && limit == null && broken == null; state++) {
            if ((state & 0x3f) == 0) {
                limit = budget.exceeded(table.size(), table.bytes() + frontier.bytes() + next.bytes());
            }
            expand(Arrays.copyOfRange(frontier.longs(), state * words, (state + 1) * words));
        }
        States done = frontier;
        frontier = next;
        next = done;
        next.clear();
    }

    /** Whether what it left out could be left out, by all that has been learned since it began. */
    boolean isSound() {
        return independence.isStillRight();
    }

    private void expand(long[] state) {
        if (check != null) {
            check.symmetric(state);
        }
        broken = here.look(state);
        if (broken != null) {
            return;
        }
        if (here.isEnd() && engine.stuck(state, 0)) {
            broken = Engine.DEADLOCK;
            return;
        }
        choose(here, state, 0);
        boolean[] taken = best.clone();
        for (int process = 0; process < processes; process++) {
            int leaf = here.leaf(process);
            int last = taken[process] ? memo.outcomes(leaf + 1) : 0;
            for (int outcome = memo.outcomes(leaf); outcome < last; outcome++) {
                memo.apply(outcome, state, 0, after, 0);
                transitions++;
                broken = there.look(after, here, process, memo.writes(outcome));
                if (broken != null || !follow(process)) {
                    return;
                }
                store();
            }
        }
    }

    private void store() {
        if (symmetry != null) {
            symmetry.canonical(after);
        }
        if (table.add(after, 0, table.hash(after, 0))) {
            next.add(after, 0);
        }
    }

    /** Goes on as long as only one step need be taken. Returns false if a property is broken. */
    private boolean follow(int by) {
        int process = by;
        while (choose(there, after, process) == 1) {
            int step = -1;
            for (int chosen = 0; chosen < processes; chosen++) {
                if (best[chosen] && there.steps(chosen) > 0) {
                    process = chosen;
                    step = memo.outcomes(there.leaf(chosen));
                }
            }
            memo.apply(step, after, 0, after, 0);
            transitions++;
            broken = there.look(after, there, process, memo.writes(step));
            if (broken != null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Chooses the processes to take, as few steps as possible, looking at {@code first} first.
     *
     * @return how many steps they have; 0 if nothing can be left out
     */
    private int choose(Ahead ahead, long[] state, int first) {
        Arrays.fill(best, true);
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < processes && fewest > 1; i++) {
            int seed = i + first < processes ? i + first : i + first - processes;
            if (!ahead.isOnItsWay(seed)) {
                continue;
            }
            int steps = close(seed, ahead, state);
            if (steps > 0 && steps < fewest) {
                fewest = steps;
                System.arraycopy(chosen, 0, best, 0, processes);
            }
        }
        if (fewest == Integer.MAX_VALUE) {
            return 0;
        }
        if (check != null && engine.leafCount() == known) {
            check.independent(state, best);
        }
        return fewest;
    }

    /** Adds to a process all that can get in the way of those chosen. Returns how many steps they have, or 0 if they are all. */
    private int close(int seed, Ahead ahead, long[] state) {
        Arrays.fill(chosen, false);
        chosen[seed] = true;
        queue[0] = seed;
        int size = 1;
        int steps = ahead.steps(seed);
        for (int at = 0; at < size; at++) {
            int process = queue[at];
            LocalGraph.Reach[] others = independence.whileStill(process, ahead.writes(process), state, 0);
            for (int other = 0; other < processes; other++) {
                if (!chosen[other] && meets(others[other], ahead, other, process)) {
                    chosen[other] = true;
                    queue[size++] = other;
                    steps += ahead.steps(other);
                }
            }
        }
        return size == processes ? 0 : steps;
    }

    private static boolean meets(LocalGraph.Reach reach, Ahead ahead, int other, int process) {
        int node = ahead.node(other);
        return node < 0 || Leaf.meet(reach.writes()[node], ahead.awaits(process))
                || Leaf.meet(reach.writes()[node], ahead.writes(process))
                || Leaf.meet(reach.reads()[node], ahead.writes(process));
    }
}
