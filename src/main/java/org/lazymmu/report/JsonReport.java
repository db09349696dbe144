package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Baseline;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Region;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import tools.jackson.core.JsonGenerator;

/**
 * Reports as JSON. The schemas {@code lazymmu.findings/1} and {@code lazymmu.regions/1} are shipped as
 * {@code schema/findings-1.json} and {@code schema/regions-1.json}.
 */
public final class JsonReport {
    /** Name of the schema of findings. */
    public static final String FINDINGS = "lazymmu.findings/1";
    /** Name of the schema of regions. */
    public static final String REGIONS = "lazymmu.regions/1";

    private final Writer out;

    public JsonReport(Writer out) {
        this.out = out;
    }

    /**
     * What is written: a report, or the parts of two that are compared.
     *
     * @param tree       the report that says which tree it is, and the statistics
     * @param changes    names of what was changed between two reports; null where there is one
     * @param findings   with what became of them, null where that was not asked
     * @param undecided  likewise
     * @param unanalysed likewise
     */
    private record Content(Report tree, @Nullable List<String> changes, List<Entry<Finding>> findings,
            List<Entry<Undecided>> undecided, List<Entry<Unanalysed>> unanalysed) {
        static Content of(Report report, @Nullable Baseline baseline) {
            return new Content(report, null,
                    report.findings().stream().map(finding -> new Entry<>(finding, status(finding, baseline))).toList(),
                    report.undecided().stream().map(entry -> new Entry<>(entry, null)).toList(),
                    report.unanalysed().stream().map(entry -> new Entry<>(entry, null)).toList());
        }

        static Content of(Comparison comparison) {
            return new Content(comparison.after(), comparison.changes(),
                    comparison.findings().stream().map(one -> new Entry<>(one.part(), one.status())).toList(),
                    comparison.undecided().stream().map(one -> new Entry<>(one.part(), one.status())).toList(),
                    comparison.unanalysed().stream().map(one -> new Entry<>(one.part(), one.status())).toList());
        }
    }

    private record Entry<T>(T part, @Nullable Status status) {
    }

    /**
     * Writes one object.
     *
     * @param baseline tells introduced findings from existing ones; null where the run is compared with nothing
     */
    public void write(Report report, @Nullable Baseline baseline) throws IOException {
        Json.unwrapped(() -> object(Content.of(report, baseline)));
    }

    /** Writes the findings of two reports as one object, with what became of each. */
    public void write(Comparison comparison) throws IOException {
        Json.unwrapped(() -> object(Content.of(comparison)));
    }

    private void object(Content content) throws IOException {
        try (JsonGenerator json = Json.open(out, true)) {
            json.writeStartObject();
            head(json, content);
            json.writeArrayPropertyStart("findings");
            content.findings().forEach(entry -> Json.finding(json, entry.part(), entry.status()));
            json.writeEndArray();
            json.writeArrayPropertyStart("undecided");
            content.undecided().forEach(entry -> Json.undecided(json, entry.part(), entry.status()));
            json.writeEndArray();
            json.writeArrayPropertyStart("unanalysed");
            content.unanalysed().forEach(entry -> Json.unanalysed(json, entry.part(), entry.status()));
            json.writeEndArray();
            json.writeName("statistics");
            Json.statistics(json, content.tree().statistics());
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void head(JsonGenerator json, Content content) {
        json.writeStringProperty("schema", FINDINGS);
        json.writeName("tree");
        Json.tree(json, content.tree());
        if (content.changes() != null) {
            json.writeArrayPropertyStart("patches");
            content.changes().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /**
     * Writes one object a line: the tree, each finding, each place that was not decided or not analysed, the statistics; each with its
     * {@code kind} as the only member's name.
     */
    public void writeLines(Report report, @Nullable Baseline baseline) throws IOException {
        lines(Content.of(report, baseline));
    }

    /** As {@link #writeLines(Report, Baseline)}, of two reports. */
    public void writeLines(Comparison comparison) throws IOException {
        lines(Content.of(comparison));
    }

    private void lines(Content content) throws IOException {
        line(json -> head(json, content));
        for (Entry<Finding> entry : content.findings()) {
            line(json -> {
                json.writeName("finding");
                Json.finding(json, entry.part(), entry.status());
            });
        }
        for (Entry<Undecided> entry : content.undecided()) {
            line(json -> {
                json.writeName("undecided");
                Json.undecided(json, entry.part(), entry.status());
            });
        }
        for (Entry<Unanalysed> entry : content.unanalysed()) {
            line(json -> {
                json.writeName("unanalysed");
                Json.unanalysed(json, entry.part(), entry.status());
            });
        }
        line(json -> {
            json.writeName("statistics");
            Json.statistics(json, content.tree().statistics());
        });
    }

    /** Writes the regions as one object. */
    public void writeRegions(Report report) throws IOException {
        Json.unwrapped(() -> regions(report));
    }

    private void regions(Report report) throws IOException {
        try (JsonGenerator json = Json.open(out, true)) {
            json.writeStartObject();
            json.writeStringProperty("schema", REGIONS);
            json.writeName("tree");
            Json.tree(json, report);
            json.writeArrayPropertyStart("regions");
            for (Region region : report.regions()) {
                Json.region(json, region);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Writes one region a line. */
    public void writeRegionLines(Report report) throws IOException {
        for (Region region : report.regions()) {
            Json.unwrapped(() -> {
                try (JsonGenerator json = Json.open(out, false)) {
                    Json.region(json, region);
                }
            });
            out.write('\n');
        }
    }

    private interface Members {
        void write(JsonGenerator json);
    }

    private void line(Members members) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, false)) {
                json.writeStartObject();
                members.write(json);
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static @Nullable Status status(Finding finding, @Nullable Baseline baseline) {
        if (baseline == null) {
            return null;
        }
        return baseline.knows(finding) ? Status.EXISTING : Status.INTRODUCED;
    }
}
