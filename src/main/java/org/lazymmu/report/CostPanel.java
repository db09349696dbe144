package org.lazymmu.report;

import java.util.List;

/** A way to draw what one workload costs. */
sealed interface CostPanel permits CostBars, CostCurves {
    /** Says what the colours mean, on one line or two. */
    void legend(Svg svg, double x, double y);

    /** Draws the rows of a workload. */
    void draw(Svg svg, List<CostReport.Row> rows, double x, double y, double width);

    /** How high that is. */
    double height(List<CostReport.Row> rows);

    /** What is drawn, for somebody who cannot see it. */
    String description();
}
