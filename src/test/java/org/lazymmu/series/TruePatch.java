package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Person;

/**
 * A patch of which everything is known.
 *
 * @param key       its number in the whole history
 * @param series    which series it belongs to
 * @param number    which of that series it is, from 1
 * @param messageId of the mail that it was sent as
 * @param body      of its message, without trailers
 * @param edits     what it changes; none for an empty patch
 * @param fixes     the patch that it repairs, or null
 * @param reverts   the patch that it takes back, or null
 */
record TruePatch(int key, int series, int number, String subject, Person author, Instant authored, String messageId,
        String body, List<Edit> edits, @Nullable TruePatch fixes, @Nullable TruePatch reverts) {
    @Override
    public String toString() {
        return "patch " + series + "/" + number + " \"" + subject + "\"";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TruePatch patch && patch.key == key;
    }

    @Override
    public int hashCode() {
        return key;
    }
}
