package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.FileDiff;

/**
 * One patch of a series.
 *
 * @param number    which of the series it is, from 1
 * @param subject   its subject, without brackets in front
 * @param author    who wrote it
 * @param authored  when, null where nothing says so
 * @param message   subject, a blank line, and the rest of the message with its trailers
 * @param messageId of the mail that it was sent as, without angle brackets; empty where that is not known
 * @param commit    the full id of the commit that it is, or that its sender had; null where that is not known
 * @param diffs     what it changes; none for a patch without a change
 */
public record SeriesPatch(int number, String subject, Person author, @Nullable Instant authored, String message,
        String messageId, @Nullable String commit, List<FileDiff> diffs) {
    public SeriesPatch {
        if (number < 1) {
            throw new IllegalArgumentException("patches are counted from 1, not " + number);
        }
        diffs = List.copyOf(diffs);
    }

    SeriesPatch numbered(int other) {
        return new SeriesPatch(other, subject, author, authored, message, messageId, commit, diffs);
    }

    /** The paths that it changes, as they are after it where they are still there. */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        diffs.forEach(diff -> paths.add(diff.path()));
        return paths;
    }
}
