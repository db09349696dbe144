package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which processes can ever get in the way of a step, from what has been learned of the model: the ground of the reduction.
 *
 * <p>
 * A process q cannot get in the way of the next step of p if nothing that q may do, however long, while p stands still meets
 * that step in a slot that one of them writes. What q may do while p stands still is over-approximated by q's
 * {@link LocalGraph}, without those steps for which p's own slots would need other values than they have. That leaves out too
 * much if p's step itself changes such a slot, because the step of q with the value of now may not have been learned; then
 * nothing is left out.
 */
final class Independence {
    /** Bits of the slots of one process that others look at. */
    private static final int WIDEST = 20;

    private final Engine engine;
    private final List<LocalGraph> graphs = new ArrayList<>();
    /** For each process, its slots that others look at. */
    private final List<int[]> seen = new ArrayList<>();
    private final List<long[]> seenBits = new ArrayList<>();
    /** For each process, by the values of those slots. */
    private final List<LocalGraph.Reach[] @Nullable []> reaches = new ArrayList<>();
    private final LocalGraph.Reach[] free;

    Independence(Engine engine) {
        this.engine = engine;
        List<Leaf> all = engine.leaves();
        for (Process<?> process : engine.model().processes()) {
            graphs.add(new LocalGraph(process, all.stream().filter(l -> l.unit() >>> 1 == process.index()).toList(),
                    engine));
            seen.add(seen(process, all));
            long[] bits = new long[(engine.domains().slots() + 63) >>> 6];
            for (int slot : seen.getLast()) {
                Leaf.mark(bits, slot);
            }
            seenBits.add(bits);
            int width = Arrays.stream(seen.getLast()).map(engine.layout()::width).sum();
            if (width > WIDEST) {
                throw new ModelError("others look at too many values of " + process);
            }
            reaches.add(new LocalGraph.Reach[1 << width][]);
        }
        free = graphs.stream().map(graph -> graph.reach(new int[0], new int[0])).toArray(LocalGraph.Reach[]::new);
    }

    private static int[] seen(Process<?> process, List<Leaf> all) {
        TreeSet<Integer> slots = new TreeSet<>();
        for (Slot<?> slot : process.slots()) {
            if (all.stream().anyMatch(l -> l.unit() >>> 1 != process.index() && l.needs(slot.index()) >= 0)) {
                slots.add(slot.index());
            }
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
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
        int[] slots = seen.get(process);
        if (slots.length == 0 || Leaf.meet(writes, seenBits.get(process))) {
            return free;
        }
        Layout layout = engine.layout();
        int key = 0;
        for (int slot : slots) {
            key = key << layout.width(slot) | layout.get(states, offset, slot);
        }
        LocalGraph.Reach[] known = reaches.get(process)[key];
        return known == null ? compute(process, key) : known;
    }

    private LocalGraph.Reach[] compute(int process, int key) {
        int[] slots = seen.get(process);
        int[] ids = new int[slots.length];
        int left = key;
        for (int i = ids.length - 1; i >= 0; i--) {
            ids[i] = left & (int) engine.layout().mask(slots[i]);
            left >>>= engine.layout().width(slots[i]);
        }
        LocalGraph.Reach[] computed = graphs.stream().map(graph -> graph.reach(slots, ids))
                .toArray(LocalGraph.Reach[]::new);
        reaches.get(process)[key] = computed;
        return computed;
    }

    /** Whether what has been learned since would have led to the same answers. */
    boolean isStillRight() {
        Independence now = new Independence(engine);
        for (int process = 0; process < graphs.size(); process++) {
            int[] slots = seen.get(process);
            if (!Arrays.equals(slots, now.seen.get(process)) || !agrees(free, now, now.free)) {
                return false;
            }
            LocalGraph.Reach[] @Nullable [] known = reaches.get(process);
            for (int key = 0; key < known.length; key++) {
                if (known[key] != null && !agrees(known[key], now, now.compute(process, key))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean agrees(LocalGraph.Reach[] reach, Independence now, LocalGraph.Reach[] reachNow) {
        for (int process = 0; process < reach.length; process++) {
            if (!graphs.get(process).agrees(reach[process], now.graphs.get(process), reachNow[process])) {
                return false;
            }
        }
        return true;
    }
}
