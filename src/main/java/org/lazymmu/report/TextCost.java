package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lazymmu.explore.Counter;

/** What workloads cost, as two tables: what is paid, and for how long preemption is off. */
public final class TextCost {
    private static final String GAP = "  ";
    /** In place of a quotient of which there is nothing to say. */
    private static final String NONE = "-";
    private static final int BATCH = 2;

    private final Writer out;
    private final Palette palette;

    public TextCost(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes all of it. */
    public void write(CostReport report) throws IOException {
        line(palette.place(Counted.of(report.pages(), "page", "pages") + " in each run, a region for each page table"));
        line("");
        table(4, List.of("workload", "backend", "batch", "counted", "with the mode", "without", "nested (v6.6)",
                "without/with",
                "nested/with"), paid(report));
        line("");
        List<List<String>> stretches = preemption(report);
        if (stretches.isEmpty()) {
            line(palette.place("Preemption is off as often and as long with the mode as without it"));
        } else {
            line(palette.place("Preemption off, where the mode makes a difference: how often, and the most PTEs changed"
                    + " in one stretch"));
            line("");
            table(2, List.of("workload", "backend", "with: times", "longest", "without: times", "longest",
                    "nested: times", "longest"), stretches);
        }
        if (!report.complete()) {
            line("");
            line(palette.note("stopped") + ": what is missing was not run to its end");
        }
    }

    private static List<List<String>> paid(CostReport report) {
        List<List<String>> lines = new ArrayList<>();
        for (List<CostReport.Row> sizes : report.bySize()) {
            for (Counter counter : shown(report, sizes.getFirst())) {
                for (CostReport.Row row : sizes) {
                    long with = row.with().count(counter);
                    long without = row.without().count(counter);
                    long nested = row.nested().count(counter);
                    if (counter.equals(row.saved()) || with + without + nested > 0) {
                        add(lines, row, List.of(counter.text(), number(with), number(without), number(nested),
                                quotient(without, with), quotient(nested, with)));
                    }
                }
            }
        }
        return lines;
    }

    private static Set<Counter> shown(CostReport report, CostReport.Row row) {
        Set<Counter> counters = new LinkedHashSet<>(report.shown());
        counters.add(row.saved());
        return counters;
    }

    /** Adds a line, or the size of the batch to the line before if all else is the same. */
    private static void add(List<List<String>> lines, CostReport.Row row, List<String> numbers) {
        String size = row.batch().isPresent() ? String.valueOf(row.batch().getAsInt()) : NONE;
        if (!lines.isEmpty()) {
            List<String> last = lines.getLast();
            if (last.subList(0, 2).equals(List.of(row.workload(), row.backend()))
                    && last.subList(BATCH + 1, last.size()).equals(numbers)) {
                size = last.get(BATCH).replaceFirst(" .*", "") + " to " + size;
                lines.removeLast();
            }
        }
        lines.add(Stream.concat(Stream.of(row.workload(), row.backend(), size), numbers.stream()).toList());
    }

    /** The size of the batch does not matter for this. */
    private static List<List<String>> preemption(CostReport report) {
        return report.rows().stream().filter(
                row -> differ(row.with(), row.without()) || differ(row.with(), row.nested()))
                .map(row -> Stream
                        .concat(Stream.of(row.workload(), row.backend()),
                                Stream.of(row.with(), row.without(), row.nested())
                                        .flatMap(paid -> Stream.of(number(paid.preemptionOff()),
                                                number(paid.longestPreemptionOff()))))
                        .toList())
                .distinct().toList();
    }

    private static boolean differ(CostReport.Paid one, CostReport.Paid other) {
        return one.preemptionOff() != other.preemptionOff()
                || one.longestPreemptionOff() != other.longestPreemptionOff();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String quotient(long of, long by) {
        return by == 0 ? NONE : String.format(Locale.ROOT, "%,.1fx", (double) of / by);
    }

    /** Columns as wide as their widest cell: the first few to the left, numbers to the right; what repeats is left out. */
    private void table(int left, List<String> head, List<List<String>> rows) throws IOException {
        int[] widths = new int[head.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Stream.concat(Stream.of(head), rows.stream()).mapToInt(row -> row.get(at).length()).max()
                    .orElse(0);
        }
        line(palette.faint(row(left, head, widths)));
        List<String> before = head;
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(row);
            for (int i = 0; i < left - 1 && row.get(i).equals(before.get(i)); i++) {
                cells.set(i, "");
            }
            line(row(left, cells, widths));
            before = row;
        }
    }

    private static String row(int left, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String blanks = " ".repeat(widths[column] - cells.get(column).length());
            line.append(column < left ? cells.get(column) + blanks : blanks + cells.get(column)).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
