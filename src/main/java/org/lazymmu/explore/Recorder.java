package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs what a unit can do in one state, and notes what it reads on the way. */
final class Recorder extends StepContext {
    private final Model model;
    private final Domains domains;
    private final Taken taken;
    private final List<Runnable> covered = new ArrayList<>();
    private Layout layout;
    private long[] states = {};
    private int offset;
    private final int[] known;
    private final int[] path;
    private int length;
    private long[] reads = {};
    private int unit;

    Recorder(Model model, Domains domains, Layout layout, Taken taken) {
        super(domains.slots());
        this.model = model;
        this.domains = domains;
        this.layout = layout;
        this.taken = taken;
        known = new int[domains.slots()];
        Arrays.fill(known, -1);
        path = new int[domains.slots()];
    }

    void layout(Layout now) {
        layout = now;
    }

    /**
     * What a unit can do in a state.
     *
     * @throws Layout.Overflow if it makes a value for which the layout has no room
     */
    Leaf leaf(int of, long[] packed, int at) {
        unit = of;
        states = packed;
        offset = at;
        for (int i = 0; i < length; i++) {
            known[path[i]] = -1;
        }
        length = 0;
        reads = new long[(known.length + 63) >>> 6];
        long[] writes = new long[reads.length];
        Process<?> process = model.processes().get(unit >>> 1);
        List<Leaf.Outcome> outcomes = new ArrayList<>();
        begin(process);
        Program program = process.unit(unit & 1);
        int location = (unit & 1) == 0 ? place(process).location() : 0;
        List<Program.Alternative> alternatives = program.alternatives(location);
        for (int i = 0; i < alternatives.size(); i++) {
            begin(process);
            covered.clear();
            try {
                if ((unit & 1) == 0) {
                    process.guard().accept(this);
                    moveTo(process, program.run(alternatives.get(i), this));
                } else {
                    program.run(alternatives.get(i), this);
                }
                outcomes.add(changes(i, writes));
                covered.forEach(Runnable::run);
            } catch (Disabled _) {
                // no outcome
            } catch (Violated violated) {
                outcomes.add(new Leaf.Outcome(i, new int[0], new int[0], violated.violation()));
                covered.forEach(Runnable::run);
            }
        }
        int[] slots = Arrays.copyOf(path, length);
        return new Leaf(unit, slots, Arrays.stream(slots).map(s -> known[s]).toArray(), reads, writes, outcomes);
    }

    private Leaf.Outcome changes(int alternative, long[] writes) {
        int[] slots = new int[changed()];
        int[] ids = new int[slots.length];
        int count = 0;
        for (int i = 0; i < slots.length; i++) {
            int slot = changedSlot(i);
            int id = domains.id(slot, changedValue(i));
            layout.requireRoom(slot, id);
            if (known[slot] != id) {
                slots[count] = slot;
                ids[count++] = id;
                Leaf.mark(writes, slot);
            }
        }
        return new Leaf.Outcome(alternative, Arrays.copyOf(slots, count), Arrays.copyOf(ids, count), null);
    }

    @Override
    protected Object read(int slot, boolean suspension) {
        if (known[slot] < 0) {
            known[slot] = layout.get(states, offset, slot);
            path[length++] = slot;
        }
        if (!suspension) {
            Leaf.mark(reads, slot);
        }
        return domains.value(slot, known[slot]);
    }

    @Override
    protected void tries(Program.Label label) {
        super.tries(label);
        covered.add(() -> taken.step(unit, label));
    }

    @Override
    protected void goes(Program.Label label, String branch, boolean way) {
        covered.add(() -> taken.way(unit, label, branch, way));
    }
}
