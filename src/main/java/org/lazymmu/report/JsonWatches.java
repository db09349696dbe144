package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Objects;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Webhook;
import tools.jackson.core.JsonGenerator;

/** Watches, and what came of looking at them, as JSON. The schema is shipped as {@code schema/watches-1.json}. */
public final class JsonWatches {
    /** Name of the schema. */
    public static final String SCHEMA = "lazymmu.watches/1";

    private final Writer out;

    public JsonWatches(Writer out) {
        this.out = out;
    }

    /** Writes one object. */
    public void write(WatchReport report) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", SCHEMA);
                json.writeArrayPropertyStart("watches");
                switch (report) {
                    case WatchReport.Listed(var watches) -> watches.forEach(entry -> entry(json, entry));
                    case WatchReport.Looked(var looks) -> looks.forEach(look -> look(json, look));
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void watch(JsonGenerator json, Watch watch) {
        json.writeStringProperty("label", watch.label());
        json.writeStringProperty("mirror", watch.mirror());
        json.writeStringProperty("repository", watch.repository().toString());
        json.writeStringProperty("ref", watch.ref());
    }

    private static void entry(JsonGenerator json, WatchReport.Entry entry) {
        Watch watch = entry.watch();
        json.writeStartObject();
        watch(json, watch);
        JsonFindingHistory.strings(json, "architectures", watch.sought().architectures());
        json.writeStringProperty("era", Objects.requireNonNullElse(watch.sought().era(), "auto"));
        JsonFindingHistory.strings(json, "rules", watch.sought().rules());
        json.writeStringProperty("tip", watch.tip());
        if (!watch.looked().equals(Instant.EPOCH)) {
            json.writeStringProperty("looked", JsonNotice.time(watch.looked()));
        }
        json.writeStringProperty("error", watch.error());
        json.writeNumberProperty("standing", entry.standing());
        json.writeStringProperty("webhook", watch.webhook().isEmpty() ? "" : Webhook.shown(watch.webhook()));
        json.writeStringProperty("feed", watch.feed());
        json.writeBooleanProperty("mail", watch.mail());
        json.writeNumberProperty("webhooksWaiting", entry.backlog().webhooks());
        json.writeNumberProperty("mailsWaiting", entry.backlog().mails());
        json.writeStringProperty("deliveryError", entry.backlog().error());
        json.writeEndObject();
    }

    static void look(JsonGenerator json, WatchReport.Look look) {
        FindingHistory history = look.seen().history();
        json.writeStartObject();
        watch(json, look.seen().watch());
        json.writeStringProperty("tip", history == null ? look.seen().watch().tip() : history.to().id());
        json.writeStringProperty("error", look.seen().error());
        json.writeArrayPropertyStart("notices");
        look.seen().notices().forEach(notice -> JsonNotice.write(json, notice));
        json.writeEndArray();
        json.writeArrayPropertyStart("failures");
        if (history != null) {
            for (FindingHistory.Failure failure : history.failures()) {
                json.writeStartObject();
                JsonFindingHistory.commit(json, "commit", failure.commit());
                json.writeStringProperty("reason", failure.reason());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        JsonFindingHistory.strings(json, "notes", look.seen().notes());
        json.writeNumberProperty("sent", look.sent());
        String feed = look.feed();
        json.writeStringProperty("deliveryError", look.unsent());
        json.writeStringProperty("feedError", feed == null ? "" : feed);
        json.writeEndObject();
    }
}
