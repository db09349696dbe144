package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;

/**
 * Findings as a compiler prints them, so that editors jump to their places: a line with the message, an indented one with the
 * architectures and the condition, a note for each step of the chain.
 */
public final class TextReport {
    private final Writer out;
    private final Palette palette;

    public TextReport(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes the findings, what was not analysed, and a summary. */
    public void write(Report report) throws IOException {
        write(report, report.findings());
    }

    /** As {@link #write(Report)}, with some of the findings only. */
    public void write(Report report, List<Finding> findings) throws IOException {
        for (Finding finding : findings) {
            write(finding);
            line("");
        }
        for (Unanalysed entry : report.unanalysed()) {
            write(entry);
        }
        if (!report.unanalysed().isEmpty()) {
            line("");
        }
        writeTree(report);
        writeCounts(report, findings);
    }

    private void write(Finding finding) throws IOException {
        line(palette.place(Visible.of(finding.place().file())) + ": In function "
                + quoted(finding.function()) + ":");
        line(at(finding.place()) + palette.severity(finding.severity(), word(finding.severity()) + ":") + " "
                + Visible.of(finding.message()) + " [" + palette.severity(finding.severity(), finding.rule()) + "]");
        line("    " + scope(finding));
        String function = finding.function();
        for (TraceStep step : finding.trace()) {
            line(at(step.place()) + palette.note("note:") + " " + Visible.of(step.text())
                    + (step.function().equals(function) ? "" : ", in " + quoted(step.function())));
            function = step.function();
        }
        for (TraceStep step : finding.also()) {
            line(at(step.place()) + palette.note("note:") + " " + Visible.of(step.text()) + ", in "
                    + quoted(step.function()));
        }
    }

    private void write(Unanalysed entry) throws IOException {
        String loss = entry.canHide()
                ? palette.severity(Severity.WARNING, "warning:") + " not analysed, can hide a finding: "
                : palette.note("note:") + " not analysed: ";
        line(at(entry.place()) + loss + Visible.of(entry.reason())
                + (entry.function().isEmpty() ? "" : ", in " + quoted(entry.function())));
    }

    /** On which architectures it does what, and under which condition. */
    private static String scope(Finding finding) {
        Map<Effect, TreeSet<String>> byEffect = new EnumMap<>(Effect.class);
        finding.architectures().forEach(
                (name, effect) -> byEffect.computeIfAbsent(effect, _ -> new TreeSet<>()).add(Visible.of(name)));
        StringJoiner scope = new StringJoiner("; ");
        byEffect.forEach((effect, names) -> scope.add(phrase(effect) + " on " + String.join(", ", names)));
        if (finding.architectures().isEmpty()) {
            scope.add("on no architecture in particular");
        }
        if (!finding.condition().isEmpty()) {
            scope.add("if " + Visible.of(finding.condition()));
        }
        return scope.toString();
    }

    private static String phrase(Effect effect) {
        return switch (effect) {
            case MISBEHAVES -> "misbehaves";
            case CONTRACT_ONLY -> "breaks only the contract";
            case NOT_AFFECTED -> "does not matter";
        };
    }

    private void writeTree(Report report) throws IOException {
        line(treeLine(report));
    }

    /** The tree, and the contract it was held against. */
    static String treeLine(Report report) {
        return Visible.of(report.treeName()) + (report.treeVersion().isEmpty() ? "" : ": Linux ")
                + Visible.of(report.treeVersion()) + ", contract " + report.era() + " ("
                + Visible.of(report.eraEvidence()) + "), views "
                + String.join(" ", report.statistics().views().stream().map(Visible::of).toList());
    }

    private void writeCounts(Report report, List<Finding> findings) throws IOException {
        Report.Statistics statistics = report.statistics();
        line(Counted.of(findings.size(), "finding", "findings") + "; "
                + Counted.of(statistics.regions(), "region", "regions") + ", "
                + Counted.of(statistics.functions(), "function", "functions") + ", "
                + Counted.of(statistics.files(), "file", "files") + "; "
                + Counted.of(report.unanalysed().size(), "place", "places") + " not analysed");
    }

    private String at(Place place) {
        return palette.place(Visible.of(place.file()) + ":" + place.line() + ":" + place.column() + ":") + " ";
    }

    private String quoted(String name) {
        return palette.place("'" + Visible.of(name) + "'");
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
