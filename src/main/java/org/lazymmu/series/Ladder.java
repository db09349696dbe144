package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a series against trees: every patch by every rung, and what follows from all of them together. */
public final class Ladder {
    private final Archive archive;
    private final @Nullable Behaviour behaviour;

    /** A ladder without its last rung. */
    public Ladder(Commits commits, Histories histories) {
        this(commits, histories, null);
    }

    /** @param behaviour the last rung, or null to leave it out: it takes as long as checking the trees */
    public Ladder(Commits commits, Histories histories, @Nullable Behaviour behaviour) {
        archive = new Archive(commits, histories);
        this.behaviour = behaviour;
    }

    /** Where the patches of a series are in some trees. */
    public SeriesReport run(Series series, List<Tree> trees) throws IOException {
        HunkSearch hunks = new HunkSearch(archive, series.patches());
        List<Placement> placements = new ArrayList<>();
        List<SeriesReport.Row> rows = new ArrayList<>();
        for (SeriesPatch patch : series.patches()) {
            Placement placement = new Placement(archive, hunks, patch);
            List<Cell> cells = new ArrayList<>();
            for (Tree tree : trees) {
                cells.add(withBehaviour(patch, placement, placement.in(tree)));
            }
            placements.add(placement);
            rows.add(new SeriesReport.Row(patch, placement.original(), cells));
        }
        List<Note> notes = new ArrayList<>();
        series.gaps().forEach(gap -> notes.add(new Note(Note.Kind.INCOMPLETE, 0, null, null, gap)));
        series.remarks().forEach(remark -> notes.add(new Note(Note.Kind.READING, 0, null, null, remark)));
        notes.addAll(new Remarks(archive, rows, placements).all());
        notes.addAll(new FollowUps(archive, rows, placements).all());
        return new SeriesReport(series, trees, rows, notes);
    }

    private Cell withBehaviour(SeriesPatch patch, Placement placement, Cell cell) throws IOException {
        Behaviour last = behaviour;
        if (last == null) {
            return cell;
        }
        KnownCommit original = placement.original();
        return cell.with(original == null
                ? new Behaviour.Outcome(Behaviour.Verdict.UNKNOWN, List.of(),
                        "no commit is known that is the patch upstream")
                : last.of(patch, original.id(), cell.tree().tip()));
    }
}
