package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which processes can ever get in the way of a step, from what has been learned of the model: the ground of the reduction.
 *
 * <p>
 * A process q cannot get in the way of the next step of p if nothing that q may do, however long, while p stands still meets
 * that step in a slot that one of them writes. What q may do while p stands still is over-approximated by q's
 * {@link LocalGraph}, without those steps for which p's own slots would need other values than they have. That leaves out too
 * much if p's step itself changes such a slot, because the step of q with the value of now may not have been learned; then
 * only those are left out that p suspends, of which it is known that they are not enabled.
 *
 * <p>
 * One meeting does not count: that q may suspend p. What q does until it lets p go on is all looked at, and where it meets p's
 * step in no other slot, that step may as well come first. That p may suspend q does count.
 */
final class Independence {
    /** The most bits of slots that are told apart; where there are more, none are, which only leaves out less. */
    private static final int WIDEST = 12;

    private final Engine engine;
    private final List<LocalGraph> graphs = new ArrayList<>();
    /** For each process, what others may do while all its slots keep their values. */
    private final List<Standstill> whole = new ArrayList<>();
    /** For each process, what others may do while those slots keep their values by which it suspends them. */
    private final List<Standstill> suspending = new ArrayList<>();
    /** For each process, its slots that others read, as bits. */
    private final List<long[]> read = new ArrayList<>();

    Independence(Engine engine) {
        this.engine = engine;
        List<Leaf> all = engine.leaves();
        int words = (engine.domains().slots() + 63) >>> 6;
        for (Process<?> process : engine.model().processes()) {
            graphs.add(new LocalGraph(process, all.stream().filter(l -> l.process() == process.index()).toList(),
                    engine));
            long[] reads = new long[words];
            long[] suspensions = new long[words];
            all.stream().filter(l -> l.process() != process.index()).flatMap(l -> l.outcomes().stream())
                    .forEach(outcome -> {
                        Leaf.join(reads, outcome.reads());
                        Leaf.join(suspensions, outcome.suspensions());
                    });
            long[] own = Leaf.bits(slots(process, s -> true), words);
            for (int i = 0; i < words; i++) {
                own[i] &= reads[i];
            }
            read.add(own);
            whole.add(new Standstill(slots(process, s -> Leaf.marked(reads, s) || Leaf.marked(suspensions, s))));
            suspending.add(new Standstill(slots(process, s -> Leaf.marked(suspensions, s) && !Leaf.marked(reads, s))));
        }
    }

    private static int[] slots(Process<?> process, IntPredicate which) {
        return process.slots().stream().mapToInt(Slot::index).filter(which).toArray();
    }

    LocalGraph graph(int process) {
        return graphs.get(process);
    }

    /**
     * What the other processes may do while one stands still.
     *
     * @param writes the slots that the next steps of {@code process} may change
     * @return for each process, by node
     */
    LocalGraph.Reach[] whileStill(int process, long[] writes, long[] states, int offset) {
        boolean seen = Leaf.meet(writes, read.get(process));
        return (seen ? suspending : whole).get(process).of(states, offset);
    }

    /** Whether what has been learned since would have led to the same answers. */
    boolean isStillRight() {
        Independence now = new Independence(engine);
        for (int process = 0; process < graphs.size(); process++) {
            if (!whole.get(process).agrees(now, now.whole.get(process))
                    || !suspending.get(process).agrees(now, now.suspending.get(process))) {
                return false;
            }
        }
        return true;
    }

    /** What every process may do while some slots keep their values. */
    private final class Standstill {
        private final int[] slots;
        private final LocalGraph.Reach[] @Nullable [] known;

        Standstill(int[] wanted) {
            int width = Arrays.stream(wanted).map(engine.layout()::width).sum();
            slots = width > WIDEST ? new int[0] : wanted;
            known = new LocalGraph.Reach[1 << (width > WIDEST ? 0 : width)][];
        }

        LocalGraph.Reach[] of(long[] states, int offset) {
            Layout layout = engine.layout();
            int key = 0;
            for (int slot : slots) {
                key = key << layout.width(slot) | layout.get(states, offset, slot);
            }
            LocalGraph.Reach[] there = known[key];
            return there == null ? compute(key) : there;
        }

        private LocalGraph.Reach[] compute(int key) {
            int[] ids = new int[slots.length];
            int left = key;
            for (int i = ids.length - 1; i >= 0; i--) {
                ids[i] = left & (int) engine.layout().mask(slots[i]);
                left >>>= engine.layout().width(slots[i]);
            }
            LocalGraph.Reach[] computed = graphs.stream().map(graph -> graph.reach(slots, ids))
                    .toArray(LocalGraph.Reach[]::new);
            known[key] = computed;
            return computed;
        }

        boolean agrees(Independence now, Standstill other) {
            if (!Arrays.equals(slots, other.slots)) {
                return false;
            }
            for (int key = 0; key < known.length; key++) {
                LocalGraph.Reach[] mine = known[key];
                if (mine == null) {
                    continue;
                }
                LocalGraph.Reach[] theirs = other.compute(key);
                for (int process = 0; process < mine.length; process++) {
                    if (!graphs.get(process).agrees(mine[process], now.graphs.get(process), theirs[process])) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
