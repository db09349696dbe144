package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    private final Engine engine;
    private final List<LocalGraph> graphs = new ArrayList<>();
    /** For each process, its slots that others look at. */
    private final List<int[]> seen = new ArrayList<>();
    private final List<long[]> seenBits = new ArrayList<>();
    private final List<Map<Long, LocalGraph.Reach[]>> reaches = new ArrayList<>();
    private final List<LocalGraph.Reach> free = new ArrayList<>();

    Independence(Engine engine) {
        this.engine = engine;
        List<Leaf> all = engine.leaves();
        for (Process<?> process : engine.model().processes()) {
            graphs.add(new LocalGraph(process, all.stream().filter(l -> l.unit() >>> 1 == process.index()).toList(),
                    engine));
            reaches.add(new HashMap<>());
            seen.add(seen(process, all));
            long[] bits = new long[(engine.domains().slots() + 63) >>> 6];
            for (int slot : seen.getLast()) {
                Leaf.mark(bits, slot);
            }
            seenBits.add(bits);
        }
        graphs.forEach(graph -> free.add(graph.reach(new int[0], new int[0])));
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
        int[] slots = Leaf.meet(writes, seenBits.get(process)) ? new int[0] : seen.get(process);
        long key = slots.length;
        for (int slot : slots) {
            key = key << engine.layout().width(slot) | engine.layout().get(states, offset, slot);
        }
        return reaches.get(process).computeIfAbsent(key, k -> compute(slots, states, offset));
    }

    private LocalGraph.Reach[] compute(int[] slots, long[] states, int offset) {
        if (slots.length == 0) {
            return free.toArray(LocalGraph.Reach[]::new);
        }
        int[] ids = new int[slots.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = engine.layout().get(states, offset, slots[i]);
        }
        return graphs.stream().map(graph -> graph.reach(slots, ids)).toArray(LocalGraph.Reach[]::new);
    }
}
