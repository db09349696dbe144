package org.lazymmu.series;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subject of a mail: {@code [RFC PATCH v3 02/15 mm-unstable] mm: fix this}.
 *
 * @param title   without brackets
 * @param isReply whether it is about another mail
 * @param isPatch whether brackets say that it is a patch, or one of several
 * @param version 1 where none is said
 * @param number  which of the series, 0 for the cover, -1 where it has no number
 * @param total   of how many, -1 where it has no number
 * @param tags    what else the brackets say, in lower case, such as {@code rfc mm-unstable}
 */
record PatchSubject(String title, boolean isReply, boolean isPatch, int version, int number, int total, String tags) {
    private static final Pattern REPLY = Pattern.compile("(?:re|aw|sv|fwd?|antw)(?:\\[\\d+])?:\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)]\\s*");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})/(\\d{1,4})");
    private static final Pattern VERSION = Pattern.compile("v(\\d{1,3})(?:\\.\\d+)?");

    static PatchSubject of(String subject) {
        return new Reading(subject).read();
    }

    /** Whether both count up to the same number in the same version of the same kind of series. */
    boolean isBeside(PatchSubject other) {
        return version == other.version && total == other.total && tags.equals(other.tags);
    }

    private static final class Reading {
        private String rest;
        private boolean reply;
        private boolean patch;
        private int version = 1;
        private int number = -1;
        private int total = -1;
        private final StringBuilder tags = new StringBuilder();

        Reading(String subject) {
            rest = subject.strip();
        }

        PatchSubject read() {
            while (true) {
                Matcher re = REPLY.matcher(rest);
                Matcher brackets = BRACKETS.matcher(rest);
                if (re.lookingAt()) {
                    reply = true;
                    rest = rest.substring(re.end());
                } else if (brackets.lookingAt()) {
                    brackets(brackets.group(1));
                    rest = rest.substring(brackets.end());
                } else {
                    return new PatchSubject(rest.replaceAll("\\s+", " "), reply, patch, version, number, total,
                            tags.toString().strip());
                }
            }
        }

        private void brackets(String content) {
            for (String word : content.toLowerCase(Locale.ROOT).strip().split("[\\s,]+")) {
                Matcher numbered = NUMBER.matcher(word);
                Matcher versioned = VERSION.matcher(word);
                if (numbered.matches() && Integer.parseInt(numbered.group(1)) <= Integer.parseInt(numbered.group(2))) {
                    number = Integer.parseInt(numbered.group(1));
                    total = Integer.parseInt(numbered.group(2));
                    patch = true;
                } else if (versioned.matches()) {
                    version = Integer.parseInt(versioned.group(1));
                } else if (word.startsWith("patch")) {
                    patch = true;
                    Matcher glued = Pattern.compile("patchv?(\\d{1,3})").matcher(word);
                    version = glued.matches() ? Integer.parseInt(glued.group(1)) : version;
                } else if (word.equals("rfc") || word.equals("rft")) {
                    patch = true;
                    tags.append(word).append(' ');
                } else {
                    tags.append(word).append(' ');
                }
            }
        }
    }
}
