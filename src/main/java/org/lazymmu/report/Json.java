package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Region;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The parts that the JSON reports are made of, each written as an object; streams, keeps nothing. */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {
    }

    /** A generator with one value per line, or all on one line; closing it leaves the writer open. */
    static JsonGenerator open(Writer out, boolean indented) {
        return FACTORY.createGenerator(indented ? new Indented() : ObjectWriteContext.empty(), out);
    }

    /** Something that writes through a generator, which wraps what the writer throws. */
    interface Writing {
        void run() throws IOException;
    }

    /** Runs it and throws the writer's own exception when the writer fails. */
    static void unwrapped(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        }
    }

    static void tree(JsonGenerator json, Report report) {
        json.writeStartObject();
        json.writeStringProperty("name", report.treeName());
        json.writeStringProperty("version", report.treeVersion());
        json.writeStringProperty("era", report.era());
        json.writeStringProperty("eraEvidence", report.eraEvidence());
        json.writeEndObject();
    }

    /** @param status null where the run is compared with nothing */
    static void finding(JsonGenerator json, Finding finding, @Nullable Status status) {
        json.writeStartObject();
        json.writeStringProperty("rule", finding.rule());
        json.writeStringProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        place(json, finding.place());
        json.writeStringProperty("function", finding.function());
        json.writeStringProperty("message", finding.message());
        json.writeStringProperty("condition", finding.condition());
        architectures(json, finding.architectures());
        json.writeObjectPropertyStart("reasons");
        finding.consequences().forEach((name, consequence) -> json.writeStringProperty(name, consequence.reason()));
        json.writeEndObject();
        example(json, finding.example());
        steps(json, "trace", finding.trace());
        steps(json, "also", finding.also());
        json.writeStringProperty("fingerprint", finding.fingerprint());
        status(json, status);
        json.writeEndObject();
    }

    private static void status(JsonGenerator json, @Nullable Status status) {
        if (status != null) {
            json.writeStringProperty("status", status.id());
        }
    }

    /** @param status null where the run is compared with nothing */
    static void undecided(JsonGenerator json, Undecided entry, @Nullable Status status) {
        json.writeStartObject();
        place(json, entry.place());
        json.writeStringProperty("function", entry.function());
        json.writeStringProperty("rule", entry.rule());
        json.writeStringProperty("reason", entry.reason());
        status(json, status);
        json.writeEndObject();
    }

    static void unanalysed(JsonGenerator json, Unanalysed entry, @Nullable Status status) {
        json.writeStartObject();
        place(json, entry.place());
        json.writeStringProperty("function", entry.function());
        json.writeStringProperty("reason", entry.reason());
        json.writeBooleanProperty("canHide", entry.canHide());
        status(json, status);
        json.writeEndObject();
    }

    static void region(JsonGenerator json, Region region) {
        json.writeStartObject();
        place(json, region.place());
        json.writeStringProperty("function", region.function());
        json.writeStringProperty("hook", region.hook());
        json.writeStringProperty("kind", region.kind());
        json.writeStringProperty("condition", region.condition());
        json.writeArrayPropertyStart("architectures");
        region.architectures().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    static void statistics(JsonGenerator json, Report.Statistics statistics) {
        json.writeStartObject();
        json.writeNumberProperty("files", statistics.files());
        json.writeNumberProperty("functions", statistics.functions());
        json.writeNumberProperty("regions", statistics.regions());
        json.writeArrayPropertyStart("views");
        statistics.views().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("impossible", statistics.impossible());
        json.writeNumberProperty("cpuMillis", statistics.cpuMillis());
        json.writeNumberProperty("wallMillis", statistics.wallMillis());
        json.writeEndObject();
    }

    private static void architectures(JsonGenerator json, SortedMap<String, Effect> architectures) {
        json.writeObjectPropertyStart("architectures");
        architectures.forEach((name, effect) -> json.writeStringProperty(name, effect.id()));
        json.writeEndObject();
    }

    private static void example(JsonGenerator json, @Nullable Example example) {
        if (example != null) {
            json.writeObjectPropertyStart("example");
            json.writeStringProperty("architecture", example.architecture());
            json.writeArrayPropertyStart("options");
            example.options().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void steps(JsonGenerator json, String name, List<TraceStep> steps) {
        json.writeArrayPropertyStart(name);
        for (TraceStep step : steps) {
            json.writeStartObject();
            place(json, step.place());
            json.writeStringProperty("function", step.function());
            json.writeStringProperty("text", step.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void place(JsonGenerator json, Place place) {
        json.writeStringProperty("file", place.file());
        json.writeNumberProperty("line", place.line());
        json.writeNumberProperty("column", place.column());
    }
}
