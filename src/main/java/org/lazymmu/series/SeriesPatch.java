package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Person;
import org.lazymmu.source.FileDiff;

/**
 * One patch of a series.
 *
 * @param number    which of the series it is, from 1
 * @param subject   its subject, without brackets in front
 * @param author    who wrote it
 * @param authored  when, null where nothing says so
 * @param message   subject, a blank line, and the rest of the message with its trailers
 * @param mails     ids of the mail that it was sent as, or those that its commit links to, without angle brackets
 * @param commit    the full id of the commit that it is, or that its sender had; null where that is not known
 * @param change    the diff as it was written, one byte per character; empty for a patch without a change
 * @param diffs     the same, read
 */
public record SeriesPatch(int number, String subject, Person author, @Nullable Instant authored, String message,
        List<String> mails, @Nullable String commit, String change, List<FileDiff> diffs) {
    public SeriesPatch {
        if (number < 1) {
            throw new IllegalArgumentException("patches are counted from 1, not " + number);
        }
        mails = List.copyOf(mails);
        diffs = List.copyOf(diffs);
    }

    /** Its author, as headers have it; empty where nobody is known. */
    public String authorText() {
        return Authors.text(author);
    }

    /** The paths that it changes, as they are after it where they are still there. */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        diffs.forEach(diff -> paths.add(diff.path()));
        return paths;
    }
}
