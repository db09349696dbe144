package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import org.lazymmu.explore.Counter;
import tools.jackson.core.JsonGenerator;

/** What workloads cost, as JSON. The schema is shipped as {@code schema/cost-1.json}. */
public final class JsonCost {
    /** Name of the schema. */
    public static final String COST = "lazymmu.cost/1";

    private final Writer out;

    public JsonCost(Writer out) {
        this.out = out;
    }

    /** Writes one object. */
    public void write(CostReport report) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                report(json, report);
            }
        });
        out.write('\n');
    }

    private static void report(JsonGenerator json, CostReport report) {
        json.writeStartObject();
        json.writeStringProperty("schema", COST);
        json.writeNumberProperty("pages", report.pages());
        json.writeBooleanProperty("complete", report.complete());
        json.writeArrayPropertyStart("rows");
        for (CostReport.Row row : report.rows()) {
            json.writeStartObject();
            json.writeStringProperty("workload", row.workload());
            json.writeStringProperty("backend", row.backend());
            json.writeNumberProperty("pagesPerTable", row.table());
            json.writeName("batch");
            if (row.batch().isPresent()) {
                json.writeNumber(row.batch().getAsInt());
            } else {
                json.writeNull();
            }
            json.writeStringProperty("saved", row.saved().id());
            paid(json, "with", report, row.with());
            paid(json, "without", report, row.without());
            paid(json, "nested", report, row.nested());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void paid(JsonGenerator json, String name, CostReport report, CostReport.Paid paid) {
        json.writeObjectPropertyStart(name);
        for (Counter counter : report.all()) {
            json.writeNumberProperty(counter.id(), paid.count(counter));
        }
        json.writeNumberProperty("longestPreemptionOff", paid.longestPreemptionOff());
        json.writeEndObject();
    }
}
