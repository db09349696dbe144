package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lazymmu.series.Behaviour;
import org.lazymmu.series.Cell;
import org.lazymmu.series.Note;
import org.lazymmu.series.Presence;
import org.lazymmu.series.Rung;
import org.lazymmu.series.Series;
import org.lazymmu.series.SeriesReport;
import org.lazymmu.series.Sighting;

/** Where the patches of a series are, as a table of patches and trees with a mark in each cell, and notes below it. */
public final class TextSeries {
    private static final int COLUMNS = 110;
    private static final int ID_DIGITS = 12;

    private final Writer out;
    private final Palette palette;

    public TextSeries(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    public void write(SeriesReport report) throws IOException {
        line(title(report.series()));
        line("");
        Grid grid = new Grid(2 + report.trees().size());
        grid.row(
                Stream.concat(Stream.of("", "patch"), report.trees().stream().map(tree -> Visible.of(tree.name())))
                        .toList(),
                paints(report, palette::place));
        for (SeriesReport.Row row : report.rows()) {
            List<String> texts = new ArrayList<>(List.of(String.valueOf(row.patch().number()),
                    Visible.of(row.patch().subject())));
            List<Grid.Paint> paints = new ArrayList<>(List.of(text -> text, text -> text));
            for (Cell cell : row.cells()) {
                texts.add(text(cell));
                paints.add(text -> paint(cell.presence(), text));
            }
            grid.row(texts, paints);
        }
        for (String line : grid.lines(Math.max(COLUMNS, 40 + 30 * report.trees().size()))) {
            line(line);
        }
        notes(report);
        line("");
        line(summary(report));
    }

    private static List<Grid.Paint> paints(SeriesReport report, Grid.Paint paint) {
        return Stream.generate(() -> paint).limit(2L + report.trees().size()).toList();
    }

    private String title(Series series) {
        String title = series.title().isEmpty() ? "" : palette.place(Visible.of(series.title()));
        String version = series.version() > 1 ? "version " + series.version() : "";
        String known = Counted.of(series.patches().size(), "patch", "patches");
        String count = series.total() > series.patches().size()
                ? series.patches().size() + " of " + series.total() + " patches"
                : known;
        return String.join(", ", Stream.of(title, version, count).filter(part -> !part.isEmpty()).toList());
    }

    private static String text(Cell cell) {
        StringBuilder text = new StringBuilder(switch (cell.presence()) {
            case PRESENT -> "=";
            case PARTIAL -> "~";
            case REVERTED -> "!";
            case ABSENT -> "-";
            case UNDECIDED -> "?";
        });
        Sighting best = cell.best();
        Rung rung = cell.rung();
        if (best != null && rung != Rung.BEHAVIOUR) {
            text.append(' ').append(best.commit().id(), 0, ID_DIGITS).append(' ').append(best.rung().id());
            text.append(switch (best.sureness()) {
                case CERTAIN, LIKELY -> "";
                case POSSIBLE -> ", doubtful";
            });
        } else if (rung != null) {
            text.append(' ').append(rung.id());
        } else {
            text.append(' ').append(cell.presence().id());
        }
        if (cell.presence() == Presence.PARTIAL) {
            text.append(", ").append(cell.changes()).append(" of ").append(cell.total());
        }
        int more = cell.sightings().size() - 1;
        if (more > 0) {
            text.append(", ").append(more).append(" more");
        }
        Duration lag = cell.lag();
        if (lag != null) {
            text.append(String.format(Locale.ROOT, ", %+d d", lag.toDays()));
        }
        Behaviour.Outcome outcome = cell.behaviour();
        if (outcome != null && outcome.verdict() != Behaviour.Verdict.NO_FINDINGS) {
            text.append(", findings ").append(outcome.verdict().id());
        }
        return text.toString();
    }

    private String paint(Presence presence, String text) {
        return switch (presence) {
            case PRESENT -> palette.right(text);
            case PARTIAL, UNDECIDED -> palette.note(text);
            case REVERTED, ABSENT -> palette.wrong(text);
        };
    }

    private void notes(SeriesReport report) throws IOException {
        if (!report.notes().isEmpty()) {
            line("");
        }
        for (Note note : report.notes()) {
            String tree = note.tree() == null ? "" : Visible.of(note.tree()) + ": ";
            String patch = note.patch() == 0 ? "" : "patch " + note.patch() + ": ";
            line((tree.isEmpty() ? "" : palette.place(tree)) + patch + Visible.of(note.text()) + " [" + note.kind().id()
                    + "]");
        }
    }

    private static String summary(SeriesReport report) {
        List<String> counts = new ArrayList<>();
        for (Presence presence : Presence.values()) {
            long count = report.rows().stream().flatMap(row -> row.cells().stream())
                    .filter(cell -> cell.presence() == presence).count();
            if (count > 0) {
                counts.add(count + " " + presence.id());
            }
        }
        long followUps = report.notes().stream().filter(note -> note.kind() == Note.Kind.FOLLOW_UP).count();
        return Counted.of(report.rows().size(), "patch", "patches") + " in "
                + Counted.of(report.trees().size(), "tree", "trees") + ": " + String.join(", ", counts)
                + (followUps == 0 ? "" : "; " + Counted.of(followUps, "missing follow-up", "missing follow-ups"));
    }

    private void line(String text) throws IOException {
        out.write(text.stripTrailing());
        out.write('\n');
    }
}
