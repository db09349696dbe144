package org.lazymmu.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the patches of a series are.
 *
 * @param series the series
 * @param trees  that were looked at
 * @param rows   one for each patch
 * @param notes  what else was found
 */
public record SeriesReport(Series series, List<Tree> trees, List<Row> rows, List<Note> notes) {
    public SeriesReport {
        trees = List.copyOf(trees);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * A patch.
     *
     * @param upstream the commit that others were made from, or null if none is known
     * @param cells    one for each tree
     */
    public record Row(SeriesPatch patch, @Nullable KnownCommit upstream, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Whether a tree lacks a patch, a part of one, or a repair of one. */
    public boolean isSomethingMissing() {
        return rows.stream().flatMap(row -> row.cells().stream()).anyMatch(cell -> switch (cell.presence()) {
            case PRESENT, UNDECIDED -> false;
            case PARTIAL, REVERTED, ABSENT -> true;
        }) || notes.stream().anyMatch(note -> note.kind().isMissing());
    }

    /** Whether something could not be decided, or is not known of the series itself. */
    public boolean isSomethingOpen() {
        return rows.stream().flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.presence() == Presence.UNDECIDED)
                || notes.stream().anyMatch(note -> note.kind() == Note.Kind.FOLLOW_UP_UNDECIDED
                        || note.kind() == Note.Kind.INCOMPLETE);
    }
}
