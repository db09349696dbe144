package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;

/** What a broken property looks like, as the last section of a page: which model it is, the command that explores it, the trace. */
public final class TextIllustration {
    /** As wide as the pages are. */
    private static final int WIDTH = 120;
    private static final String FENCE = "```\n";

    private final Writer out;
    private final Palette palette;

    public TextIllustration(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /**
     * Writes the section.
     *
     * @param text    which model it is
     * @param command what explores the model, and prints first what stands here
     */
    public void write(String text, String command, ModelReport report) throws IOException {
        out.write("\n## In the model\n\n");
        for (String line : Grid.wrap(text, WIDTH)) {
            out.write(line.strip() + "\n");
        }
        out.write("\n" + FENCE + "$ " + command + "\n");
        new TextModel(out, palette).writeVerdict(report);
        out.write(FENCE);
    }
}
