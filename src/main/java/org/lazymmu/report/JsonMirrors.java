package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mirror.Attempt;
import org.lazymmu.mirror.Health;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.RefChange;
import org.lazymmu.mirror.Register;
import org.lazymmu.mirror.SyncResult;
import tools.jackson.core.JsonGenerator;

/** Mirrors as JSON. The schemas are shipped as {@code schema/mirrors-1.json} and {@code schema/sync-1.json}. */
public final class JsonMirrors {
    /** Name of the schema of how mirrors are. */
    public static final String MIRRORS = "lazymmu.mirrors/1";
    /** Name of the schema of what came of synchronisations. */
    public static final String SYNC = "lazymmu.sync/1";

    private final Writer out;
    private final Times times;

    /** @param zone in which times are given */
    public JsonMirrors(Writer out, ZoneId zone) {
        this.out = out;
        this.times = new Times(zone);
    }

    /**
     * Writes one object.
     *
     * @param indented false: on one line
     */
    public void write(MirrorReport report, boolean indented) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, indented)) {
                switch (report) {
                    case MirrorReport.Healths healths -> healths(json, healths);
                    case MirrorReport.Syncs syncs -> syncs(json, syncs);
                }
            }
        });
        out.write('\n');
    }

    private void healths(JsonGenerator json, MirrorReport.Healths report) {
        json.writeStartObject();
        json.writeStringProperty("schema", MIRRORS);
        json.writeStringProperty("store", report.store());
        json.writeNumberProperty("bytes", report.bytes());
        json.writeArrayPropertyStart("mirrors");
        for (Health health : report.mirrors()) {
            health(json, health);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void health(JsonGenerator json, Health health) {
        Mirror mirror = health.mirror();
        json.writeStartObject();
        named(json, mirror);
        json.writeStringProperty("state", health.state().id());
        json.writeStringProperty("error", health.error());
        json.writeBooleanProperty("running", health.running());
        attempt(json, "lastAttempt", health.lastAttempt());
        attempt(json, "lastSuccess", health.lastSuccess());
        json.writeNumberProperty("failures", health.failures());
        time(json, "due", health.due());
        time(json, "added", mirror.added());
        json.writeNumberProperty("intervalSeconds", mirror.interval().toSeconds());
        json.writeNumberProperty("deadlineSeconds", mirror.deadline().toSeconds());
        json.writeArrayPropertyStart("choice");
        mirror.choice().patterns().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("prefix", mirror.refs());
        json.writeNumberProperty("refs", health.refs());
        json.writeNumberProperty("kept", health.kept());
        json.writeStringProperty("defaultBranch", health.defaultBranch());
        json.writeArrayPropertyStart("losses");
        for (Register.Recorded loss : health.losses()) {
            json.writeStartObject();
            time(json, "at", loss.at());
            change(json, loss.change());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void syncs(JsonGenerator json, MirrorReport.Syncs report) {
        json.writeStartObject();
        json.writeStringProperty("schema", SYNC);
        json.writeArrayPropertyStart("syncs");
        for (MirrorReport.Sync sync : report.syncs()) {
            json.writeStartObject();
            named(json, sync.mirror());
            SyncResult result = sync.result();
            json.writeStringProperty("refused", sync.refused());
            attempt(json, "attempt", result == null ? null : result.attempt());
            json.writeArrayPropertyStart("changes");
            for (RefChange change : result == null ? List.<RefChange>of() : result.changes()) {
                json.writeStartObject();
                change(json, change);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("notes");
            if (result != null) {
                result.notes().forEach(json::writeString);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("watches");
            sync.looks().forEach(look -> JsonWatches.look(json, look));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void named(JsonGenerator json, Mirror mirror) {
        json.writeStringProperty("name", mirror.name());
        json.writeStringProperty("url", mirror.address().shown());
    }

    private static void change(JsonGenerator json, RefChange change) {
        json.writeStringProperty("ref", change.ref());
        json.writeStringProperty("kind", change.kind().id());
        json.writeStringProperty("old", change.from());
        json.writeStringProperty("new", change.to());
    }

    private void attempt(JsonGenerator json, String name, @Nullable Attempt attempt) {
        json.writeName(name);
        if (attempt == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        time(json, "started", attempt.started());
        if (attempt.ended() != null) {
            time(json, "ended", attempt.ended());
        }
        json.writeStringProperty("outcome", attempt.outcome().id());
        json.writeStringProperty("error", attempt.error());
        json.writeEndObject();
    }

    private void time(JsonGenerator json, String name, Instant time) {
        json.writeStringProperty(name, times.json(time));
    }
}
