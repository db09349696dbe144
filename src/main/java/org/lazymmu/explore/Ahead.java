package org.lazymmu.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What every process can do next in one state, and with which slots that has to do. */
final class Ahead {
    private final Engine engine;
    private final Memo memo;
    private final Independence independence;
    private final int processes;
    private final int[] leaves;
    private final int[] nodes;
    private final int[] steps;
    private final long[][] awaits;
    private final long[][] writes;

    Ahead(Engine engine, Independence independence) {
        this.engine = engine;
        this.independence = independence;
        memo = engine.memo(0);
        processes = engine.model().processes().size();
        int footprint = (engine.domains().slots() + 63) >>> 6;
        leaves = new int[processes * 2];
        Arrays.fill(leaves, -1);
        nodes = new int[processes];
        steps = new int[processes];
        awaits = new long[processes][footprint];
        writes = new long[processes][footprint];
    }

    /**
     * Looks at a state.
     *
     * @return what some step breaks, or null
     */
    @Nullable
    Violation look(long[] state) {
        Arrays.fill(leaves, -1);
        for (int process = 0; process < processes; process++) {
            nodes[process] = independence.graph(process).node(engine.layout(), state, 0);
        }
        for (int unit : engine.units()) {
            leaves[unit] = memo.leaf(unit, state, 0);
            if (memo.breaks(leaves[unit])) {
                return memo.violation(leaves[unit]);
            }
        }
        for (int process = 0; process < processes; process++) {
            join(process);
        }
        return null;
    }

    /**
     * Looks at the state that follows the one looked at in {@code before}, by a step of one process; what has not looked at
     * the slots it changes stays as it is.
     */
    @Nullable
    Violation look(long[] state, Ahead before, int mover, long[] changed) {
        nodes[mover] = independence.graph(mover).node(engine.layout(), state, 0);
        for (int process = 0; process < processes; process++) {
            if (process != mover) {
                nodes[process] = before.nodes[process];
            }
            boolean same = this == before;
            for (int unit = process * 2; unit < process * 2 + 2; unit++) {
                int leaf = before.leaves[unit];
                if (leaf >= 0 && Leaf.meet(memo.leaf(leaf).looked(), changed)) {
                    leaf = memo.leaf(unit, state, 0);
                    if (memo.breaks(leaf)) {
                        return memo.violation(leaf);
                    }
                    same = false;
                }
                leaves[unit] = leaf;
            }
            if (!same) {
                join(process);
            }
        }
        return null;
    }

    private void join(int process) {
        steps[process] = 0;
        Arrays.fill(awaits[process], 0);
        Arrays.fill(writes[process], 0);
        for (int unit = process * 2; unit < process * 2 + 2; unit++) {
            int number = leaves[unit];
            if (number >= 0) {
                Leaf leaf = memo.leaf(number);
                steps[process] += memo.outcomes(number + 1) - memo.outcomes(number);
                Leaf.join(awaits[process], leaf.awaits());
                Leaf.join(writes[process], leaf.writes());
            }
        }
    }

    /** The leaf of a unit. */
    int leaf(int unit) {
        return leaves[unit];
    }

    /** How many steps a process has. */
    int steps(int process) {
        return steps[process];
    }

    /** The slots that decide what a process can do. */
    long[] awaits(int process) {
        return awaits[process];
    }

    /** The slots that a process may change next. */
    long[] writes(int process) {
        return writes[process];
    }

    /** The node of a process in its {@link LocalGraph}, or -1 if it is new there. */
    int node(int process) {
        return nodes[process];
    }

    /** Whether a process has a step and each of its steps brings it closer to its home. */
    boolean isOnItsWay(int process) {
        return steps[process] > 0 && nodes[process] >= 0 && independence.graph(process).isAway(nodes[process]);
    }

    /** Whether no process has a step. */
    boolean isEnd() {
        return Arrays.stream(steps).allMatch(count -> count == 0);
    }
}
