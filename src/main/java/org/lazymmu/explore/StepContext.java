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
        static final Disabled DISABLED = new Disabled();

        private Disabled() {
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
    private boolean localOnly;

    StepContext(int slots) {
        written = new Object[slots];
        changes = new int[slots];
    }

    /** The value in the state before the step; a {@link Place} for a private slot. */
    protected abstract Object read(int slot, boolean suspension);

    /** Notes a step, or one of the two ways that a branch has gone. */
    protected void covers(Process<?> by, Coverage.Kind kind, int id, boolean way) {
    }

    /** Notes a branch within a step. */
    protected void coversNamed(Process<?> by, String branch, boolean way) {
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

    boolean local(Predicate<Context> test, int branch) {
        localOnly = true;
        boolean way = test.test(this);
        localOnly = false;
        covers(running(), Coverage.Kind.BRANCH, branch, way);
        return way;
    }

    void takes(Program.Label label) {
        covers(running(), Coverage.Kind.STEP, label.id(), true);
    }

    void decided(Program.Label label, boolean way) {
        covers(running(), Coverage.Kind.DECISION, label.id(), way);
    }

    private Process<?> running() {
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
            throw new ModelError("what " + running() + " computes between steps uses " + slot + ", which is not its own");
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
    public <V> V suspension(Slot<V> slot) {
        return value(slot, true);
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
            throw Disabled.DISABLED;
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
        coversNamed(running(), name, taken);
        return taken;
    }

    @Override
    public void count(Counter counter, long times) {
        // only concrete executions count
    }
}
