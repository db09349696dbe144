package org.lazymmu.series;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Subjects as they are compared: trees put tags in front, mail programs change blanks. */
final class Titles {
    /** Tags in front of a subject that say where a patch came from: Android's, ChromeOS's, SUSE's, Ubuntu's. */
    private static final Pattern TAG = Pattern.compile("(?:(?:UPSTREAM|BACKPORT|FROMLIST|FROMGIT|FROMEXTERNAL|FIXUP"
            + "|CHROMIUM|ANDROID|BACKPORTED|SAUCE|UBUNTU|NVIDIA|[A-Z]+: ?SAUCE)(?:\\([^)]*\\))?:\\s*"
            + "|\\[[^\\[\\]]*]\\s*)+");

    private Titles() {
    }

    /** A subject without tags and brackets, with single blanks, in lower case. */
    static String normal(String subject) {
        String plain = withoutTags(subject.strip()).replaceAll("\\s+", " ").strip();
        return plain.replaceFirst("\\.+$", "").toLowerCase(Locale.ROOT);
    }

    private static String withoutTags(String subject) {
        Matcher tags = TAG.matcher(subject);
        return tags.lookingAt() ? subject.substring(tags.end()) : subject;
    }
}
