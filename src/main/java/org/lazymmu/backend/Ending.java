package org.lazymmu.backend;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One way in which code ran.
 *
 * @param after what it left behind
 * @param deeds what it did, in order
 */
record Ending(How how, Situation after, List<Deed> deeds) {
    /** How a path ends. */
    enum How {
        RETURNS,
        /** It met a {@code BUG()}. */
        STOPS,
        /** It was too long to be followed. */
        LOST
    }

    Ending {
        deeds = List.copyOf(deeds);
    }

    boolean returns() {
        return how == How.RETURNS;
    }

    boolean did(Deed.Kind kind) {
        return deeds.stream().anyMatch(deed -> deed.kind() == kind);
    }

    List<Deed> deeds(Deed.Kind kind) {
        return deeds.stream().filter(deed -> deed.kind() == kind).toList();
    }

    /** The cells whose value is another one than before. */
    SortedSet<String> changed(Situation before) {
        SortedSet<String> cells = new TreeSet<>(after.memory().keySet());
        cells.addAll(before.memory().keySet());
        cells.removeIf(cell -> value(after, cell).equals(value(before, cell)));
        return cells;
    }

    /** What a cell of the implementation's state holds: zero as long as nothing was stored. */
    static Datum value(Situation situation, String cell) {
        return situation.memory().getOrDefault(cell, Datum.ZERO);
    }
}
