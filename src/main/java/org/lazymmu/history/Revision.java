package org.lazymmu.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A commit.
 *
 * @param id        all of git's digits
 * @param tree      the id of its tree
 * @param parents   their ids, in git's order
 * @param author    name and address as written, whatever that is
 * @param authored  when it was written, in the author's zone
 * @param committed when it was committed, in the committer's zone
 * @param subject   the first paragraph of the message in one line
 * @param touches   whether a file that can matter differs from the first parent; true where that was not looked at
 */
public record Revision(String id, String tree, List<String> parents, String author, OffsetDateTime authored,
        OffsetDateTime committed, String subject, boolean touches) {
    private static final long LAST_SECOND = 253_402_214_400L;
    private static final int MAX_ZONE_MINUTES = 14 * 60;

    public Revision {
        parents = List.copyOf(parents);
    }

    /** Whether it has several parents. */
    public boolean isMerge() {
        return parents.size() > 1;
    }

    /** Reads {@code 1740000000 -0800}; what cannot be read is 1970, what no calendar has is the nearest that one has. */
    static OffsetDateTime time(String raw) {
        try {
            int space = raw.indexOf(' ');
            long seconds = Long.parseLong(space < 0 ? raw : raw.substring(0, space));
            int zone = space < 0 ? 0 : Integer.parseInt(raw.substring(space + 1).strip());
            int minutes = zone / 100 * 60 + zone % 100;
            return Instant.ofEpochSecond(Math.clamp(seconds, 0, LAST_SECOND)).atOffset(
                    Math.abs(minutes) > MAX_ZONE_MINUTES ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(minutes * 60));
        } catch (NumberFormatException | DateTimeException e) {
            return Instant.EPOCH.atOffset(ZoneOffset.UTC);
        }
    }
}
