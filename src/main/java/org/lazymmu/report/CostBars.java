package org.lazymmu.report;

import java.util.List;

/** A bar for each backend and way. */
final class CostBars implements CostPanel {
    private static final double NAMES = 112;
    /** Room for a number behind the longest bar. */
    private static final double NUMBERS = 74;
    private static final double BAR = 12;
    private static final double BACKEND = 3 * BAR + 12;
    private static final double AXIS = 36;

    private final long most;

    CostBars(CostReport report) {
        most = CostPlot.most(report);
    }

    @Override
    public void legend(Svg svg, double x, double y) {
        String[] classes = { "with", "without", "nested" };
        String[] texts = { "with the mode", "without it", "nested: set_ptes() of v6.6 enters the mode itself" };
        double[] places = { 0, 126, 224 };
        for (int i = 0; i < classes.length; i++) {
            svg.rectangle(x + places[i], y - 11, 14, 12, classes[i]);
            svg.text(x + places[i] + 20, y, Svg.Anchor.START, "legend", texts[i]);
        }
    }

    @Override
    public void draw(Svg svg, List<CostReport.Row> rows, double x, double y, double width) {
        double bottom = y + rows.size() * BACKEND + 4;
        LogScale scale = LogScale.of(most, x + NAMES, x + width - NUMBERS);
        for (int decade = 0; decade <= scale.decades(); decade++) {
            double tick = scale.at(LogScale.tick(decade));
            svg.line(tick, y, tick, bottom, decade == 0 ? "axis" : "grid");
            svg.text(tick, bottom + 14, Svg.Anchor.MIDDLE, "faint small", LogScale.label(decade));
        }
        svg.text((scale.from() + scale.to()) / 2, bottom + 30, Svg.Anchor.MIDDLE, "faint small",
                "operations in the whole run, logarithmic");
        double at = y + 8;
        for (CostReport.Row row : rows) {
            svg.text(x + NAMES - 8, at + 13, Svg.Anchor.END, "label", row.label());
            svg.text(x + NAMES - 8, at + 28, Svg.Anchor.END, "faint small", row.saved().text());
            bars(svg, scale, row, at);
            at += BACKEND;
        }
    }

    private static void bars(Svg svg, LogScale scale, CostReport.Row row, double y) {
        long with = row.with().count(row.saved());
        long without = row.without().count(row.saved());
        long nested = row.nested().count(row.saved());
        if (with + without + nested == 0) {
            svg.text(scale.from() + 6, y + 20, Svg.Anchor.START, "faint small", "nothing to save");
            return;
        }
        bar(svg, scale, with, y, "with");
        bar(svg, scale, without, y + BAR, "without");
        bar(svg, scale, nested, y + 2 * BAR, "nested");
    }

    private static void bar(Svg svg, LogScale scale, long number, double y, String classes) {
        double end = scale.at(number);
        if (number > 0) {
            svg.rectangle(scale.from(), y, Math.max(2, end - scale.from()), BAR - 2, classes);
        }
        svg.text((number > 0 ? Math.max(scale.from() + 2, end) : scale.from()) + 5, y + BAR - 2.5, Svg.Anchor.START,
                "small", CostPlot.number(number));
    }

    @Override
    public double height(List<CostReport.Row> rows) {
        return rows.size() * BACKEND + 4 + AXIS;
    }

    @Override
    public String description() {
        return "For each workload and backend three bars on a logarithmic scale: how many operations with the mode,"
                + " without it, and with the nesting of v6.6.";
    }
}
