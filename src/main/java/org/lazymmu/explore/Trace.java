package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps from a model's first state, up to one that breaks a property.
 *
 * @param entries the steps; the last one is the one that breaks the property, or for a deadlock the last before it
 * @param violation what is broken
 */
public record Trace(List<Entry> entries, Violation violation) {
    public Trace {
        entries = List.copyOf(entries);
    }

    /**
     * One step.
     *
     * @param changes what it changes, in the order of the slots; empty for the step that breaks the property
     */
    public record Entry(Move move, List<Change> changes) {
        public Entry {
            changes = List.copyOf(changes);
        }
    }

    /** What differs between two states, in the order of the slots. */
    static List<Change> changes(Model model, Object[] before, Object[] after) {
        List<Change> changes = new ArrayList<>();
        for (Slot<?> slot : model.slots()) {
            Object from = visible(before[slot.index()]);
            Object to = visible(after[slot.index()]);
            if (!from.equals(to)) {
                changes.add(new Change(slot, from, to));
            }
        }
        return changes;
    }

    private static Object visible(Object value) {
        return value instanceof Place place ? place.locals() : value;
    }

    /** A slot with its values before and after a step; of a private slot, the locals. */
    public record Change(Slot<?> slot, Object before, Object after) {
    }
}
