package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What each unit does, learned: a decision trie for each, over the values of the slots that it reads, whose leaves say how the
 * packed state changes. Used by one thread.
 *
 * <p>
 * A node of a trie is, in one flat array: the {@linkplain Layout#position position} of a slot, its mask, and for each value
 * the next node; a leaf is the complement of its number, and 0 has not been met.
 */
final class Memo {
    private final Recorder recorder;
    private final Consumer<Leaf> learned;
    private final int[] roots;
    private Layout layout;
    private int words;
    private int[] nodes = new int[1 << 12];
    private int used = 1;
    private final List<Leaf> leaves = new ArrayList<>();
    /** Of each leaf, where its outcomes begin among the {@link #changes}, counted in outcomes. */
    private int[] first = new int[256];
    /** For each outcome, the words to keep of the state and the words to set in it. */
    private long[] changes = new long[1024];
    private boolean[] breaks = new boolean[256];

    /** @param learned told of every new leaf */
    Memo(Model model, Recorder recorder, Layout layout, Consumer<Leaf> learned) {
        this.recorder = recorder;
        this.learned = learned;
        this.layout = layout;
        this.words = layout.words();
        this.roots = new int[model.processes().size() * 2];
    }

    /** Goes over to another layout, keeping what was learned. */
    void layout(Layout now) {
        layout = now;
        words = now.words();
        recorder.layout(now);
        Arrays.fill(roots, 0);
        Arrays.fill(nodes, 0);
        used = 1;
        List<Leaf> known = new ArrayList<>(leaves);
        leaves.clear();
        known.forEach(this::insert);
    }

    /** The number of the leaf of a unit in a state. */
    int leaf(int unit, long[] states, int offset) {
        int[] trie = nodes;
        int node = roots[unit];
        while (node > 0) {
            int position = trie[node];
            node = trie[node + 2 + ((int) (states[offset + (position >>> 6)] >>> position) & trie[node + 1])];
        }
        return node < 0 ? ~node : learn(unit, states, offset);
    }

    Leaf leaf(int number) {
        return leaves.get(number);
    }

    /** How many leaves there are. */
    int size() {
        return leaves.size();
    }

    /** The number of the first outcome of a leaf; those of the leaf after it begin where its own end. */
    int outcomes(int leaf) {
        return first[leaf];
    }

    /** Whether a leaf has an outcome that breaks a property. */
    boolean breaks(int leaf) {
        return breaks[leaf];
    }

    /** What the first outcome of a leaf that breaks a property breaks. */
    Violation violation(int leaf) {
        return leaves.get(leaf).outcomes().stream().map(Leaf.Outcome::violation).filter(Objects::nonNull).findFirst()
                .orElseThrow();
    }

    /** Writes the state after an outcome. */
    void apply(int outcome, long[] states, int offset, long[] into, int at) {
        int change = outcome * 2 * words;
        for (int word = 0; word < words; word++) {
            into[at + word] = states[offset + word] & changes[change + word] | changes[change + words + word];
        }
    }

    private int learn(int unit, long[] states, int offset) {
        Leaf leaf = recorder.leaf(unit, states, offset);
        int number = insert(leaf);
        learned.accept(leaf);
        return number;
    }

    private int insert(Leaf leaf) {
        int number = leaves.size();
        if (number + 2 > first.length) {
            first = Arrays.copyOf(first, first.length * 2);
            breaks = Arrays.copyOf(breaks, breaks.length * 2);
        }
        breaks[number] = false;
        int outcome = number == 0 ? 0 : first[number];
        first[number] = outcome;
        for (Leaf.Outcome result : leaf.outcomes()) {
            if (result.violation() != null) {
                breaks[number] = true;
            }
            change(result, outcome++);
        }
        first[number + 1] = outcome;
        leaves.add(leaf);
        link(leaf, number);
        return number;
    }

    private void change(Leaf.Outcome result, int outcome) {
        int at = outcome * 2 * words;
        if (at + 2 * words > changes.length) {
            changes = Arrays.copyOf(changes, changes.length * 2);
        }
        Arrays.fill(changes, at, at + words, -1);
        Arrays.fill(changes, at + words, at + 2 * words, 0);
        for (int i = 0; i < result.slots().length; i++) {
            int slot = result.slots()[i];
            layout.requireRoom(slot, result.ids()[i]);
            layout.set(changes, at, slot, 0);
            layout.set(changes, at + words, slot, result.ids()[i]);
        }
    }

    /** Adds the path to a leaf. A unit that reads nothing has its leaf for root. */
    private void link(Leaf leaf, int number) {
        int holder = -1;
        int node = roots[leaf.unit()];
        for (int i = 0; i < leaf.slots().length; i++) {
            int slot = leaf.slots()[i];
            if (node < 0) {
                throw different(leaf);
            }
            if (node == 0) {
                node = allocate(slot);
                hang(leaf.unit(), holder, node);
            } else if (nodes[node] != layout.position(slot) || nodes[node + 1] != layout.mask(slot)) {
                throw different(leaf);
            }
            holder = node + 2 + leaf.ids()[i];
            node = nodes[holder];
        }
        if (node != 0) {
            throw different(leaf);
        }
        hang(leaf.unit(), holder, ~number);
    }

    private void hang(int unit, int holder, int node) {
        if (holder < 0) {
            roots[unit] = node;
        } else {
            nodes[holder] = node;
        }
    }

    private int allocate(int slot) {
        int size = 2 + (1 << layout.width(slot));
        while (used + size > nodes.length) {
            nodes = Arrays.copyOf(nodes, nodes.length * 2);
        }
        int node = used;
        used += size;
        nodes[node] = layout.position(slot);
        nodes[node + 1] = (int) layout.mask(slot);
        return node;
    }

    private static ModelError different(Leaf leaf) {
        return new ModelError("a step of process " + (leaf.unit() >>> 1)
                + " reads other slots when it is run again with the same values: it is no function of what it reads");
    }
}
