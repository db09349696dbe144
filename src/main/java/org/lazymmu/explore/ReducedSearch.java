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
    private final Independence independence;
    private States frontier;
    private States next;
    private long transitions;
    private int depth;
    private @Nullable Violation broken;
    private @Nullable String limit;

    /** Of the state looked at: for each unit its leaf or -1, for each process its node and the steps it has. */
    private final int[] leafOf;
    private final int[] nodeOf;
    private final int[] stepsOf;
    private final long[][] readsOf;
    private final long[][] writesOf;
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
        independence = new Independence(engine);
        leafOf = new int[processes * 2];
        nodeOf = new int[processes];
        stepsOf = new int[processes];
        int footprint = (engine.domains().slots() + 63) >>> 6;
        readsOf = new long[processes][footprint];
        writesOf = new long[processes][footprint];
        chosen = new boolean[processes];
        best = new boolean[processes];
        queue = new int[processes];
    }

    /** Searches; the engine may throw {@link Layout.Overflow}. */
    Found run(Consumer<Explorer.Progress> progress) {
        long[] first = engine.first();
        if (symmetry != null) {
            symmetry.canonical(first, 0);
        }
        table.add(first, 0, table.hash(first, 0));
        frontier.add(first, 0);
        while (frontier.size() > 0 && limit == null && broken == null) {
            for (int state = 0; state < frontier.size() && limit == null && broken == null; state++) {
                if ((state & 0x3f) == 0) {
                    limit = budget.exceeded(table.size(), table.bytes() + frontier.bytes() + next.bytes());
                }
                expand(frontier.longs(), state * words);
            }
            States done = frontier;
            frontier = next;
            next = done;
            next.clear();
            if (frontier.size() > 0) {
                depth++;
                progress.accept(new Explorer.Progress(depth, table.size(), transitions, frontier.size()));
            }
        }
        return new Found(broken, limit, new Exploration.Statistics(table.size(), transitions, depth, table.bytes(), 0));
    }

    /** Whether what it left out could be left out, by all that has been learned since it began. */
    boolean isSound() {
        return independence.isStillRight();
    }

    private void expand(long[] states, int offset) {
        long[] state = Arrays.copyOfRange(states, offset, offset + words);
        long[] after = new long[words];
        if (check != null) {
            check.symmetric(state, 0);
        }
        if (!look(state)) {
            return;
        }
        choose(state, 0);
        boolean[] taken = best.clone();
        int[] leafNumbers = leafOf.clone();
        for (int unit : engine.units()) {
            if (!taken[unit >>> 1]) {
                continue;
            }
            int leaf = leafNumbers[unit];
            for (int outcome = memo.outcomes(leaf); outcome < memo.outcomes(leaf + 1); outcome++) {
                memo.apply(outcome, state, 0, after, 0);
                transitions++;
                if (!follow(after, unit >>> 1)) {
                    return;
                }
                if (symmetry != null) {
                    symmetry.canonical(after, 0);
                }
                if (table.add(after, 0, table.hash(after, 0))) {
                    next.add(after, 0);
                }
            }
        }
    }

    /** Goes on from a state as long as only one step need be taken. Returns false if a property is broken. */
    private boolean follow(long[] state, int by) {
        int process = by;
        while (true) {
            if (!look(state)) {
                return broken == null;
            }
            if (!choose(state, process)) {
                return true;
            }
            int only = -1;
            int steps = 0;
            for (int unit : engine.units()) {
                if (best[unit >>> 1]) {
                    int count = memo.outcomes(leafOf[unit] + 1) - memo.outcomes(leafOf[unit]);
                    steps += count;
                    if (count > 0) {
                        only = memo.outcomes(leafOf[unit]);
                        process = unit >>> 1;
                    }
                }
            }
            if (steps != 1) {
                return true;
            }
            memo.apply(only, state, 0, state, 0);
            transitions++;
        }
    }

    /** Looks up what every process can do next. Returns false if nothing can be done, or a property is broken. */
    private boolean look(long[] state) {
        int all = 0;
        Arrays.fill(stepsOf, 0);
        for (int process = 0; process < processes; process++) {
            Arrays.fill(readsOf[process], 0);
            Arrays.fill(writesOf[process], 0);
            nodeOf[process] = independence.graph(process).node(engine.layout(), state, 0);
        }
        for (int unit : engine.units()) {
            int number = memo.leaf(unit, state, 0);
            if (memo.breaks(number)) {
                broken = memo.violation(number);
                return false;
            }
            leafOf[unit] = number;
            int steps = memo.outcomes(number + 1) - memo.outcomes(number);
            all += steps;
            stepsOf[unit >>> 1] += steps;
            Leaf leaf = memo.leaf(number);
            Leaf.join(readsOf[unit >>> 1], leaf.awaits());
            Leaf.join(writesOf[unit >>> 1], leaf.writes());
        }
        if (all == 0) {
            if (engine.stuck(state, 0)) {
                broken = Engine.DEADLOCK;
            }
            return false;
        }
        return true;
    }

    /** Chooses the processes to take, as few steps as possible, looking at {@code first} first. Returns whether some are left out. */
    private boolean choose(long[] state, int first) {
        Arrays.fill(best, true);
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < processes && fewest > 1; i++) {
            int seed = i + first < processes ? i + first : i + first - processes;
            if (stepsOf[seed] == 0 || !isAway(seed)) {
                continue;
            }
            int steps = close(seed, state);
            if (steps > 0 && steps < fewest) {
                fewest = steps;
                System.arraycopy(chosen, 0, best, 0, processes);
            }
        }
        if (fewest == Integer.MAX_VALUE) {
            return false;
        }
        if (check != null) {
            check.independent(state, best);
        }
        return true;
    }

    private boolean isAway(int process) {
        return nodeOf[process] >= 0 && independence.graph(process).isAway(nodeOf[process]);
    }

    /** Adds to a process all that can get in the way of those chosen. Returns how many steps they have, or 0 if they are all. */
    private int close(int seed, long[] state) {
        Arrays.fill(chosen, false);
        chosen[seed] = true;
        queue[0] = seed;
        int size = 1;
        int steps = stepsOf[seed];
        for (int at = 0; at < size; at++) {
            int process = queue[at];
            LocalGraph.Reach[] others = independence.whileStill(process, writesOf[process], state, 0);
            for (int other = 0; other < processes; other++) {
                if (!chosen[other] && meets(others[other], other, process)) {
                    chosen[other] = true;
                    queue[size++] = other;
                    steps += stepsOf[other];
                }
            }
        }
        return size == processes ? 0 : steps;
    }

    private boolean meets(LocalGraph.Reach reach, int other, int process) {
        int node = nodeOf[other];
        return node < 0 || Leaf.meet(reach.writes()[node], readsOf[process])
                || Leaf.meet(reach.writes()[node], writesOf[process])
                || Leaf.meet(reach.reads()[node], writesOf[process]);
    }
}
