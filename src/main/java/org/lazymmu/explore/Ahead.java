package org.lazymmu.explore;

import org.jspecify.annotations.Nullable;

/** What every process can do next in one state, and with which slots that has to do. */
final class Ahead {
    private final Engine engine;
    private final Memo memo;
    private final Independence independence;
    private final int processes;
    private final int[] leaves;
    private final int[] nodes;

    Ahead(Engine engine, Independence independence) {
        this.engine = engine;
        this.independence = independence;
        memo = engine.memo(0);
        processes = engine.model().processes().size();
        leaves = new int[processes];
        nodes = new int[processes];
    }

    /**
     * Looks at a state.
     *
     * @return what some step breaks, or null
     */
    @Nullable
    Violation look(long[] state) {
        for (int process = 0; process < processes; process++) {
            nodes[process] = independence.graph(process).node(engine.layout(), state, 0);
            leaves[process] = memo.leaf(process, state, 0);
            if (memo.breaks(leaves[process])) {
                return memo.violation(leaves[process]);
            }
        }
        return null;
    }

    /**
     * Looks at the state that follows the one looked at in {@code before}, by a step of one process; what has not looked at
     * the slots it changes stays as it is.
     */
    @Nullable
    Violation look(long[] state, Ahead before, int mover, long[] changed) {
        System.arraycopy(before.nodes, 0, nodes, 0, processes);
        nodes[mover] = independence.graph(mover).node(engine.layout(), state, 0);
        for (int process = 0; process < processes; process++) {
            int leaf = before.leaves[process];
            if (Leaf.meet(memo.leaf(leaf).looked(), changed)) {
                leaf = memo.leaf(process, state, 0);
                if (memo.breaks(leaf)) {
                    return memo.violation(leaf);
                }
            }
            leaves[process] = leaf;
        }
        return null;
    }

    /** The leaf of a process. */
    int leaf(int process) {
        return leaves[process];
    }

    /** How many steps a process has. */
    int steps(int process) {
        return memo.outcomes(leaves[process] + 1) - memo.outcomes(leaves[process]);
    }

    /** The slots that decide what a process can do. */
    long[] awaits(int process) {
        return memo.leaf(leaves[process]).awaits();
    }

    /** The slots that a process may change next. */
    long[] writes(int process) {
        return memo.leaf(leaves[process]).writes();
    }

    /** The node of a process in its {@link LocalGraph}, or -1 if it is new there. */
    int node(int process) {
        return nodes[process];
    }

    /** Whether a process has a step and each of its steps brings it closer to its home. */
    boolean isOnItsWay(int process) {
        return steps(process) > 0 && nodes[process] >= 0 && independence.graph(process).isAway(nodes[process]);
    }

    /** Whether no process has a step. */
    boolean isEnd() {
        for (int process = 0; process < processes; process++) {
            if (steps(process) > 0) {
                return false;
            }
        }
        return true;
    }
}
