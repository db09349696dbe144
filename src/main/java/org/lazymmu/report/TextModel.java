package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.lazymmu.explore.Coverage;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Verdict;

/** What came of an exploration, for people: the verdict first, then the trace, then what it took. */
public final class TextModel {
    private static final int WIDTH = 120;
    /** The setting that has a line of its own. */
    private static final String PROPERTY = "property";
    private static final int LONGEST_GAPS = 12;

    private final Writer out;
    private final Palette palette;

    public TextModel(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes all of it. */
    public void write(ModelReport report) throws IOException {
        writeVerdict(report);
        line("");
        setting("model", sentence(report.setup()));
        setting("checked", String.join(", ", report.properties().stream().map(Property::id).toList()));
        setting("search", sentence(report.search()));
        counts(report);
        if (!(report.exploration().verdict() instanceof Verdict.Broken)) {
            gaps(report.exploration().coverage());
        }
    }

    /** Writes the verdict and the trace, with which {@link #write} begins. */
    public void writeVerdict(ModelReport report) throws IOException {
        verdict(report);
        if (report.trace().isPresent()) {
            line("");
            new TraceTable(out, palette).write(report.trace().get());
        }
    }

    private void verdict(ModelReport report) throws IOException {
        switch (report.exploration().verdict()) {
            case Verdict.Holds() ->
                    line(palette.right("holds") + ": no reachable step breaks "
                            + (report.properties().size() == 1 ? report.properties().getFirst().id() : "a property"));
            case Verdict.Broken broken -> line(palette.wrong("broken") + ": "
                    + Visible.of(broken.violation().property().id())
                    + report.trace()
                            .map(trace -> ", shortest trace " + Counted.of(trace.steps().size(), "step", "steps"))
                            .orElse("; no trace to it was found within the limits: "
                                    + Visible.of(broken.violation().message())));
            case Verdict.Inconclusive inconclusive ->
                    line(palette.note("inconclusive") + ": " + Visible.of(inconclusive.limit())
                            + "; nothing was broken in what was reached");
        }
    }

    private void counts(ModelReport report) throws IOException {
        Exploration.Statistics counts = report.exploration().statistics();
        setting("reached", Counted.of(counts.states(), "state", "states") + ", "
                + Counted.of(counts.transitions(), "transition", "transitions") + ", depth " + counts.depth()
                + String.format(Locale.ROOT, "; %.1f bytes per state", counts.bytesPerState())
                + (counts.restarts() == 0 ? "" : "; " + Counted.of(counts.restarts(), "restart", "restarts")));
        setting("took", String.format(Locale.ROOT, "%.2f s CPU, %.2f s wall", report.cpuMillis() / 1000.0,
                report.wallMillis() / 1000.0));
    }

    private void gaps(Coverage coverage) throws IOException {
        Map<String, Set<String>> processes = new LinkedHashMap<>();
        for (Coverage.Gap gap : coverage.never()) {
            String function = gap.source().function();
            String what = gap.what() + (function.isEmpty() ? "" : " in " + function);
            processes.computeIfAbsent(what, _ -> new LinkedHashSet<>()).add(gap.process());
        }
        if (processes.isEmpty()) {
            setting("never", "every step and branch was taken");
            return;
        }
        setting("never", coverage.never().size() + " of "
                + Counted.of((long) coverage.taken() + coverage.never().size(), "step or branch", "steps and branches")
                + " never taken:");
        List<String> lines = new ArrayList<>();
        processes.forEach((what, who) -> lines.add(Visible.of(what) + " (" + Visible.of(String.join(", ", who)) + ")"));
        for (String each : lines.subList(0, Math.min(lines.size(), LONGEST_GAPS))) {
            setting("", each);
        }
        if (lines.size() > LONGEST_GAPS) {
            setting("", "and " + (lines.size() - LONGEST_GAPS) + " more, all in the JSON");
        }
    }

    private void setting(String name, String text) throws IOException {
        Grid grid = new Grid(2);
        grid.row(List.of(String.format("%-9s", name), text), List.of(palette::faint, value -> value));
        for (String line : grid.lines(WIDTH)) {
            line(line);
        }
    }

    /** Settings as people say them: a switch that is off is not mentioned. */
    private static String sentence(Map<String, String> settings) {
        StringJoiner sentence = new StringJoiner(", ");
        settings.forEach((name, value) -> {
            switch (name.equals(PROPERTY) ? "" : value) {
                case "false", "" -> {
                }
                case "true" -> sentence.add(Visible.of(name));
                default -> sentence.add(Visible.of(name + " " + value));
            }
        });
        return sentence.toString();
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
