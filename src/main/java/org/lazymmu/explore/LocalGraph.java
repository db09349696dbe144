package org.lazymmu.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one process can do by itself, as far as it has been learned: its own slots' values, and the steps that lead from one
 * combination of them to another whatever the other slots hold.
 *
 * <p>
 * From it comes, for each combination, all that the process can ever read and write from there on.
 */
final class LocalGraph {
    /** A step: where it leads, and what it needs, reads and writes. */
    private record Edge(Leaf leaf, Leaf.Outcome outcome, int target) {
    }

    /** The slots that may be read, for whatever reason, and written from each node on, as bits, a row for each node. */
    record Reach(long[][] reads, long[][] writes) {
    }

    /** The most entries of a table from values to nodes; for more they are looked up otherwise. */
    private static final int LARGEST_INDEX = 1 << 18;

    private final Process<?> process;
    private final int[] slots;
    private final int footprintWords;
    private final Map<List<Integer>, Integer> nodes = new HashMap<>();
    private final List<int[]> values = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final BitSet away = new BitSet();
    private int[] index = {};
    private int[] strides = {};

    /** @param leaves what the process does */
    LocalGraph(Process<?> process, List<Leaf> leaves, Engine engine) {
        this.process = process;
        slots = process.slots().stream().mapToInt(Slot::index).toArray();
        footprintWords = (engine.domains().slots() + 63) >>> 6;
        explore(leaves, engine);
        findHome(engine);
        number(engine.layout());
    }

    private void explore(List<Leaf> leaves, Engine engine) {
        Map<Integer, List<Leaf>> of = leaves.stream().collect(Collectors.groupingBy(leaf -> leaf.needs(slots[0])));
        List<Leaf> anywhere = of.getOrDefault(-1, List.of());
        of.forEach((place, there) -> {
            if (place >= 0) {
                there.addAll(anywhere);
            }
        });
        int[] first = Arrays.stream(slots).map(s -> engine.domains().id(s, engine.initial(s))).toArray();
        Deque<Integer> open = new ArrayDeque<>();
        node(first, open);
        while (!open.isEmpty()) {
            int node = open.remove();
            int[] own = values.get(node);
            for (Leaf leaf : of.getOrDefault(own[0], anywhere)) {
                if (!agrees(leaf, own)) {
                    continue;
                }
                for (Leaf.Outcome outcome : leaf.outcomes()) {
                    int[] after = own.clone();
                    for (int i = 0; i < outcome.slots().length; i++) {
                        int at = position(outcome.slots()[i]);
                        if (at >= 0) {
                            after[at] = outcome.ids()[i];
                        }
                    }
                    edges.get(node).add(new Edge(leaf, outcome, node(after, open)));
                }
            }
        }
    }

    private int node(int[] ids, Deque<Integer> open) {
        Integer known = nodes.putIfAbsent(Arrays.stream(ids).boxed().toList(), values.size());
        if (known != null) {
            return known;
        }
        values.add(ids);
        edges.add(new ArrayList<>());
        open.add(values.size() - 1);
        return values.size() - 1;
    }

    private int position(int slot) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    private boolean agrees(Leaf leaf, int[] own) {
        for (int i = 0; i < slots.length; i++) {
            int needed = leaf.needs(slots[i]);
            if (needed >= 0 && needed != own[i]) {
                return false;
            }
        }
        return true;
    }

    /** Nodes are away from home unless the model says so or they lie on a cycle of others that are. */
    private void findHome(Engine engine) {
        int start = ((Place) engine.initial(slots[0])).location();
        for (int node = 0; node < values.size(); node++) {
            int[] own = values.get(node);
            StepContext context = new StepContext(engine.domains().slots()) {
                @Override
                protected Object read(int slot, boolean suspension) {
                    int at = position(slot);
                    if (at < 0) {
                        throw new ModelError(
                                "whether " + process + " is at home depends on a slot that is not its own");
                    }
                    return engine.domains().value(slot, own[at]);
                }
            };
            context.begin(process);
            if (context.place(process).location() != start && !process.home().test(context)) {
                away.set(node);
            }
        }
        away.andNot(onCycles());
    }

