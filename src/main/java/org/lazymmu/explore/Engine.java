package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model made ready for searches over packed states: its values numbered, a layout for them, and what its processes do as far as
 * it has been learned.
 */
final class Engine {
    /** What a state is that no step leads away from. */
    static final Violation DEADLOCK = new Violation(Property.NO_DEADLOCK, "no process can take a step");
    /** Random walks before the first search: they meet nearly all values, so that the first layout mostly fits. */
    private static final int WALKS = 100;
    private static final int WALK_STEPS = 300;
    /** So many walks in a row without anything new end them. */
    private static final int IDLE_WALKS = 30;

    private final Model model;
    private final Object[] initial;
    private final Domains domains;
    private final Taken taken = new Taken();
    private final List<Memo> memos = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private Layout layout;

    Engine(Model model, int threads) {
        this.model = model;
        initial = model.initial();
        domains = new Domains(initial);
        layout = Layout.roomy(domains);
        for (int i = 0; i < threads; i++) {
            memos.add(new Memo(model, new Recorder(model, domains, layout, taken), layout, this::learned));
        }
        boolean walking = true;
        while (walking) {
            try {
                walk(memos.getFirst());
                walking = false;
            } catch (Layout.Overflow _) {
                relayout(Layout.roomy(domains));
            }
        }
        relayout(Layout.of(domains));
    }

    Model model() {
        return model;
    }

    Domains domains() {
        return domains;
    }

    Layout layout() {
        return layout;
    }

    /** What a thread has learned; each has its own, so that looking it up needs no lock. */
    Memo memo(int thread) {
        return memos.get(thread);
    }

    int threads() {
        return memos.size();
    }

    /** How many processes the model has. */
    int processes() {
        return model.processes().size();
    }

    /** All that has been learned, by whichever thread; may hold the same twice. */
    List<Leaf> leaves() {
        synchronized (leaves) {
            return List.copyOf(leaves);
        }
    }

    int leafCount() {
        synchronized (leaves) {
            return leaves.size();
        }
    }

    Coverage coverage() {
        return taken.of(model);
    }

    /** Goes over to a layout that has room for all values known now. */
    void relayout() {
        relayout(Layout.of(domains));
    }

    private void relayout(Layout now) {
        layout = now;
        memos.forEach(memo -> memo.layout(now));
    }

    private void learned(Leaf leaf) {
        synchronized (leaves) {
            leaves.add(leaf);
        }
    }

    /** The value of a slot in the first state; a {@link Place} for a private one. */
    Object initial(int slot) {
        return initial[slot];
    }

    /** The packed first state. */
    long[] first() {
        return layout.pack(domains, initial);
    }

    /** The values of all slots in a packed state. */
    Object[] values(long[] states, int offset) {
        Object[] values = new Object[domains.slots()];
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = domains.value(slot, layout.get(states, offset, slot));
        }
        return values;
    }

    /** Whether a state without enabled steps is a deadlock: some program has not come to its end. */
    boolean stuck(long[] states, int offset) {
        for (Process<?> process : model.processes()) {
            int slot = process.locals().index();
            Place place = (Place) domains.value(slot, layout.get(states, offset, slot));
            if (!process.unit(0).ends(place.location())) {
                return true;
            }
        }
        return false;
    }

    /** Walks about at random, with the same choices each time. */
    private void walk(Memo memo) {
        SplittableRandom random = new SplittableRandom(1);
        int words = layout.words();
        long[] next = new long[words];
        int[] choices = new int[256];
        int learned = 0;
        for (int walk = 0; walk < WALKS && walk - learned < IDLE_WALKS; walk++) {
            int known = memo.size();
            long[] state = first();
            for (int step = 0; step < WALK_STEPS; step++) {
                int count = 0;
                for (int process = 0; process < processes(); process++) {
                    int leaf = memo.leaf(process, state, 0);
                    if (memo.breaks(leaf)) {
                        count = 0;
                        break;
                    }
                    for (int outcome = memo.outcomes(leaf); outcome < memo.outcomes(leaf + 1); outcome++) {
                        if (count == choices.length) {
                            choices = Arrays.copyOf(choices, count * 2);
                        }
                        choices[count++] = outcome;
                    }
                }
                if (count == 0) {
                    break;
                }
                memo.apply(choices[random.nextInt(count)], state, 0, next, 0);
                System.arraycopy(next, 0, state, 0, words);
            }
            learned = memo.size() > known ? walk : learned;
        }
    }
}
