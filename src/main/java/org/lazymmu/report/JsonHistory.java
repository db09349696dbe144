package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.explore.Violation;
import org.lazymmu.mmu.Commit;
import org.lazymmu.mmu.Environment;
import org.lazymmu.mmu.History;
import org.lazymmu.mmu.Variants;
import tools.jackson.core.JsonGenerator;

/** The history of the mode as JSON. The schema is shipped as {@code schema/history-1.json}. */
public final class JsonHistory {
    /** Name of the schema. */
    public static final String SCHEMA = "lazymmu.history/1";

    private final Writer out;

    public JsonHistory(Writer out) {
        this.out = out;
    }

    /** Writes the table as one object. */
    public void write(History.Table table) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", SCHEMA);
                json.writeArrayPropertyStart("environments");
                for (Environment environment : Environment.values()) {
                    json.writeStartObject();
                    json.writeStringProperty("name", environment.id());
                    json.writeStringProperty("text", environment.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayPropertyStart("commits");
                table.rows().forEach(row -> row(json, row));
                json.writeEndArray();
                json.writeArrayPropertyStart("repairs");
                table.repairs().forEach(repair -> repair(json, repair));
                json.writeEndArray();
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void row(JsonGenerator json, History.Row row) {
        Commit commit = row.commit();
        json.writeStartObject();
        json.writeStringProperty("commit", commit.id());
        json.writeStringProperty("since", commit.since());
        json.writeStringProperty("changed", commit.component().id());
        json.writeStringProperty("title", commit.title());
        json.writeStringProperty("change", commit.change());
        if (commit.repairs().isPresent()) {
            json.writeStringProperty("repairs", commit.repairs().get());
        }
        json.writeObjectPropertyStart("backends");
        for (Map.Entry<Variants.Architecture, Map<Environment, History.Outcome>> entry : row.outcomes().entrySet()) {
            json.writeObjectPropertyStart(entry.getKey().id());
            entry.getValue().forEach((environment, outcome) -> outcome(json, environment.id(), outcome));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void repair(JsonGenerator json, History.Repair repair) {
        json.writeStartObject();
        json.writeStringProperty("commit", repair.commit().id());
        json.writeStringProperty("backend", repair.architecture().id());
        json.writeStringProperty("environment", repair.environment().id());
        Optional<History.Outcome> came = repair.came();
        if (came.isPresent()) {
            outcome(json, "came", came.get());
        }
        outcome(json, "before", repair.before());
        outcome(json, "after", repair.after());
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, String name, History.Outcome outcome) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("verdict",
                outcome.holds() ? "holds" : outcome.limit().isPresent() ? "inconclusive" : "broken");
        json.writeNumberProperty("states", outcome.states());
        json.writeArrayPropertyStart("broken");
        for (History.Break each : outcome.breaks()) {
            Violation violation = each.trace().violation();
            json.writeStartObject();
            json.writeStringProperty("property", each.property().id());
            json.writeNumberProperty("steps", each.steps());
            json.writeStringProperty("message", violation.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
