package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a model, step by step: what {@code run}, {@code replay} and counts at scale are made of, and the plainest
 * reading of what a model means. Not thread-safe.
 */
public final class Execution {
    private final Model model;
    private final @Nullable Object[] state;
    private final Counts context;
    private final Map<Counter, long[]> counts = new HashMap<>();

    /** An execution that is in the model's first state. */
    public Execution(Model model) {
        this.model = model;
        this.state = model.initial();
        this.context = new Counts(state.length);
    }

    /** The values of all slots, a {@link Place} for each private one. */
    Object[] state() {
        Object[] copy = new Object[state.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = current(i);
        }
        return copy;
    }

    /** Goes to a state. */
    void reset(Object[] to) {
        System.arraycopy(to, 0, state, 0, state.length);
    }

    public Model model() {
        return model;
    }

    /** The steps that are enabled, or break a property, in the order of processes and code. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (Process<?> process : model.processes()) {
            for (int unit = 0; unit < 2; unit++) {
                List<Program.Alternative> alternatives = alternatives(process, unit);
                for (int i = 0; i < alternatives.size(); i++) {
                    try {
                        attempt(process, unit, alternatives.get(i));
                        moves.add(move(process, unit, i, alternatives.get(i).label()));
                    } catch (StepContext.Disabled _) {
                        // not among them
                    } catch (StepContext.Violated _) {
                        moves.add(move(process, unit, i, alternatives.get(i).label()));
                    }
                }
            }
        }
        return moves;
    }

    /**
     * Takes a step.
     *
     * @return what it breaks; the state is as before then
     * @throws IllegalStateException if the step is not enabled here
     */
    public Optional<Violation> take(Move move) {
        List<Program.Alternative> alternatives = alternatives(move.process(), move.unit());
        if (move.alternative() >= alternatives.size()) {
            throw new IllegalStateException("no such step here: " + move);
        }
        return take(move.process(), move.unit(), alternatives.get(move.alternative()))
                .orElseThrow(() -> new IllegalStateException("not enabled here: " + move));
    }

    /**
     * Takes the first enabled step of a process's program.
     *
     * @return whether there was one
     * @throws IllegalStateException if it breaks a property
     */
    public boolean advance(Process<?> process) {
        for (Program.Alternative alternative : alternatives(process, 0)) {
            Optional<Optional<Violation>> taken = take(process, 0, alternative);
            if (taken.isPresent()) {
                taken.get().ifPresent(v -> {
                    throw new IllegalStateException(v.property().id() + ": " + v.message());
                });
                return true;
            }
        }
        return false;
    }

    /** The value of a slot now. */
    @SuppressWarnings("unchecked")
    public <V> V get(Slot<V> slot) {
        Process<?> owner = slot.owner();
        Object value = current(slot.index());
        return (V) (owner != null && owner.locals() == slot ? ((Place) value).locals() : value);
    }

    /** Puts a shared slot back to a value, as something outside the model would. */
    public <V> void put(Slot<V> slot, V value) {
        if (slot.owner() != null) {
            throw new IllegalArgumentException(slot + " belongs to " + slot.owner());
        }
        state[slot.index()] = value;
    }

    /** What has been counted so far. */
    public long count(Counter counter) {
        long[] count = counts.get(counter);
        return count == null ? 0 : count[0];
    }

    private static Move move(Process<?> process, int unit, int alternative, Program.Label label) {
        return new Move(process, unit, alternative, label.text(), label.source());
    }

    private List<Program.Alternative> alternatives(Process<?> process, int unit) {
        int location = unit == 0 ? ((Place) current(process.locals().index())).location() : 0;
        return process.unit(unit).alternatives(location);
    }

    /** Empty if the step is not enabled; then what it breaks, if it does. */
    private Optional<Optional<Violation>> take(Process<?> process, int unit, Program.Alternative alternative) {
        try {
            context.counting = true;
            attempt(process, unit, alternative);
        } catch (StepContext.Disabled _) {
            return Optional.empty();
        } catch (StepContext.Violated violated) {
            return Optional.of(Optional.of(violated.violation()));
        } finally {
            context.counting = false;
        }
        for (int i = 0; i < context.changed(); i++) {
            state[context.changedSlot(i)] = context.changedValue(i);
        }
        return Optional.of(Optional.empty());
    }

    /** Runs a step up to its result in the context. */
    private void attempt(Process<?> process, int unit, Program.Alternative alternative) {
        context.begin(process);
        if (unit == 0) {
            process.guard().accept(context);
            context.moveTo(process, process.unit(0).run(alternative, context));
        } else {
            process.unit(unit).run(alternative, context);
        }
    }

    private Object current(int slot) {
        return Objects.requireNonNull(state[slot]);
    }

    private final class Counts extends StepContext {
        private boolean counting;

        Counts(int slots) {
            super(slots);
        }

        @Override
        protected Object read(int slot, boolean suspension) {
            return current(slot);
        }

        @Override
        public void count(Counter counter, long times) {
            if (counting) {
                counts.computeIfAbsent(counter, c -> new long[1])[0] += times;
            }
        }
    }
}
