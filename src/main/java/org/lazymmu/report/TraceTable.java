package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Violation;

/**
 * A run of a model as a table: a row for each step, a column for each CPU and task. The step stands in the column of whoever
 * takes it; a CPU shows which task is on it; the last column names what the step abstracts, in full below the table.
 */
public final class TraceTable {
    private static final int WIDTH = 120;
    /** Before the step that breaks a property. */
    private static final String MARK = "! ";

    private final Writer out;
    private final Palette palette;

    public TraceTable(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes the table, what is broken, and the sources. */
    public void write(Recording run) throws IOException {
        Map<Source, Integer> sources = sources(run);
        boolean last = run.violation().isPresent() && !isDeadlock(run.violation().get());
        Grid grid = new Grid(run.lanes().size() + 2);
        head(grid, run);
        for (int i = 0; i < run.steps().size(); i++) {
            row(grid, run, i, last && i == run.steps().size() - 1, sources);
        }
        for (String line : grid.lines(WIDTH)) {
            line(line);
        }
        if (run.violation().isPresent()) {
            line("");
            violation(run.violation().get());
        }
        if (!sources.isEmpty()) {
            line("");
            sources(sources);
        }
    }

    private void head(Grid grid, Recording run) {
        List<String> titles = new ArrayList<>(List.of("step"));
        run.lanes().forEach(lane -> titles.add(Visible.of(lane.name())));
        titles.add("abstracts");
        grid.row(titles, Collections.nCopies(titles.size(), palette::place));
    }

    private void row(Grid grid, Recording run, int number, boolean breaks, Map<Source, Integer> sources) {
        Recording.Step step = run.steps().get(number);
        List<String> cells = new ArrayList<>();
        List<Grid.Paint> paints = new ArrayList<>();
        cells.add(Integer.toString(number + 1));
        paints.add(palette::faint);
        for (int lane = 0; lane < run.lanes().size(); lane++) {
            boolean acts = lane == step.lane();
            cells.add(acts ? (breaks ? MARK : "") + Visible.of(step.text())
                    : Visible.of(step.occupants().get(lane)));
            paints.add(acts ? breaks ? palette::wrong : text -> text : palette::faint);
        }
        Integer source = sources.get(step.source());
        cells.add(source == null ? "" : Visible.of(step.source().function()) + " [" + source + "]");
        paints.add(text -> text);
        grid.row(cells, paints);
    }

    private void violation(Violation violation) throws IOException {
        String property = "broken: " + Visible.of(violation.property().id());
        line(palette.wrong(property) + (violation.property().text().isEmpty() ? ""
                : " (" + Visible.of(violation.property().text()) + ")"));
        for (String line : Grid.wrap(Visible.of(violation.message()), WIDTH - 2)) {
            line("  " + line);
        }
    }

    private void sources(Map<Source, Integer> sources) throws IOException {
        Grid grid = new Grid(4);
        sources.forEach((source, number) -> grid.row(
                List.of("[" + number + "]", Visible.of(source.function()), Visible.of(source.file()),
                        Visible.of(source.revision())),
                Collections.nCopies(4, text -> text)));
        for (String line : grid.lines(WIDTH)) {
            line(line);
        }
    }

    private static Map<Source, Integer> sources(Recording run) {
        Map<Source, Integer> sources = new LinkedHashMap<>();
        for (Recording.Step step : run.steps()) {
            if (!step.source().equals(Source.NONE)) {
                sources.putIfAbsent(step.source(), sources.size() + 1);
            }
        }
        return sources;
    }

    private static boolean isDeadlock(Violation violation) {
        return violation.property().id().equals(Property.NO_DEADLOCK.id());
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
