package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lazymmu.series.Behaviour;
import org.lazymmu.series.Cell;
import org.lazymmu.series.KnownCommit;
import org.lazymmu.series.Note;
import org.lazymmu.series.Rung;
import org.lazymmu.series.SeriesReport;
import org.lazymmu.series.Sighting;
import org.lazymmu.series.Tree;
import tools.jackson.core.JsonGenerator;

/** Where the patches of a series are, as JSON. The schema is shipped as {@code schema/series-1.json}. */
public final class JsonSeries {
    /** Name of the schema. */
    public static final String SCHEMA = "lazymmu.series/1";

    private final Writer out;

    public JsonSeries(Writer out) {
        this.out = out;
    }

    /** Writes the report as one object. */
    public void write(SeriesReport report) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", SCHEMA);
                json.writeObjectPropertyStart("series");
                json.writeStringProperty("title", report.series().title());
                json.writeNumberProperty("version", report.series().version());
                json.writeNumberProperty("total", report.series().total());
                json.writeEndObject();
                json.writeArrayPropertyStart("trees");
                report.trees().forEach(tree -> tree(json, tree));
                json.writeEndArray();
                json.writeArrayPropertyStart("patches");
                report.rows().forEach(row -> row(json, row));
                json.writeEndArray();
                json.writeArrayPropertyStart("notes");
                report.notes().forEach(note -> note(json, note));
                json.writeEndArray();
                json.writeBooleanProperty("missing", report.isSomethingMissing());
                json.writeBooleanProperty("undecided", report.isSomethingOpen());
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void tree(JsonGenerator json, Tree tree) {
        json.writeStartObject();
        json.writeStringProperty("name", tree.name());
        json.writeStringProperty("ref", tree.ref());
        json.writeStringProperty("tip", tree.tip());
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, SeriesReport.Row row) {
        json.writeStartObject();
        json.writeNumberProperty("number", row.patch().number());
        json.writeStringProperty("subject", row.patch().subject());
        json.writeStringProperty("author", row.patch().authorText());
        Instant authored = row.patch().authored();
        if (authored != null) {
            json.writeStringProperty("authored", authored.toString());
        }
        strings(json, "mails", row.patch().mails());
        optional(json, "commit", row.patch().commit());
        KnownCommit upstream = row.upstream();
        optional(json, "upstream", upstream == null ? null : upstream.id());
        json.writeArrayPropertyStart("trees");
        row.cells().forEach(cell -> cell(json, cell));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void cell(JsonGenerator json, Cell cell) {
        json.writeStartObject();
        json.writeStringProperty("tree", cell.tree().name());
        json.writeStringProperty("presence", cell.presence().id());
        Rung rung = cell.rung();
        optional(json, "rung", rung == null ? null : rung.id());
        json.writeNumberProperty("changes", cell.changes());
        json.writeNumberProperty("total", cell.total());
        days(json, "lagDays", cell.lag());
        days(json, "ageDays", cell.age());
        KnownCommit back = cell.takenBack();
        optional(json, "takenBackBy", back == null ? null : back.id());
        json.writeArrayPropertyStart("commits");
        cell.sightings().forEach(sighting -> sighting(json, sighting));
        json.writeEndArray();
        Behaviour.Outcome outcome = cell.behaviour();
        if (outcome != null) {
            json.writeObjectPropertyStart("behaviour");
            json.writeStringProperty("verdict", outcome.verdict().id());
            json.writeStringProperty("text", outcome.text());
            strings(json, "findings", outcome.findings());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void sighting(JsonGenerator json, Sighting sighting) {
        json.writeStartObject();
        json.writeStringProperty("commit", sighting.commit().id());
        json.writeStringProperty("subject", sighting.commit().subject());
        json.writeStringProperty("committed", sighting.commit().committed().toString());
        json.writeStringProperty("rung", sighting.rung().id());
        json.writeStringProperty("sureness", sighting.sureness().name().toLowerCase(Locale.ROOT));
        json.writeArrayPropertyStart("evidence");
        sighting.evidence().forEach((rung, text) -> {
            json.writeStartObject();
            json.writeStringProperty("rung", rung.id());
            json.writeStringProperty("text", text);
            json.writeEndObject();
        });
        json.writeEndArray();
        strings(json, "doubts", sighting.doubts());
        json.writeEndObject();
    }

    private static void note(JsonGenerator json, Note note) {
        json.writeStartObject();
        json.writeStringProperty("kind", note.kind().id());
        if (note.patch() > 0) {
            json.writeNumberProperty("patch", note.patch());
        }
        optional(json, "tree", note.tree());
        optional(json, "commit", note.commit());
        json.writeStringProperty("text", note.text());
        json.writeEndObject();
    }

    private static void days(JsonGenerator json, String name, @Nullable Duration time) {
        if (time != null) {
            json.writeNumberProperty(name, time.toDays());
        }
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
