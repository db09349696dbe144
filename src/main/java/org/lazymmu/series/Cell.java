package org.lazymmu.series;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a patch is in a tree.
 *
 * @param tree      the tree
 * @param presence  whether it is there
 * @param sightings the commits that bring it, the surest first; for an undecided one those that may
 * @param changes   how many of its changes are there, in the same or in other words
 * @param total     how many it has
 * @param takenBack the commit that took it back last, or null
 * @param lag       from the commit upstream to that in the tree, null where there is none or both are one
 * @param age       from when it was written to the commit in the tree, null where either is not known
 * @param behaviour what became of the findings that it removes, null if nobody asked
 */
public record Cell(Tree tree, Presence presence, List<Sighting> sightings, int changes, int total,
        @Nullable KnownCommit takenBack, @Nullable Duration lag, @Nullable Duration age,
        Behaviour.@Nullable Outcome behaviour) {
    public Cell {
        sightings = List.copyOf(sightings);
    }

    /** The same cell with what became of findings: where nothing else says that the patch is there, that they are gone does. */
    Cell with(Behaviour.Outcome outcome) {
        boolean gone = outcome.verdict() == Behaviour.Verdict.GONE
                && (presence == Presence.ABSENT || presence == Presence.UNDECIDED);
        return new Cell(tree, gone ? Presence.PRESENT : presence, sightings, changes, total, takenBack, lag, age,
                outcome);
    }

    /** The surest rung that says that it is there, or null. */
    public @Nullable Rung rung() {
        Sighting best = best();
        if (best != null && (best.accepted() || presence == Presence.UNDECIDED)) {
            return best.rung();
        }
        return presence == Presence.PRESENT ? Rung.BEHAVIOUR : null;
    }

    /** The commit that says most, or null. */
    public @Nullable Sighting best() {
        return sightings.isEmpty() ? null : sightings.getFirst();
    }
}
