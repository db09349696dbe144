package org.lazymmu.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Columns of text that share the width of a line: narrow ones get what they need, wide ones wrap. */
final class Grid {
    /** Between two columns. */
    private static final String GAP = "  ";
    /** No column is made narrower than this to save room. */
    private static final int NARROWEST = 14;
    /** How far the further lines of a cell are indented. */
    private static final String HANGING = "  ";

    /** Something that colours the finished text of a cell, which it must not make longer for the eye. */
    interface Paint {
        String paint(String text);
    }

    private record Cell(List<String> lines, Paint paint) {
    }

    private final List<List<String>> texts = new ArrayList<>();
    private final List<List<Paint>> paints = new ArrayList<>();
    private final int columns;

    Grid(int columns) {
        this.columns = columns;
    }

    /** Adds a row with a text for each column. */
    void row(List<String> cells, List<Paint> colours) {
        texts.add(List.copyOf(cells));
        paints.add(List.copyOf(colours));
    }

    /** The lines of all rows, none with blanks at its end; a width that cannot be kept to is exceeded. */
    List<String> lines(int width) {
        int[] widths = share(width);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < texts.size(); row++) {
            List<Cell> cells = new ArrayList<>();
            int height = 1;
            for (int column = 0; column < columns; column++) {
                List<String> wrapped = wrap(texts.get(row).get(column), widths[column]);
                height = Math.max(height, wrapped.size());
                cells.add(new Cell(wrapped, paints.get(row).get(column)));
            }
            for (int line = 0; line < height; line++) {
                lines.add(line(cells, line, widths));
            }
        }
        return lines;
    }

    private static String line(List<Cell> cells, int number, int[] widths) {
        StringBuilder line = new StringBuilder();
        int blanks = 0;
        for (int column = 0; column < widths.length; column++) {
            Cell cell = cells.get(column);
            String text = number < cell.lines.size() ? cell.lines.get(number) : "";
            if (!text.isEmpty()) {
                line.repeat(' ', blanks).append(cell.paint.paint(text));
                blanks = 0;
            }
            blanks += widths[column] - text.length() + GAP.length();
        }
        return line.toString();
    }

    private int[] share(int width) {
        int[] natural = new int[columns];
        for (List<String> row : texts) {
            for (int column = 0; column < columns; column++) {
                natural[column] = Math.max(natural[column], row.get(column).length());
            }
        }
        int room = width - GAP.length() * (columns - 1);
        int[] widths = natural.clone();
        // the last column is spared as long as the others have more than what they need least
        for (int spared = columns - 1; spared <= columns; spared++) {
            int widest = widest(widths, spared);
            while (Arrays.stream(widths).sum() > room && widths[widest] > NARROWEST) {
                widths[widest]--;
                widest = widest(widths, spared);
            }
        }
        return widths;
    }

    private static int widest(int[] widths, int columns) {
        int widest = 0;
        for (int column = 1; column < columns; column++) {
            if (widths[column] > widths[widest]) {
                widest = column;
            }
        }
        return widest;
    }

    /** Where to cut a word that fits on no line: after one of its signs, if there is one. */
    private static int cut(CharSequence line, int width) {
        for (int cut = width; cut > width / 2; cut--) {
            if ("(,.>&/_".indexOf(line.charAt(cut - 1)) >= 0) {
                return cut;
            }
        }
        return width;
    }

    /** A text in lines of at most {@code wanted} characters, broken at blanks where there are any. */
    static List<String> wrap(String text, int wanted) {
        int width = Math.max(wanted, NARROWEST);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && !line.toString().isBlank() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(HANGING);
            } else if (!line.isEmpty() && !line.toString().isBlank()) {
                line.append(' ');
            }
            line.append(word);
            while (line.length() > width) {
                int cut = cut(line, width);
                lines.add(line.substring(0, cut));
                line = new StringBuilder(HANGING + line.substring(cut));
            }
        }
        lines.add(line.toString());
        return Collections.unmodifiableList(lines);
    }
}
