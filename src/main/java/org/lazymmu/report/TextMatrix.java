package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.lazymmu.finding.Matrix;

/**
 * A matrix as text: a block for each architecture, a line for each question with a mark in front: {@code =} does what the
 * contract demands, {@code !} does not, {@code ?} is not known, nothing where the contract demands nothing. Below a line the demand, where
 * it is not met, and the places in the source.
 */
public final class TextMatrix {
    private static final int COLUMNS = 100;
    private static final String INDENT = "    ";

    private final Writer out;
    private final Palette palette;

    public TextMatrix(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    public void write(Matrix matrix) throws IOException {
        int titles = matrix.architectures().stream().flatMap(architecture -> architecture.cells().stream())
                .mapToInt(cell -> cell.title().length()).max().orElse(0);
        for (Matrix.Architecture architecture : matrix.architectures()) {
            line(palette.place(Visible.of(architecture.name())) + switch (architecture.hooks()) {
                case NONE -> ": no hooks of its own, the empty ones of generic code";
                case UNREAD -> ": the hooks could not be worked out";
                case READ -> "";
            });
            for (Matrix.Cell cell : architecture.cells()) {
                write(cell, titles);
            }
            line("");
        }
        line(Visible.of(matrix.treeName()) + (matrix.treeVersion().isEmpty() ? "" : ": Linux ")
                + Visible.of(matrix.treeVersion()) + ", contract " + matrix.era() + " ("
                + Visible.of(matrix.eraEvidence()) + ")");
        line(Counted.of(matrix.architectures().size(), "implementation", "implementations") + "; "
                + Counted.of(matrix.count(Matrix.Verdict.DISAGREES), "answer", "answers")
                + " against the contract (!), " + matrix.count(Matrix.Verdict.AGREES) + " as it demands (=), "
                + matrix.count(Matrix.Verdict.UNKNOWN) + " unknown (?)");
    }

    private void write(Matrix.Cell cell, int titles) throws IOException {
        String indent = INDENT + " ".repeat(titles + 2);
        List<String> text = wrapped(Visible.of(cell.text()), COLUMNS - indent.length());
        line("  " + mark(cell.verdict()) + " " + cell.title() + " ".repeat(titles - cell.title().length() + 2)
                + text.getFirst());
        for (String more : text.subList(1, text.size())) {
            line(indent + more);
        }
        if (cell.verdict() == Matrix.Verdict.DISAGREES) {
            for (String demand : wrapped("demanded: " + Visible.of(cell.demand()), COLUMNS - indent.length())) {
                line(indent + palette.wrong(demand));
            }
        }
        for (Matrix.Evidence evidence : cell.evidence()) {
            line(indent + palette.faint(Visible.of(evidence.place().file()) + ":" + evidence.place().line() + " "
                    + Visible.of(evidence.function())));
        }
    }

    private String mark(Matrix.Verdict verdict) {
        return switch (verdict) {
            case AGREES -> palette.right("=");
            case DISAGREES -> palette.wrong("!");
            case FREE -> " ";
            case UNKNOWN -> palette.note("?");
        };
    }

    /** Breaks a text between words. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void line(String text) throws IOException {
        out.write(text.stripTrailing());
        out.write('\n');
    }
}
