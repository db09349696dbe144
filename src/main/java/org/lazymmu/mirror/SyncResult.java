package org.lazymmu.mirror;

import java.util.List;

/**
 * What came of one synchronisation.
 *
 * @param changes what became of the refs, by name
 * @param notes   what else the user should know, a line each: refs that were left out, something after the synchronisation that
 *                failed
 */
public record SyncResult(Mirror mirror, Attempt attempt, List<RefChange> changes, List<String> notes) {
    public SyncResult {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** Whether the mirror now has what the other side has. */
    public boolean succeeded() {
        return attempt.outcome() == Attempt.Outcome.OK;
    }

    /** How many refs it happened to. */
    public long count(RefChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
