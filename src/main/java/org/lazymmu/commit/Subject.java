package org.lazymmu.commit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Subjects of commits, and what trees and mailing lists put in front of them. */
public final class Subject {
    /** Longer ones are compared by their beginning. */
    private static final int MAX_CHARS = 1000;
    /** Tags of Android and ChromeOS, of Ubuntu, of others who backport, in any order and number; and those of mails. */
    private static final Pattern TAG = Pattern.compile(
            "^(?:(?:re|fwd?|aw|upstream|backport(?:ed)?|fromgit|fromlist(?:\\(v?[0-9]{1,3}\\))?|fromcl|fromtree|android|chromium|cherry-?pick"
                    + "|ubuntu|sauce|mainline|stable|linux-next|rebase|merged|redhat|debian|openeuler|anolis|deepin|vendor"
                    + "|pending|hulk|kabi)\\s?:\\s*+"
                    + "|\\[(?:rfc[ ,]?)?patch[^\\]]{0,60}\\]\\s*+|\\[(?:backport|upstream|rfc|resend|stable|for|v?[0-9]+\\.)[^\\]]{0,40}\\]\\s*+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s++");
    private static final Pattern REVERT = Pattern.compile("^(revert|reapply)[: ]\\s*+\"(.*)\"?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Subject() {
    }

    /** The subject as two trees can agree on: without tags in front, in lower case, white space folded, no full stop. */
    public static String normal(String subject) {
        String text = withoutTags(subject).toLowerCase(Locale.ROOT);
        while (text.endsWith(".") || text.endsWith(" ")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    /** The subject with white space folded and without what trees and mailing lists put in front of it. */
    public static String withoutTags(String subject) {
        String text = SPACE.matcher(subject.substring(0, Math.min(subject.length(), MAX_CHARS))).replaceAll(" ")
                .strip();
        while (true) {
            Matcher tag = TAG.matcher(text);
            if (!tag.find() || tag.end() == text.length()) {
                return text;
            }
            text = text.substring(tag.end());
        }
    }

    /** The subject that a subject takes back: {@code x} of {@code Revert "x"}, {@code Revert "x"} of {@code Reapply "x"}; empty. */
    static String reverted(String subject) {
        Matcher revert = REVERT.matcher(withoutTags(subject));
        if (!revert.matches()) {
            return "";
        }
        String inner = revert.group(2);
        if (inner.endsWith("\"")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return revert.group(1).equalsIgnoreCase("reapply") ? "Revert \"" + inner + "\"" : inner;
    }
}
