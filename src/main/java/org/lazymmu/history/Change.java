package org.lazymmu.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;

/**
 * What one commit did.
 *
 * @param commit     the commit
 * @param via        the merge that brought it to the line that was followed; null if it is on the line
 * @param eraBefore  the contract of its first parent, empty if that is not known
 * @param eraAfter   its own contract
 * @param unsure     commits between it and what it was compared with, which could not be checked: what it is said to have
 *                   done, may have been done by them
 * @param events     what it did to findings: introduced first, then fixed, then moved, each in the order of the reports
 * @param unanalysed places that are not analysed in its tree and were in all its parents' trees
 * @param undecided  places that could not be decided in its tree and were no such in any of its parents' trees
 */
public record Change(Revision commit, @Nullable Revision via, String eraBefore, String eraAfter, List<String> unsure,
        List<Event> events, List<Unanalysed> unanalysed, List<Undecided> undecided) {
    public Change {
        unsure = List.copyOf(unsure);
        events = List.copyOf(events);
        unanalysed = List.copyOf(unanalysed);
        undecided = List.copyOf(undecided);
    }

    /** Whether there is nothing to be said of it. */
    public boolean isNothing() {
        return events.isEmpty() && unanalysed.isEmpty() && undecided.isEmpty() && !changesEra();
    }

    /** Whether findings came or went because another contract holds. */
    public boolean changesEra() {
        return !eraBefore.isEmpty() && !eraBefore.equals(eraAfter);
    }

    /** What it did of one kind. */
    public List<Event> events(Event.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    Change with(@Nullable Revision merge, List<Event> other) {
        return new Change(commit, merge, eraBefore, eraAfter, unsure, other, unanalysed, undecided);
    }
}
