package org.lazymmu.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A curve over the size of the batch for each backend. */
final class CostCurves implements CostPanel {
    private static final double LEFT = 46;
    private static final double RIGHT = 12;
    private static final double PLOT = 200;
    private static final double AXIS = 40;
    private static final int COLOURS = 6;

    private final long most;
    private final List<Integer> sizes;
    private final List<String> backends;
    private final Map<String, String> units;

    CostCurves(CostReport report) {
        most = CostPlot.most(report);
        sizes = report.rows().stream().map(CostReport.Row::batch).filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt).distinct().sorted().toList();
        units = report.rows().stream().collect(Collectors.toMap(CostReport.Row::backend, row -> row.saved().text(),
                (one, other) -> one, LinkedHashMap::new));
        backends = List.copyOf(units.keySet());
    }

    private int colour(String backend) {
        return backends.indexOf(backend) % COLOURS;
    }

    @Override
    public void legend(Svg svg, double x, double y) {
        double at = x;
        double line = y;
        for (int i = 0; i <= backends.size(); i++) {
            boolean last = i == backends.size();
            String text = last ? "without the mode" : backends.get(i) + ": " + units.get(backends.get(i));
            double width = 24 + text.length() * 6.4;
            if (at + width > CostPlot.WIDTH - x) {
                at = x;
                line += 18;
            }
            svg.line(at, line - 4, at + 18, line - 4, last ? "dashed" : "curve s" + i % COLOURS);
            svg.text(at + 24, line, Svg.Anchor.START, "legend", text);
            at += width + 16;
        }
    }

    @Override
    public void draw(Svg svg, List<CostReport.Row> rows, double x, double y, double width) {
        LogScale scale = LogScale.of(most, y + PLOT, y + 6);
        double from = x + LEFT;
        double to = x + width - RIGHT;
        for (int decade = 0; decade <= scale.decades(); decade++) {
            double tick = scale.at(LogScale.tick(decade));
            svg.line(from, tick, to, tick, decade == 0 ? "axis" : "grid");
            svg.text(from - 6, tick + 4, Svg.Anchor.END, "faint small", LogScale.label(decade));
        }
        for (int size : sizes) {
            svg.text(place(size, from, to), y + PLOT + 16, Svg.Anchor.MIDDLE, "faint small", String.valueOf(size));
        }
        svg.text((from + to) / 2, y + PLOT + 32, Svg.Anchor.MIDDLE, "faint small",
                "entries of a batch; up: operations in the whole run; both logarithmic");
        rows.stream().mapToLong(row -> row.without().count(row.saved())).filter(count -> count > 0).distinct()
                .forEach(count -> svg.line(from, scale.at(count), to, scale.at(count), "dashed"));
        for (String backend : backends) {
            curve(svg, scale, rows.stream().filter(row -> row.backend().equals(backend)).toList(), from, to);
        }
    }

    private void curve(Svg svg, LogScale scale, List<CostReport.Row> rows, double from, double to) {
        if (rows.stream().allMatch(row -> row.with().count(row.saved()) == 0)) {
            return;
        }
        int colour = colour(rows.getFirst().backend());
        if (rows.getFirst().batch().isEmpty()) {
            double y = scale.at(rows.getFirst().with().count(rows.getFirst().saved()));
            svg.line(from, y, to, y, "curve s" + colour);
            return;
        }
        double[] points = new double[rows.size() * 2];
        for (int i = 0; i < rows.size(); i++) {
            points[2 * i] = place(rows.get(i).batch().getAsInt(), from, to);
            points[2 * i + 1] = scale.at(rows.get(i).with().count(rows.get(i).saved()));
        }
        svg.curve(points, "curve s" + colour);
        for (int i = 0; i < points.length; i += 2) {
            svg.circle(points[i], points[i + 1], 3, "f" + colour);
        }
    }

    /** Where a size lies: sizes are spread by their logarithm. */
    private double place(int size, double from, double to) {
        double least = Math.log(sizes.getFirst());
        double span = Math.log(sizes.getLast()) - least;
        double inset = 16;
        return from + inset + (span == 0 ? 0 : (Math.log(size) - least) / span) * (to - from - 2 * inset);
    }

    @Override
    public double height(List<CostReport.Row> rows) {
        return PLOT + AXIS;
    }

    @Override
    public String description() {
        return "For each workload a curve for each backend: how many operations with the mode over the size of the batch,"
                + " on logarithmic scales; dashed without the mode. What is not drawn has nothing to save.";
    }
}
