package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import org.lazymmu.finding.Finding;
import org.lazymmu.history.Change;
import org.lazymmu.history.Counts;
import org.lazymmu.history.Event;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Revision;
import tools.jackson.core.JsonGenerator;

/** What the commits of a range did to findings, as JSON. The schema is shipped as {@code schema/finding-history-1.json}. */
public final class JsonFindingHistory {
    /** Name of the schema. */
    public static final String SCHEMA = "lazymmu.finding-history/1";

    private final Writer out;

    public JsonFindingHistory(Writer out) {
        this.out = out;
    }

    /** Writes one object. */
    public void write(HistoryTitle title, FindingHistory history) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", SCHEMA);
                json.writeStringProperty("repository", title.repository());
                json.writeStringProperty("range", title.range());
                json.writeBooleanProperty("every", history.every());
                commit(json, "from", history.from());
                commit(json, "to", history.to());
                json.writeStringProperty("eraBefore", history.before().era());
                json.writeStringProperty("eraAfter", history.after().era());
                json.writeArrayPropertyStart("changes");
                history.changes().forEach(change -> change(json, change));
                json.writeEndArray();
                json.writeArrayPropertyStart("failures");
                for (FindingHistory.Failure failure : history.failures()) {
                    json.writeStartObject();
                    commit(json, "commit", failure.commit());
                    json.writeStringProperty("reason", failure.reason());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayPropertyStart("standing");
                for (FindingHistory.Standing one : history.standing()) {
                    json.writeStartObject();
                    json.writeStringProperty("commit", one.commit());
                    json.writeName("finding");
                    Json.finding(json, one.finding(), null);
                    json.writeEndObject();
                }
                json.writeEndArray();
                counts(json, history.counts());
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void counts(JsonGenerator json, Counts counts) {
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("commits", counts.commits());
        json.writeNumberProperty("untouched", counts.untouched());
        json.writeNumberProperty("checked", counts.checked());
        json.writeNumberProperty("known", counts.known());
        json.writeNumberProperty("failed", counts.failed());
        json.writeEndObject();
    }

    static void commit(JsonGenerator json, String name, Revision commit) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("id", commit.id());
        strings(json, "parents", commit.parents());
        json.writeStringProperty("author", commit.author());
        json.writeStringProperty("authored", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(commit.authored()));
        json.writeStringProperty("committed", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(commit.committed()));
        json.writeStringProperty("subject", commit.subject());
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, Change change) {
        json.writeStartObject();
        commit(json, "commit", change.commit());
        Revision via = change.via();
        if (via != null) {
            commit(json, "via", via);
        }
        json.writeStringProperty("eraBefore", change.eraBefore());
        json.writeStringProperty("eraAfter", change.eraAfter());
        strings(json, "unsure", change.unsure());
        json.writeArrayPropertyStart("events");
        change.events().forEach(event -> event(json, event));
        json.writeEndArray();
        json.writeArrayPropertyStart("undecided");
        change.undecided().forEach(entry -> Json.undecided(json, entry, null));
        json.writeEndArray();
        json.writeArrayPropertyStart("unanalysed");
        change.unanalysed().forEach(entry -> Json.unanalysed(json, entry, null));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void event(JsonGenerator json, Event event) {
        json.writeStartObject();
        json.writeStringProperty("kind", event.kind().id());
        json.writeStringProperty("cause", event.cause().id());
        json.writeBooleanProperty("again", event.again());
        json.writeBooleanProperty("doubtful", event.doubtful());
        json.writeName("finding");
        Json.finding(json, event.finding(), null);
        Finding before = event.before();
        if (before != null) {
            json.writeName("before");
            Json.finding(json, before, null);
        }
        json.writeEndObject();
    }

    static void strings(JsonGenerator json, String name, Collection<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
