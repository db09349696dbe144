package org.lazymmu.report;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.lazymmu.history.Notice;
import tools.jackson.core.JsonGenerator;

/** One notice as JSON, as it is posted to webhooks. The schema is shipped as {@code schema/notice-1.json}. */
public final class JsonNotice {
    /** Name of the schema. */
    public static final String SCHEMA = "lazymmu.notice/1";

    private JsonNotice() {
    }

    /** The notice as one line. */
    public static String text(Notice notice) throws IOException {
        StringWriter text = new StringWriter();
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(text, false)) {
                write(json, notice);
            }
        });
        return text + "\n";
    }

    static void write(JsonGenerator json, Notice notice) {
        json.writeStartObject();
        json.writeStringProperty("schema", SCHEMA);
        json.writeStringProperty("key", notice.key());
        json.writeStringProperty("status", notice.status());
        json.writeStringProperty("label", notice.label());
        json.writeStringProperty("ref", notice.ref());
        json.writeStringProperty("oldTip", notice.oldTip());
        json.writeStringProperty("newTip", notice.newTip());
        json.writeBooleanProperty("rewritten", notice.rewritten());
        json.writeStringProperty("at", time(notice.at()));
        if (!notice.commit().isEmpty()) {
            json.writeObjectPropertyStart("commit");
            json.writeStringProperty("id", notice.commit());
            json.writeStringProperty("author", notice.author());
            json.writeStringProperty("subject", notice.subject());
            json.writeEndObject();
        }
        json.writeName("finding");
        Json.finding(json, notice.finding(), null);
        json.writeEndObject();
    }

    static String time(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
