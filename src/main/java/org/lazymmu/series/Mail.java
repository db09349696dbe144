package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Person;

/**
 * A mail, decoded.
 *
 * @param messageId without the angle brackets; empty where it has none
 * @param replyTo   the message ids that it answers, the nearest first
 * @param subject   with everything in brackets
 * @param from      who sent it
 * @param date      when, null where that cannot be read
 * @param commit    the commit id that {@code git format-patch} puts before a mail, or null
 * @param charset   of the text
 * @param body      one byte per character, lines end with a line feed alone
 */
record Mail(String messageId, List<String> replyTo, String subject, Person from, @Nullable Instant date,
        @Nullable String commit, String charset, String body) {
    Mail {
        replyTo = List.copyOf(replyTo);
    }
}
