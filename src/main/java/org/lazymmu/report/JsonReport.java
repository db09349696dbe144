package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Baseline;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Region;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;
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
     * Writes one object.
     *
     * @param baseline tells introduced findings from existing ones; null where the run is compared with nothing
     */
    public void write(Report report, @Nullable Baseline baseline) throws IOException {
        Json.unwrapped(() -> object(report, baseline));
    }

    private void object(Report report, @Nullable Baseline baseline) throws IOException {
        try (JsonGenerator json = Json.open(out, true)) {
            json.writeStartObject();
            json.writeStringProperty("schema", FINDINGS);
            json.writeName("tree");
            Json.tree(json, report);
            json.writeArrayPropertyStart("findings");
            for (Finding finding : report.findings()) {
                Json.finding(json, finding, status(finding, baseline));
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("unanalysed");
            for (Unanalysed entry : report.unanalysed()) {
                Json.unanalysed(json, entry);
            }
            json.writeEndArray();
            json.writeName("statistics");
            Json.statistics(json, report.statistics());
            json.writeEndObject();
        }
        out.write('\n');
    }

    /**
     * Writes one object a line: the tree, each finding, each place that was not analysed, the statistics; each with its
     * {@code kind} as the only member's name.
     */
    public void writeLines(Report report, @Nullable Baseline baseline) throws IOException {
        line(json -> {
            json.writeStringProperty("schema", FINDINGS);
            json.writeName("tree");
            Json.tree(json, report);
        });
        for (Finding finding : report.findings()) {
            line(json -> {
                json.writeName("finding");
                Json.finding(json, finding, status(finding, baseline));
            });
        }
        for (Unanalysed entry : report.unanalysed()) {
            line(json -> {
                json.writeName("unanalysed");
                Json.unanalysed(json, entry);
            });
        }
        line(json -> {
            json.writeName("statistics");
            Json.statistics(json, report.statistics());
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

    private static @Nullable String status(Finding finding, @Nullable Baseline baseline) {
        if (baseline == null) {
            return null;
        }
        return baseline.knows(finding) ? "existing" : "introduced";
    }
}
