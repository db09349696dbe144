package org.lazymmu.commit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One trailer of a message.
 *
 * @param kind    what its key means
 * @param key     as written
 * @param value   unfolded; for stable copies with the comment behind it
 * @param inBlock whether it stands in what git takes for the trailer block; if not, it was written wrong, in the middle of
 *                the text, or quotes another commit's message
 * @param line    where it begins, from 1 for the subject's first line
 */
public record Trailer(Kind kind, String key, String value, boolean inBlock, int line) {
    private static final Pattern STABLE_COMMENT = Pattern.compile("[#\\[(]\\s*+(.*)$", Pattern.DOTALL);
    /** Keys in lower case with hyphens. */
    private static final Map<String, Kind> KINDS = kinds();

    /** What a key means, however it is spelled. */
    public enum Kind {
        FIXES, LINK, CLOSES, CC, CC_STABLE, REPORTED_BY, SIGNED_OFF_BY, REVIEWED_BY, ACKED_BY, TESTED_BY,
        CO_DEVELOPED_BY, SUGGESTED_BY, MESSAGE_ID, UPSTREAM, STABLE_DEPENDENCY, CHANGE_ID, BUG, CVE, CONFLICTS, REVERTS,
        /** Any other key, known only by standing in the block. */
        OTHER;

        /** The name in the database and in reports, in lower case with hyphens. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Kind of(String key) {
            return KINDS.getOrDefault(key.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-'), OTHER);
        }
    }

    /** What a key and its value make. */
    static Trailer of(String key, String value, boolean inBlock, int line) {
        Kind kind = Kind.of(key);
        return new Trailer(kind == Kind.CC && isStable(value) ? Kind.CC_STABLE : kind, key, value, inBlock, line);
    }

    /** Who is named. */
    public Optional<Person> person() {
        return Person.of(value);
    }

    /** For a copy to stable what stands behind the address, such as {@code 5.10+}; empty. */
    public String stableComment() {
        if (kind != Kind.CC_STABLE) {
            return "";
        }
        Matcher comment = STABLE_COMMENT.matcher(value.substring(Math.max(0, value.indexOf('@'))));
        if (!comment.find()) {
            return "";
        }
        String text = comment.group(1).strip();
        return text.endsWith("]") || text.endsWith(")") ? text.substring(0, text.length() - 1).strip() : text;
    }

    /** Whether outside of the block a line with this key is a trailer all the same, and not a sentence with a colon. */
    boolean isPlausibleAnywhere() {
        return switch (kind) {
            case CC, CC_STABLE, REPORTED_BY, SIGNED_OFF_BY, REVIEWED_BY, ACKED_BY, TESTED_BY, CO_DEVELOPED_BY,
                    SUGGESTED_BY, MESSAGE_ID -> value
                            .indexOf('@') > 0;
            case LINK, CLOSES -> value.contains("://");
            case BUG -> value.chars().anyMatch(c -> c >= '0' && c <= '9');
            case CHANGE_ID -> value.startsWith("I");
            case CVE -> value.length() < 80;
            case FIXES, UPSTREAM, STABLE_DEPENDENCY, REVERTS -> !value.isEmpty();
            case CONFLICTS -> true;
            case OTHER -> false;
        };
    }

    private static boolean isStable(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        int at = text.indexOf("stable@");
        return at >= 0 && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                && (text.startsWith("vger.kernel.org", at + 7) || text.startsWith("kernel.org", at + 7));
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        put(kinds, Kind.FIXES, "fixes");
        put(kinds, Kind.LINK, "link", "lore", "discussion", "patch-link");
        put(kinds, Kind.CLOSES, "closes", "resolves");
        put(kinds, Kind.CC, "cc");
        put(kinds, Kind.REPORTED_BY, "reported-by", "reported-and-tested-by", "reported-and-bisected-by");
        put(kinds, Kind.SIGNED_OFF_BY, "signed-off-by", "signed-of-by", "singed-off-by", "signed-off");
        put(kinds, Kind.REVIEWED_BY, "reviewed-by", "reviewd-by", "reviewed-off-by");
        put(kinds, Kind.ACKED_BY, "acked-by", "ack-by");
        put(kinds, Kind.TESTED_BY, "tested-by", "build-tested-by", "boot-tested-by");
        put(kinds, Kind.CO_DEVELOPED_BY, "co-developed-by", "co-authored-by");
        put(kinds, Kind.SUGGESTED_BY, "suggested-by");
        put(kinds, Kind.MESSAGE_ID, "message-id");
        put(kinds, Kind.UPSTREAM, "upstream-commit", "git-commit", "commit-upstream", "upstream-status", "upstream",
                "alt-commit");
        put(kinds, Kind.STABLE_DEPENDENCY, "stable-dep-of");
        put(kinds, Kind.CHANGE_ID, "change-id");
        put(kinds, Kind.BUG, "bug", "buglink", "bugzilla", "jira", "orabug", "issue");
        put(kinds, Kind.CVE, "cve");
        put(kinds, Kind.CONFLICTS, "conflicts");
        put(kinds, Kind.REVERTS, "reverts", "this-reverts");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String... keys) {
        for (String key : keys) {
            kinds.put(key, kind);
        }
    }
}
