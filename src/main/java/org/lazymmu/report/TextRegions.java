package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import org.lazymmu.finding.Region;
import org.lazymmu.finding.Report;

/** The calls of the hooks, one a line, in the form of a compiler's note. */
public final class TextRegions {
    private final Writer out;
    private final Palette palette;

    public TextRegions(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes the regions and a summary. */
    public void write(Report report) throws IOException {
        for (Region region : report.regions()) {
            write(region);
        }
        if (!report.regions().isEmpty()) {
            line("");
        }
        line(TextReport.treeLine(report));
        line(Counted.of(report.regions().size(), "call", "calls") + " of the hooks");
    }

    private void write(Region region) throws IOException {
        String place = Visible.of(region.place().file()) + ":" + region.place().line() + ":" + region.place().column()
                + ":";
        line(palette.place(place) + " " + palette.note(region.kind() + ":") + " " + Visible.of(region.hook()) + " in '"
                + Visible.of(region.function()) + "' on " + Visible.of(String.join(" ", region.architectures()))
                + (region.condition().isEmpty() ? "" : "; if " + Visible.of(region.condition())));
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
