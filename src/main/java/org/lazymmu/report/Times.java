package org.lazymmu.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Times as people and programs read them.
 *
 * @param zone where the reader is
 */
record Times(ZoneId zone) {
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter JSON = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    /** For example {@code 2026-01-06 12:30:45 -08:00}. */
    String text(Instant time) {
        return TEXT.format(time.atZone(zone));
    }

    /** After ISO 8601. */
    String json(Instant time) {
        return JSON.format(time.atZone(zone));
    }

    /** For example {@code 90 s} or {@code 2 h}: in the largest unit that leaves no rest, down to seconds. */
    static String length(Duration time) {
        long seconds = time.truncatedTo(ChronoUnit.SECONDS).toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
