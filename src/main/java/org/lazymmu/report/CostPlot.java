package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What workloads cost, as a drawing of one panel for each workload: bars for each backend, or, where backends were run with
 * several sizes of the batch, curves over them. Scales are logarithmic.
 */
public final class CostPlot {
    static final double WIDTH = 960;
    private static final double MARGIN = 24;
    private static final double TOP = 104;
    private static final int COLUMNS = 2;
    private static final String STYLE = """
            text { font-family: Helvetica, Arial, sans-serif; font-size: 12px; fill: #1f2933; }
            .paper { fill: #ffffff; }
            .head { font-size: 17px; font-weight: bold; }
            .name { font-size: 14px; font-weight: bold; }
            .faint { fill: #5b6875; }
            .small { font-size: 11px; }
            .grid { stroke: #dde3e9; stroke-width: 1; }
            .axis { stroke: #8895a3; stroke-width: 1; }
            .with { fill: #2f7fc1; }
            .without { fill: #9aa7b4; }
            .nested { fill: #d9663b; }
            .curve { fill: none; stroke-linejoin: round; }
            .dashed { fill: none; stroke: #9aa7b4; stroke-width: 2; stroke-dasharray: 6 4; }
            .s0 { stroke: #2f7fc1; stroke-width: 10; stroke-opacity: 0.4; } .f0 { fill: #2f7fc1; }
            .s1 { stroke: #d9663b; stroke-width: 5.5; stroke-opacity: 0.7; } .f1 { fill: #d9663b; }
            .s2 { stroke: #2b9a66; stroke-width: 2; } .f2 { fill: #2b9a66; }
            .s3 { stroke: #9457c9; stroke-width: 2.5; } .f3 { fill: #9457c9; }
            .s4 { stroke: #b58a00; stroke-width: 2.5; } .f4 { fill: #b58a00; }
            .s5 { stroke: #c2417c; stroke-width: 2.5; } .f5 { fill: #c2417c; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e4eaf0; }
              .paper { fill: #12181f; }
              .faint { fill: #a3b0bd; }
              .grid { stroke: #2b3640; }
              .axis { stroke: #6d7b89; }
              .without { fill: #75828f; }
            }
            """;

    private final Writer out;

    public CostPlot(Writer out) {
        this.out = out;
    }

    /** Writes the file. */
    public void write(CostReport all) throws IOException {
        CostReport report = all.compared();
        Map<String, List<CostReport.Row>> workloads = report.rows().stream()
                .collect(Collectors.groupingBy(CostReport.Row::workload, LinkedHashMap::new, Collectors.toList()));
        boolean curves = workloads.values().stream().anyMatch(CostPlot::hasSizes);
        CostPanel panel = curves ? new CostCurves(report) : new CostBars(report);
        Svg svg = new Svg();
        String title = "What the lazy MMU mode saves: " + Counted.of(report.pages(), "page", "pages");
        svg.text(MARGIN, 34, Svg.Anchor.START, "head", title);
        panel.legend(svg, MARGIN, 64);
        double width = (WIDTH - MARGIN * (COLUMNS + 1)) / COLUMNS;
        double y = TOP;
        double height = 0;
        int column = 0;
        for (List<CostReport.Row> rows : workloads.values()) {
            if (column == COLUMNS) {
                column = 0;
                y += height + MARGIN;
                height = 0;
            }
            double x = MARGIN + column * (width + MARGIN);
            svg.text(x, y + 14, Svg.Anchor.START, "name", rows.getFirst().workload());
            svg.text(x + width, y + 14, Svg.Anchor.END, "faint small", rows.getFirst().text());
            panel.draw(svg, rows, x, y + 26, width);
            height = Math.max(height, 26 + panel.height(rows));
            column++;
        }
        out.write(svg.document(WIDTH, y + height + MARGIN / 2, title, panel.description(), STYLE));
    }

    private static boolean hasSizes(List<CostReport.Row> rows) {
        return rows.stream().map(CostReport.Row::backend).distinct().count() < rows.size();
    }

    /** The largest number of what is saved. */
    static long most(CostReport report) {
        return report.rows().stream()
                .flatMap(row -> Stream.of(row.with(), row.without(), row.nested()).map(paid -> paid.count(row.saved())))
                .max(Long::compare).orElse(1L);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
