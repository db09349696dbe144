package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Person;
import org.lazymmu.source.FileDiff;

/** What {@code git show} and {@code git log -p} print in front of a diff. */
record ShownCommit(String id, Person author, @Nullable Instant date, String message) {
    private static final Pattern HEAD = Pattern.compile(
            "\\s*commit ([0-9a-f]{40,64})\\b.*\n(?:Merge: .*\n)?Author:\\s*(.*)\n(?:Date:\\s*(.*)\n)?(?:\\w+:.*\n)*\n((?: {4}.*\n|\n)*)");
    private static final Pattern DATE = Pattern
            .compile("\\w{3} (\\w{3}) (\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) (\\d{4}) ([-+]\\d{4})");

    /** What stands in front of a text, or null where it is something else. */
    static @Nullable ShownCommit of(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            return null;
        }
        String message = head.group(4).lines().map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n"));
        String date = head.group(3);
        return new ShownCommit(head.group(1), Authors.of(Decoding.text(head.group(2), "utf-8")),
                date == null ? null : MailParser.date(DATE.matcher(date.strip()).replaceFirst("$2 $1 $4 $3 $5")),
                Decoding.text(message, "utf-8").strip() + "\n");
    }

    SeriesPatch patch(int number, String change, List<FileDiff> diffs) {
        return new SeriesPatch(number, message.lines().findFirst().orElse(id), author, date, message,
                Message.of(message).messageIds(), id, change, diffs);
    }
}
