package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system of processes over slots, with what is to hold of it.
 *
 * @see Builder
 */
public final class Model {
    private final String name;
    private final List<Slot<?>> slots;
    private final List<Process<?>> processes;
    private final List<Renaming> symmetry;

    private Model(Builder builder) {
        name = builder.name;
        slots = List.copyOf(builder.slots);
        processes = List.copyOf(builder.processes);
        symmetry = List.copyOf(builder.symmetry);
    }

    /** Begins a model. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** All slots; the index of each is its place here. */
    public List<Slot<?>> slots() {
        return slots;
    }

    public List<Process<?>> processes() {
        return processes;
    }

    /** The renamings under which the model does not change, without the one that renames nothing. */
    public List<Renaming> symmetry() {
        return symmetry;
    }

    /** The values of the first state; a {@link Place} for each private slot. */
    Object[] initial() {
        Object[] state = new Object[slots.size()];
        for (Slot<?> slot : slots) {
            state[slot.index()] = slot.initial();
        }
        for (Process<?> process : processes) {
            state[process.locals().index()] = new Place(0, process.locals().initial());
        }
        StepContext context = new StepContext(slots.size()) {
            @Override
            protected Object read(int slot, boolean suspension) {
                return state[slot];
            }
        };
        for (Process<?> process : processes) {
            context.begin(process);
            context.moveTo(process, process.unit(0).start(context));
            for (int i = 0; i < context.changed(); i++) {
                state[context.changedSlot(i)] = context.changedValue(i);
            }
        }
        return state;
    }

    /** Collects the parts of a model. */
    public static final class Builder {
        private final String name;
        private final List<Slot<?>> slots = new ArrayList<>();
        private final List<Process<?>> processes = new ArrayList<>();
        private final List<Renaming> symmetry = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        <V> Slot<V> slot(String what, V initial, @Nullable Process<?> owner) {
            Slot<V> slot = new Slot<>(slots.size(), what, initial, owner);
            slots.add(slot);
            return slot;
        }

        /** A new slot that every process may read and write. */
        public <V> Slot<V> shared(String what, V initial) {
            return slot(what, initial, null);
        }

        /** A new process; what it does is said on the result. */
        public <L> Process<L> process(String what, L locals) {
            Process<L> process = new Process<>(this, processes.size(), what, locals);
            processes.add(process);
            return process;
        }

        /** Says that the model stays the same under a renaming; all that do, except the one that renames nothing. */
        public Builder symmetry(List<Renaming> renamings) {
            symmetry.addAll(renamings);
            return this;
        }

        public Model build() {
            return new Model(this);
        }
    }
}
