package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Coverage;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Verdict;
import org.lazymmu.explore.Violation;
import tools.jackson.core.JsonGenerator;

/**
 * Models, their explorations and runs as JSON. The schemas are shipped as {@code schema/models-1.json},
 * {@code schema/exploration-1.json} and {@code schema/trace-1.json}.
 */
public final class JsonModel {
    /** Name of the schema of explorations. */
    public static final String EXPLORATION = "lazymmu.exploration/1";
    /** Name of the schema of the list of models. */
    public static final String MODELS = "lazymmu.models/1";
    /** Name of the schema of runs. */
    public static final String TRACE = "lazymmu.trace/1";

    private final Writer out;

    public JsonModel(Writer out) {
        this.out = out;
    }

    /** Writes an exploration as one object. */
    public void write(ModelReport report) throws IOException {
        object(json -> exploration(json, report));
    }

    /** Writes a run as one object, which {@link RecordingFile} reads. */
    public void write(Recording run) throws IOException {
        object(json -> {
            json.writeStringProperty("schema", TRACE);
            settings(json, "setup", run.setup());
            violation(json, run.violation());
            lanes(json, run.lanes());
            trace(json, run);
        });
    }

    /** Writes the list of models as one object. */
    public void write(Catalogue catalogue) throws IOException {
        object(json -> {
            json.writeStringProperty("schema", MODELS);
            entries(json, "scenarios", catalogue.scenarios());
            json.writeArrayPropertyStart("backends");
            for (Catalogue.Backend backend : catalogue.backends()) {
                json.writeStartObject();
                json.writeStringProperty("name", backend.name());
                json.writeStringProperty("text", backend.text());
                entries(json, "variants", backend.variants());
                json.writeEndObject();
            }
            json.writeEndArray();
            entries(json, "history", catalogue.history());
            entries(json, "eras", catalogue.eras());
            entries(json, "properties", catalogue.properties());
        });
    }

    private static void entries(JsonGenerator json, String name, List<Catalogue.Entry> entries) {
        json.writeArrayPropertyStart(name);
        for (Catalogue.Entry entry : entries) {
            json.writeStartObject();
            json.writeStringProperty("name", entry.name());
            json.writeStringProperty("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private interface Members {
        void write(JsonGenerator json);
    }

    private void object(Members members) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                members.write(json);
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void exploration(JsonGenerator json, ModelReport report) {
        Verdict verdict = report.exploration().verdict();
        Exploration.Statistics statistics = report.exploration().statistics();
        json.writeStringProperty("schema", EXPLORATION);
        json.writeStringProperty("verdict", report.verdict());
        text(json, "limit", verdict instanceof Verdict.Inconclusive(String limit) ? limit : null);
        json.writeNumberProperty("states", statistics.states());
        json.writeNumberProperty("transitions", statistics.transitions());
        json.writeNumberProperty("depth", statistics.depth());
        json.writeNumberProperty("restarts", statistics.restarts());
        violation(json, verdict instanceof Verdict.Broken broken ? Optional.of(broken.violation()) : Optional.empty());
        json.writeNumberProperty("traceLength", report.trace().map(trace -> trace.steps().size()).orElse(0));
        json.writeNumberProperty("cpuMillis", report.cpuMillis());
        json.writeNumberProperty("wallMillis", report.wallMillis());
        json.writeNumberProperty("bytesPerState", Math.round(statistics.bytesPerState() * 100) / 100.0);
        settings(json, "setup", report.setup());
        settings(json, "search", report.search());
        json.writeArrayPropertyStart("properties");
        report.properties().stream().map(Property::id).forEach(json::writeString);
        json.writeEndArray();
        coverage(json, report.exploration().coverage());
        lanes(json, report.trace().map(Recording::lanes).orElse(List.of()));
        report.trace().ifPresentOrElse(trace -> trace(json, trace), () -> {
            json.writeArrayPropertyStart("trace");
            json.writeEndArray();
        });
    }

    private static void violation(JsonGenerator json, Optional<Violation> violation) {
        text(json, "property", violation.map(broken -> broken.property().id()).orElse(null));
        text(json, "message", violation.map(Violation::message).orElse(null));
    }

    private static void coverage(JsonGenerator json, Coverage coverage) {
        json.writeObjectPropertyStart("coverage");
        json.writeNumberProperty("taken", coverage.taken());
        json.writeArrayPropertyStart("never");
        for (Coverage.Gap gap : coverage.never()) {
            json.writeStartObject();
            json.writeStringProperty("process", gap.process());
            json.writeStringProperty("what", gap.what());
            json.writeStringProperty("function", gap.source().function());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void lanes(JsonGenerator json, List<Recording.Lane> lanes) {
        json.writeArrayPropertyStart("lanes");
        for (Recording.Lane lane : lanes) {
            json.writeStartObject();
            json.writeStringProperty("name", lane.name());
            json.writeStringProperty("kind", lane.kind().id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void trace(JsonGenerator json, Recording run) {
        json.writeArrayPropertyStart("trace");
        for (Recording.Step step : run.steps()) {
            json.writeStartObject();
            json.writeStringProperty("lane", run.lanes().get(step.lane()).name());
            json.writeStringProperty("process", step.process());
            json.writeNumberProperty("unit", step.unit());
            json.writeNumberProperty("alternative", step.alternative());
            json.writeStringProperty("text", step.text());
            json.writeStringProperty("function", step.source().function());
            json.writeStringProperty("file", step.source().file());
            json.writeStringProperty("revision", step.source().revision());
            occupants(json, run, step);
            changes(json, step);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void occupants(JsonGenerator json, Recording run, Recording.Step step) {
        json.writeObjectPropertyStart("running");
        for (int lane = 0; lane < run.lanes().size(); lane++) {
            if (run.lanes().get(lane).kind() == Recording.Kind.CPU) {
                text(json, run.lanes().get(lane).name(),
                        step.occupants().get(lane).isEmpty() ? null : step.occupants().get(lane));
            }
        }
        json.writeEndObject();
    }

    private static void changes(JsonGenerator json, Recording.Step step) {
        json.writeArrayPropertyStart("changes");
        for (Recording.Change change : step.changes()) {
            json.writeStartObject();
            json.writeStringProperty("slot", change.slot());
            json.writeStringProperty("before", change.before());
            json.writeStringProperty("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Settings as members; what looks like a number or a switch is one. */
    private static void settings(JsonGenerator json, String name, Map<String, String> settings) {
        json.writeObjectPropertyStart(name);
        settings.forEach((setting, value) -> {
            if (value.equals("true") || value.equals("false")) {
                json.writeBooleanProperty(setting, value.equals("true"));
            } else if (value.matches("0|[1-9][0-9]{0,17}")) {
                json.writeNumberProperty(setting, Long.parseLong(value));
            } else {
                json.writeStringProperty(setting, value);
            }
        });
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
