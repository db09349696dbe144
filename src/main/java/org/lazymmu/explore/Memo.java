package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What each process does, learned: a decision trie for each, over the values of the slots that it reads, whose leaves say how the
 * packed state changes. Used by one thread.
 *
 * <p>
 * A node of a trie is, in one flat array: the {@linkplain Layout#position position} of a slot with its mask above, and for
 * each value the next node; a leaf is the complement of its number, and 0 has not been met.
 */
final class Memo {
    /** Bits of a node's head: the position of the slot below, 64 times a word and a bit in it; the mask above. */
    private static final int MASK = 13;
    private static final int WORD = (1 << MASK - 6) - 1;

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
    private final List<long[]> writes = new ArrayList<>();
    private boolean[] breaks = new boolean[256];

    /** @param learned told of every new leaf */
    Memo(Model model, Recorder recorder, Layout layout, Consumer<Leaf> learned) {
        this.recorder = recorder;
        this.learned = learned;
        this.layout = layout;
        this.words = layout.words();
        this.roots = new int[model.processes().size()];
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
        writes.clear();
        known.forEach(this::insert);
    }

    /** The number of the leaf of a process in a state. */
    int leaf(int process, long[] states, int offset) {
        int[] trie = nodes;
        int node = roots[process];
        while (node > 0) {
            int head = trie[node];
            node = trie[node + 1 + ((int) (states[offset + (head >>> 6 & WORD)] >>> head) & head >>> MASK)];
        }
        return node < 0 ? ~node : learn(process, states, offset);
    }

    /** The number of the leaf of a process in a state of one word, or -1 if it is not known yet. */
    int leaf(int process, long state) {
        int[] trie = nodes;
        int node = roots[process];
        while (node > 0) {
            int head = trie[node];
            node = trie[node + 1 + ((int) (state >>> head) & head >>> MASK)];
        }
        return ~node;
    }

    /** A state of one word after an outcome. */
    long after(int outcome, long state) {
        return state & changes[2 * outcome] | changes[2 * outcome + 1];
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

    /** The slots that an outcome changes, as bits. */
    long[] writes(int outcome) {
        return writes.get(outcome);
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

    private int learn(int process, long[] states, int offset) {
        Leaf leaf = recorder.leaf(process, states, offset);
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
            writes.add(result.writes());
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

    /** Adds the path to a leaf. */
    private void link(Leaf leaf, int number) {
        int holder = -1;
        int node = roots[leaf.process()];
        for (int i = 0; i < leaf.slots().length; i++) {
            int slot = leaf.slots()[i];
            if (node < 0) {
                throw different(leaf);
            }
            if (node == 0) {
                node = allocate(slot);
                hang(leaf.process(), holder, node);
            } else if (nodes[node] != head(slot)) {
                throw different(leaf);
            }
            holder = node + 1 + leaf.ids()[i];
            node = nodes[holder];
        }
        if (node != 0) {
            throw different(leaf);
        }
        hang(leaf.process(), holder, ~number);
    }

    private void hang(int process, int holder, int node) {
        if (holder < 0) {
            roots[process] = node;
        } else {
            nodes[holder] = node;
        }
    }

    private int allocate(int slot) {
        int size = 1 + (1 << layout.width(slot));
        while (used + size > nodes.length) {
            nodes = Arrays.copyOf(nodes, nodes.length * 2);
        }
        int node = used;
        used += size;
        nodes[node] = head(slot);
        return node;
    }

    private int head(int slot) {
        if (layout.width(slot) > Integer.SIZE - MASK - 1) {
            throw new ModelError("a slot has too many values: " + slot);
        }
        return (int) layout.mask(slot) << MASK | layout.position(slot);
    }

    private static ModelError different(Leaf leaf) {
        return new ModelError("a step of process " + (leaf.process())
                + " reads other slots when it is run again with the same values: it is no function of what it reads");
    }
}
