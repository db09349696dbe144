package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;

/**
 * Findings as a compiler prints them, so that editors jump to their places: a line with the message, an indented one with the
 * architectures and the condition, a note for each step of the chain.
 */
public final class TextReport {
    /** Places that could not be decided that are shown. */
    private static final int UNDECIDED = 10;

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
        write(report.undecided());
        for (Unanalysed entry : report.unanalysed()) {
            write(entry);
        }
        if (!report.unanalysed().isEmpty()) {
            line("");
        }
        writeTree(report);
        writeCounts(report, findings);
        writeMore(findings);
    }

    /**
     * Writes what a change did: what it introduces in full, what it fixes one a line with the lines of the tree before, how much
     * it leaves.
     */
    public void write(Comparison comparison) throws IOException {
        for (Finding finding : comparison.findings(Status.INTRODUCED)) {
            write(finding);
            line("");
        }
        for (Finding finding : comparison.findings(Status.FIXED)) {
            line(at(finding.place()) + palette.note("fixed:") + " " + Visible.of(finding.message()) + " ["
                    + palette.note(finding.rule()) + "], in " + quoted(finding.function()));
        }
        if (!comparison.findings(Status.FIXED).isEmpty()) {
            line("");
        }
        write(comparison.undecided(Status.INTRODUCED));
        for (Unanalysed entry : comparison.unanalysed(Status.INTRODUCED)) {
            write(entry);
        }
        if (!comparison.unanalysed(Status.INTRODUCED).isEmpty()) {
            line("");
        }
        writeSides(comparison);
        writeChanges(comparison);
        writeMore(comparison.findings(Status.INTRODUCED));
    }

    /** Where the rules of findings are explained. */
    private void writeMore(List<Finding> findings) throws IOException {
        if (!findings.isEmpty()) {
            line("'lazymmu explain RULE' says why, and shows what comes of it in the model");
        }
    }

    private void writeSides(Comparison comparison) throws IOException {
        Report before = comparison.before();
        Report after = comparison.after();
        line("with " + String.join(", ", comparison.changes().stream().map(Visible::of).toList()));
        if (!before.era().equals(after.era())) {
            line(treeLine(before) + ", before the patch");
        }
        writeTree(after);
    }

    private void writeChanges(Comparison comparison) throws IOException {
        List<Unanalysed> known = comparison.unanalysed(Status.EXISTING);
        long hiding = known.stream().filter(Unanalysed::canHide).count();
        line(comparison.findings(Status.INTRODUCED).size() + " introduced, " + comparison.findings(Status.FIXED).size()
                + " fixed, " + comparison.findings(Status.EXISTING).size() + " left as before; "
                + counts(comparison.after().statistics()) + "; "
                + Counted.of(comparison.unanalysed(Status.INTRODUCED).size(), "place", "places")
                + " newly not analysed" + (known.isEmpty() ? "" : ", " + known.size() + " as before")
                + impossible(comparison.after().statistics())
                + (hiding == 0 ? "" : ", " + hiding + " of which can hide a finding")
                + notDecided(comparison.undecided(Status.INTRODUCED).size()));
    }

    private void write(Finding finding) throws IOException {
        line(palette.place(Visible.of(finding.place().file())) + ": In function "
                + quoted(finding.function()) + ":");
        line(at(finding.place()) + palette.severity(finding.severity(), word(finding.severity()) + ":") + " "
                + Visible.of(finding.message()) + " [" + palette.severity(finding.severity(), finding.rule()) + "]");
        for (String scope : scope(finding)) {
            line("    " + scope);
        }
        Example example = finding.example();
        if (example != null && !example.options().isEmpty()) {
            line("    for example on " + Visible.of(example.architecture()) + " with "
                    + Visible.of(String.join(" ", example.options())));
        }
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

    /** Places that could not be decided: they are few, and where they are not, the first ones. */
    private void write(List<Undecided> undecided) throws IOException {
        for (Undecided entry : undecided.subList(0, Math.min(UNDECIDED, undecided.size()))) {
            line(at(entry.place()) + palette.note("note:") + " not decided: " + Visible.of(entry.reason()) + " ["
                    + palette.note(entry.rule()) + "], in " + quoted(entry.function()));
        }
        if (undecided.size() > UNDECIDED) {
            line("… and " + Counted.of(undecided.size() - UNDECIDED, "more place", "more places")
                    + " not decided, which --format json lists");
        }
        if (!undecided.isEmpty()) {
            line("");
        }
    }

    private void write(Unanalysed entry) throws IOException {
        String loss = entry.canHide()
                ? palette.severity(Severity.WARNING, "warning:") + " not analysed, can hide a finding: "
                : palette.note("note:") + " not analysed: ";
        line(at(entry.place()) + loss + Visible.of(entry.reason())
                + (entry.function().isEmpty() ? "" : ", in " + quoted(entry.function())));
    }

    /** On which architectures it does what and why, and under which condition it exists. */
    private static List<String> scope(Finding finding) {
        Map<Finding.Consequence, TreeSet<String>> names = new TreeMap<>(
                Comparator.comparing(Finding.Consequence::effect).thenComparing(Finding.Consequence::reason));
        finding.consequences().forEach((name, consequence) -> names
                .computeIfAbsent(consequence, _ -> new TreeSet<>()).add(Visible.of(name)));
        List<String> scope = new ArrayList<>();
        names.forEach((consequence, where) -> scope.add(phrase(consequence.effect()) + " on "
                + String.join(", ", where) + ": " + Visible.of(consequence.reason())));
        if (names.isEmpty()) {
            scope.add("on no architecture in particular");
        }
        if (!finding.condition().isEmpty()) {
            scope.add("if " + Visible.of(finding.condition()));
        }
        return scope;
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
        line(Counted.of(findings.size(), "finding", "findings") + "; " + counts(report.statistics()) + "; "
                + Counted.of(report.unanalysed().size(), "place", "places") + " not analysed"
                + notDecided(report.undecided().size()) + impossible(report.statistics()));
    }

    /** What was left out, where something was. */
    private static String impossible(Report.Statistics statistics) {
        return statistics.impossible() == 0 ? ""
                : "; " + Counted.of(statistics.impossible(), "finding", "findings")
                        + " left out that no configuration has";
    }

    private static String notDecided(int places) {
        return places == 0 ? "" : ", " + Counted.of(places, "place", "places") + " not decided";
    }

    private static String counts(Report.Statistics statistics) {
        return Counted.of(statistics.regions(), "region", "regions") + ", "
                + Counted.of(statistics.functions(), "function", "functions") + ", "
                + Counted.of(statistics.files(), "file", "files");
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
