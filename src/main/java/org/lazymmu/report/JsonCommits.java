package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.lazymmu.commit.Commit;
import org.lazymmu.commit.Person;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Referrer;
import org.lazymmu.commit.Trailer;
import tools.jackson.core.JsonGenerator;

/** Commits as JSON. The schemas are shipped as {@code schema/commits-1.json} and {@code schema/commit-1.json}. */
public final class JsonCommits {
    /** Name of the schema of a search. */
    public static final String COMMITS = "lazymmu.commits/1";
    /** Name of the schema of one commit. */
    public static final String COMMIT = "lazymmu.commit/1";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private final Writer out;

    public JsonCommits(Writer out) {
        this.out = out;
    }

    /** Writes a report as one object. */
    public void write(CommitReport report) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                switch (report) {
                    case CommitReport.Found found -> found(json, found);
                    case CommitReport.Shown shown -> shown(json, shown);
                }
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void found(JsonGenerator json, CommitReport.Found found) {
        json.writeStringProperty("schema", COMMITS);
        strings(json, "query", found.query());
        if (!found.mirror().isEmpty()) {
            json.writeStringProperty("mirror", found.mirror());
        }
        json.writeBooleanProperty("more", found.more());
        commits(json, "commits", found.commits());
    }

    private static void shown(JsonGenerator json, CommitReport.Shown shown) {
        json.writeStringProperty("schema", COMMIT);
        json.writeName("commit");
        commit(json, shown.commit().commit());
        json.writeStringProperty("body", shown.commit().message().body());
        json.writeBooleanProperty("cut", shown.commit().isCut());
        json.writeArrayPropertyStart("trailers");
        shown.commit().message().trailers().forEach(trailer -> trailer(json, trailer));
        json.writeEndArray();
        json.writeArrayPropertyStart("references");
        for (CommitReport.Resolved each : shown.resolved()) {
            json.writeStartObject();
            reference(json, each.reference());
            commits(json, "commits", each.commits());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings(json, "mails", shown.commit().message().messageIds());
        json.writeArrayPropertyStart("referredToBy");
        for (Referrer referrer : shown.referrers()) {
            json.writeStartObject();
            reference(json, referrer.reference());
            json.writeName("commit");
            commit(json, referrer.commit());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanProperty("more", shown.more());
        strings(json, "files", shown.commit().files());
        json.writeArrayPropertyStart("mirrors");
        for (CommitReport.Holder holder : shown.mirrors()) {
            json.writeStartObject();
            json.writeStringProperty("mirror", holder.mirror());
            json.writeBooleanProperty("kept", holder.kept());
            strings(json, "refs", holder.refs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void commits(JsonGenerator json, String name, List<Commit> commits) {
        json.writeArrayPropertyStart(name);
        commits.forEach(commit -> commit(json, commit));
        json.writeEndArray();
    }

    private static void commit(JsonGenerator json, Commit commit) {
        json.writeStartObject();
        json.writeStringProperty("id", commit.id());
        json.writeStringProperty("subject", commit.subject());
        person(json, "author", commit.author(), commit.authored());
        person(json, "committer", commit.committer(), commit.committed());
        strings(json, "parents", commit.parents());
        json.writeEndObject();
    }

    private static void person(JsonGenerator json, String name, Person person, OffsetDateTime time) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("name", person.name());
        json.writeStringProperty("email", person.email());
        json.writeStringProperty("time", TIME.format(time));
        json.writeEndObject();
    }

    private static void trailer(JsonGenerator json, Trailer trailer) {
        json.writeStartObject();
        json.writeStringProperty("kind", trailer.kind().id());
        json.writeStringProperty("key", trailer.key());
        json.writeStringProperty("value", trailer.value());
        json.writeBooleanProperty("inBlock", trailer.inBlock());
        json.writeNumberProperty("line", trailer.line());
        json.writeEndObject();
    }

    private static void reference(JsonGenerator json, Reference reference) {
        json.writeStringProperty("kind", reference.kind().id());
        json.writeStringProperty("id", reference.id());
        json.writeStringProperty("subject", reference.subject());
        json.writeStringProperty("origin", reference.origin());
        json.writeBooleanProperty("certain", reference.certain());
        json.writeNumberProperty("line", reference.line());
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
