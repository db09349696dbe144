package org.lazymmu.mirror;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What git says while it fetches, made one short text. The other side speaks there, too, so only known words are passed on. */
final class FetchProgress {
    private static final Pattern LINE = Pattern.compile("(?:remote: )?(Enumerating objects|Counting objects"
            + "|Compressing objects|Receiving objects|Resolving deltas|Checking connectivity|Updating files): +"
            + "(?:(\\d{1,3})% \\(\\d+/\\d+\\)|(\\d+))(, [\\d.]+ [KMGT]?i?B)?(?: \\| ([\\d.]+ [KMGT]?i?B/s))?.*");

    private FetchProgress() {
    }

    /** For example {@code receiving objects 45%, 12.30 MiB, 1.20 MiB/s}; empty for what is no progress. */
    static Optional<String> of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String what = Character.toLowerCase(matcher.group(1).charAt(0)) + matcher.group(1).substring(1);
        String count = matcher.group(2) == null ? matcher.group(3) : matcher.group(2) + "%";
        String size = matcher.group(4) == null ? "" : matcher.group(4);
        String rate = matcher.group(5) == null ? "" : ", " + matcher.group(5);
        return Optional.of(what + " " + count + size + rate);
    }
}
