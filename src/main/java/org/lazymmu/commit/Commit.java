package org.lazymmu.commit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A commit without the text of its message.
 *
 * @param id        git's, all of its hexadecimal digits
 * @param parents   ids
 * @param authored  when it was written, in the author's zone
 * @param committed when it was committed, in the committer's zone
 * @param subject   the first paragraph of the message in one line
 */
public record Commit(String id, List<String> parents, Person author, OffsetDateTime authored, Person committer,
        OffsetDateTime committed, String subject) {
    /** The years 1 to 9999: what is written down outside of them is no date. */
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int MAX_ZONE_MINUTES = 18 * 60;

    public Commit {
        parents = List.copyOf(parents);
    }

    /** A time as git has it, whatever somebody wrote there. */
    static OffsetDateTime time(long seconds, int zoneMinutes) {
        ZoneOffset zone = Math.abs(zoneMinutes) > MAX_ZONE_MINUTES ? ZoneOffset.UTC
                : ZoneOffset.ofTotalSeconds(zoneMinutes * 60);
        // a day from the ends, so that no zone leads out of them
        long clamped = Math.clamp(seconds, FIRST_SECOND + 86_400, LAST_SECOND - 86_400);
        return OffsetDateTime.ofInstant(Instant.ofEpochSecond(clamped), zone);
    }

    /** Reads {@code 1740000000 -0800}; what cannot be read is 1970. */
    static OffsetDateTime time(String raw) {
        try {
            int space = raw.indexOf(' ');
            String seconds = space < 0 ? raw : raw.substring(0, space);
            int zone = space < 0 ? 0 : Integer.parseInt(raw.substring(space + 1).strip());
            return time(Long.parseLong(seconds), zone / 100 * 60 + zone % 100);
        } catch (NumberFormatException | DateTimeException e) {
            return time(0, 0);
        }
    }
}
