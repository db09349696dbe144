package org.lazymmu.explore;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The state as one step sees it: reads go to the state, writes are kept until the step is over. */
abstract class StepContext implements Context {
    /** The step is not enabled. */
    static final class Disabled extends RuntimeException {
        private static final long serialVersionUID = 1;

        Disabled() {
            super("not enabled", null, false, false);
        }
    }

    /** The step breaks a property. */
    static final class Violated extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Violation violation;

        Violated(Violation violation) {
            super(violation.message(), null, false, false);
            this.violation = violation;
        }

        Violation violation() {
            return violation;
        }
    }

    private final @Nullable Object[] written;
    private final int[] changes;
    private int changed;
    private @Nullable Process<?> process;
    private Program.@Nullable Label trying;
    private boolean localOnly;

    StepContext(int slots) {
        written = new Object[slots];
        changes = new int[slots];
    }

    /** The value in the state before the step; a {@link Place} for a private slot. */
    protected abstract Object read(int slot, boolean suspension);

    /** Told that a step is tried. */
    protected void tries(Program.Label label) {
        trying = label;
    }

    /** Told which way a branch has gone, within a step or at its end. */
    protected void goes(Program.Label label, String branch, boolean way) {
    }

    /** Makes ready for a step of a process. */
    void begin(Process<?> by) {
        for (int i = 0; i < changed; i++) {
            written[changes[i]] = null;
        }
        changed = 0;
        process = by;
        localOnly = false;
    }

    /** How many slots the step has changed so far. */
    int changed() {
        return changed;
    }

    /** The index of a changed slot, in the order of the changes. */
    int changedSlot(int i) {
        return changes[i];
    }

    /** Its new value. */
    Object changedValue(int i) {
        return Objects.requireNonNull(written[changes[i]]);
    }

    /** Where the program of a process rests. */
    Place place(Process<?> of) {
        return (Place) current(of.locals().index(), false);
    }

    /** Lets the program of the running process rest at a location. */
    void moveTo(Process<?> by, int location) {
        Place place = place(by);
        if (place.location() != location) {
            write(by.locals().index(), new Place(location, place.locals()));
        }
    }

    void local(Consumer<Context> action) {
        localOnly = true;
        action.accept(this);
        localOnly = false;
    }

    boolean test(Predicate<Context> test) {
        localOnly = true;
        boolean way = test.test(this);
        localOnly = false;
        return way;
    }

    /** The process whose step it is. */
    protected Process<?> running() {
        return Objects.requireNonNull(process);
    }

    private Object current(int slot, boolean suspension) {
        Object own = written[slot];
        return own == null ? read(slot, suspension) : own;
    }

    private void write(int slot, Object value) {
        if (written[slot] == null) {
            changes[changed++] = slot;
        }
        written[slot] = value;
    }

    @SuppressWarnings("unchecked")
    private <V> V value(Slot<V> slot, boolean suspension) {
        Process<?> owner = slot.owner();
        if (localOnly && owner != process) {
            throw new ModelError(
                    "what " + running() + " computes between steps uses " + slot + ", which is not its own");
        }
        Object value = current(slot.index(), suspension);
        if (owner != null && owner.locals() == slot) {
            return (V) ((Place) value).locals();
        }
        return (V) value;
    }

    @Override
    public <V> V get(Slot<V> slot) {
        return value(slot, false);
    }

    @Override
    public void requireNotSuspendedBy(Slot<Boolean> slot) {
        require(!value(slot, true));
    }

    @Override
    public <V> void set(Slot<V> slot, V value) {
        Process<?> owner = slot.owner();
        if (owner != null && owner != process) {
            throw new ModelError(running() + " writes " + slot + ", which belongs to " + owner);
        }
        if (localOnly && owner == null) {
            throw new ModelError("what " + running() + " computes between steps changes " + slot + ", which is shared");
        }
        if (owner != null && owner.locals() == slot) {
            Place place = place(owner);
            write(slot.index(), new Place(place.location(), Objects.requireNonNull(value)));
        } else {
            write(slot.index(), Objects.requireNonNull(value));
        }
    }

    @Override
    public void require(boolean enabled) {
        if (!enabled) {
            throw new Disabled();
        }
    }

    @Override
    public void check(Property property, boolean holds, String message) {
        if (!holds) {
            throw new Violated(new Violation(property, message));
        }
    }

    @Override
    public boolean branch(String name, boolean taken) {
        goes(Objects.requireNonNull(trying), name, taken);
        return taken;
    }

    @Override
    public void count(Counter counter, long times) {
        // only concrete executions count
    }
}
