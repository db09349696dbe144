package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs what a process can do in one state, and notes what it reads on the way. */
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
    private long[] suspensions = {};
    private final long[] suspended;
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
        suspended = new long[(domains.slots() + 63) >>> 6];
    }

    void layout(Layout now) {
        layout = now;
    }

    /**
     * What a process can do in a state.
     *
     * @throws Layout.Overflow if it makes a value for which the layout has no room
     */
    Leaf leaf(int index, long[] packed, int at) {
        states = packed;
        offset = at;
        for (int i = 0; i < length; i++) {
            known[path[i]] = -1;
        }
        length = 0;
        Arrays.fill(suspended, 0);
        reads = new long[(known.length + 63) >>> 6];
        suspensions = new long[reads.length];
        Process<?> process = model.processes().get(index);
        begin(process);
        int location = place(process).location();
        List<Leaf.Outcome> outcomes = new ArrayList<>();
        long[] awaits = reads.clone();
        long[] writes = new long[reads.length];
        for (unit = 0; unit < 2; unit++) {
            List<Program.Alternative> alternatives = process.unit(unit).alternatives(unit == 0 ? location : 0);
            for (int i = 0; i < alternatives.size(); i++) {
                Leaf.Outcome outcome = attempt(process, alternatives.get(i), i);
                Leaf.join(awaits, reads);
                if (outcome != null) {
                    outcomes.add(outcome);
                    Leaf.join(writes, outcome.writes());
                }
            }
        }
        int[] slots = Arrays.copyOf(path, length);
        return new Leaf(index, slots, Arrays.stream(slots).map(s -> known[s]).toArray(),
                Leaf.bits(slots, reads.length), awaits, writes, outcomes);
    }

    /** What comes of one step, or null if it is not enabled; then the slots that would have to change are among those read. */
    private Leaf.@Nullable Outcome attempt(Process<?> process, Program.Alternative alternative, int number) {
        begin(process);
        covered.clear();
        Arrays.fill(reads, 0);
        Arrays.fill(suspensions, 0);
        try {
            if (unit == 0) {
                place(process);
                process.guard().accept(this);
                moveTo(process, process.unit(0).run(alternative, this));
            } else {
                process.unit(1).run(alternative, this);
            }
            covered.forEach(Runnable::run);
            return changes(number);
        } catch (Disabled _) {
            for (int i = 0; i < suspensions.length; i++) {
                reads[i] |= suspensions[i] & suspended[i];
            }
            return null;
        } catch (Violated violated) {
            covered.forEach(Runnable::run);
            return new Leaf.Outcome(unit, number, reads.clone(), suspensions(), new long[reads.length], new int[0],
                    new int[0], violated.violation());
        }
    }

    private Leaf.Outcome changes(int number) {
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
            }
        }
        slots = Arrays.copyOf(slots, count);
        return new Leaf.Outcome(unit, number, reads.clone(), suspensions(), Leaf.bits(slots, reads.length), slots,
                Arrays.copyOf(ids, count), null);
    }

    private long[] suspensions() {
        long[] only = suspensions.clone();
        for (int i = 0; i < only.length; i++) {
            only[i] &= ~reads[i];
        }
        return only;
    }

    @Override
    protected Object read(int slot, boolean suspension) {
        if (known[slot] < 0) {
            known[slot] = layout.get(states, offset, slot);
            path[length++] = slot;
        }
        Object value = domains.value(slot, known[slot]);
        Leaf.mark(suspension ? suspensions : reads, slot);
        if (suspension && value.equals(true)) {
            Leaf.mark(suspended, slot);
        }
        return value;
    }

    @Override
    protected void tries(Program.Label label) {
        super.tries(label);
        int of = running().index() * 2 + unit;
        covered.add(() -> taken.step(of, label));
    }

    @Override
    protected void goes(Program.Label label, String branch, boolean way) {
        int of = running().index() * 2 + unit;
        covered.add(() -> taken.way(of, label, branch, way));
    }
}