    /** The nodes that lie on, or behind, a cycle of nodes away from home. */
    private BitSet onCycles() {
        int[] waiting = new int[values.size()];
        List<List<Integer>> sources = new ArrayList<>();
        for (int node = 0; node < values.size(); node++) {
            sources.add(new ArrayList<>());
        }
        Deque<Integer> done = new ArrayDeque<>();
        for (int node = 0; node < values.size(); node++) {
            for (Edge edge : edges.get(node)) {
                if (away.get(edge.target)) {
                    waiting[node]++;
                    sources.get(edge.target).add(node);
                }
            }
        }
        BitSet cyclic = (BitSet) away.clone();
        for (int node = away.nextSetBit(0); node >= 0; node = away.nextSetBit(node + 1)) {
            if (waiting[node] == 0) {
                done.add(node);
            }
        }
        while (!done.isEmpty()) {
            int node = done.remove();
            cyclic.clear(node);
            for (int source : sources.get(node)) {
                if (--waiting[source] == 0 && away.get(source)) {
                    done.add(source);
                }
            }
        }
        return cyclic;
    }

    /** Makes a table from the packed values of the process's own slots to nodes. */
    private void number(Layout layout) {
        strides = new int[slots.length];
        long size = 1;
        for (int i = 0; i < slots.length; i++) {
            strides[i] = (int) size;
            size <<= layout.width(slots[i]);
        }
        if (size <= LARGEST_INDEX) {
            index = new int[(int) size];
            Arrays.fill(index, -1);
            for (int node = 0; node < values.size(); node++) {
                int key = 0;
                for (int i = 0; i < slots.length; i++) {
                    key += values.get(node)[i] * strides[i];
                }
                index[key] = node;
            }
        }
    }

    /** The node of a state, or -1 if it is not known yet. */
    int node(Layout layout, long[] states, int offset) {
        if (index.length == 0) {
            return nodes.getOrDefault(Arrays.stream(slots).mapToObj(s -> layout.get(states, offset, s)).toList(), -1);
        }
        int key = 0;
        for (int i = 0; i < slots.length; i++) {
            key += layout.get(states, offset, slots[i]) * strides[i];
        }
        return index[key];
    }

    /** The node with the same values in another graph of the same process, or -1. */
    private int same(int node, LocalGraph other) {
        return other.nodes.getOrDefault(Arrays.stream(values.get(node)).boxed().toList(), -1);
    }

    /** Whether another graph of the same process says the same of all nodes of this one. */
    boolean agrees(Reach reach, LocalGraph other, Reach otherReach) {
        for (int node = 0; node < values.size(); node++) {
            int there = same(node, other);
            if (there < 0 || away.get(node) != other.away.get(there)
                    || !Arrays.equals(reach.reads()[node], otherReach.reads()[there])
                    || !Arrays.equals(reach.writes()[node], otherReach.writes()[there])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a process at a node comes closer to its home by each of its steps. */
    boolean isAway(int node) {
        return away.get(node);
    }

    /** What may be read and written from each node on while some slots keep their values: {@code -1} where a slot need not. */
    Reach reach(int[] frozenSlots, int[] frozenIds) {
        long[][] reads = new long[values.size()][footprintWords];
        long[][] writes = new long[values.size()][footprintWords];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int node = values.size() - 1; node >= 0; node--) {
                for (Edge edge : edges.get(node)) {
                    if (possible(edge.leaf, frozenSlots, frozenIds)) {
                        changed |= join(reads[node], edge.outcome.reads(), reads[edge.target]);
                        changed |= join(reads[node], edge.outcome.suspensions(), reads[edge.target]);
                        changed |= join(writes[node], edge.outcome.writes(), writes[edge.target]);
                    }
                }
            }
        }
        return new Reach(reads, writes);
    }

    private static boolean possible(Leaf leaf, int[] frozenSlots, int[] frozenIds) {
        for (int i = 0; i < frozenSlots.length; i++) {
            int needed = leaf.needs(frozenSlots[i]);
            if (needed >= 0 && needed != frozenIds[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean join(long[] into, long[] first, long[] second) {
        boolean changed = false;
        for (int i = 0; i < into.length; i++) {
            long joined = into[i] | first[i] | second[i];
            changed |= joined != into[i];
            into[i] = joined;
        }
        return changed;
    }
}
