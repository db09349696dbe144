package org.lazymmu.commit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Reference.Kind;

/**
 * What a line makes of the ids in it. It is given in lower case, with {@link #ID} in place of each id and without quoted
 * subjects.
 */
final class WholeLine {
    static final char ID = '\u0001';
    static final int MAX_CHARS = 500;

    private static final String IDS = ID + "(?:(?:,| and|,? and| &|;|\\+)? ?" + ID + "){0,50}+";
    private static final String TREE = "(?:upstream|mainline|linus'?s?(?: tree)?|linux-next|linux\\.git|torvalds/linux)";
    private static final String END = "(?:[ .;,:!]*+[\\])]?[ .]*+$|\\.| ?[;-] .*$| ?\\(.*$)";
    private static final String COMMIT = "(?:git )?commit(?:s|[- ]id)?";

    private static final Pattern BEFORE = Pattern
            .compile(
                    "^[\\[(*]?\\s*+(?:this (?:patch |commit )?is )?(?:from |the |a )?(?:in )?" + TREE
                            + "(?: linux| kernel){0,2}(?:[,:'])?(?: "
                            + COMMIT + "| id| sha1?)?[-: #]*+" + IDS + "(?: commit)?" + END);
    private static final Pattern BEHIND = Pattern.compile("^[\\[(*]?\\s*+(?:this (?:is|was) )?(?:the )?(?:" + COMMIT
            + ")?[-: #]*+" + IDS + ",? (?:(?:from|in|is|of|is in) )?(?:the )?(?:linux )?" + TREE
            + "(?: tree| linux| kernel| stable| commit)?" + END);
    private static final Pattern COMMIT_UPSTREAM = Pattern
            .compile("^[\\[(]?\\s*+commit " + TREE + "[-: #]*+" + IDS + END);
    private static final Pattern ALONE = Pattern.compile("^[\\[(]?\\s*+commit[-: #]*+" + ID + "[ .]*+[\\])]?$");
    private static final Pattern FIXES = Pattern.compile(
            "^\\s*+(?:fixes|fixed|fix)[ -]?(?:commit|tag)?\\s*+:\\s*+(?:[a-z/-]{1,20}[ :]\\s?){0,3}[^ ]{0,300}?(?:" + ID
                    + "|$)");
    private static final Pattern STABLE_DEPENDENCY = Pattern.compile("^\\s*+stable[- ]dep(?:endency)?[- ]of\\s*+:?");
    private static final Pattern STABLE_COPY = Pattern.compile("^\\s*+cc\\s*+:[^#\\[]{0,120}stable[^#\\[]{0,80}[#\\[]");
    private static final Pattern UPSTREAM_KEY = Pattern
            .compile(
                    "^\\s*+(?:git-commit|alt-commit|upstream[- ]commit(?:[- ]id)?|commit-upstream|upstream[- ]status|upstream"
                            + "|upstream-id|mainline[- ]commit|cherry-picked-from|origin)\\s*+:"
                            + "|^\\s*+state\\s*+: upstream \\(");
    private static final Pattern BACKPORT_KEY = Pattern.compile("^\\s*+back-?port(?:ed)?[- ](?:of|from)\\s*+:");
    private static final Pattern REVERTS_KEY = Pattern.compile("^\\s*+(?:this[- ])?reverts(?:[- ]commit)?\\s*+:");
    private static final Pattern INCLUSION = Pattern.compile("^[a-z][a-z0-9 _.-]{0,30} inclusion$");

    private WholeLine() {
    }

    /** What a line says by its key, such as {@code Fixes:}; null if it has no key that says something of ids. */
    static @Nullable Kind byKey(String line) {
        if (FIXES.matcher(line).find()) {
            return Kind.FIXES;
        }
        if (STABLE_DEPENDENCY.matcher(line).find()) {
            return Kind.STABLE_DEPENDENCY;
        }
        if (STABLE_COPY.matcher(line).find()) {
            return Kind.PREREQUISITE;
        }
        if (UPSTREAM_KEY.matcher(line).find()) {
            return Kind.UPSTREAM;
        }
        if (BACKPORT_KEY.matcher(line).find()) {
            return Kind.BACKPORT;
        }
        return REVERTS_KEY.matcher(line).find() ? Kind.REVERTS : null;
    }

    /** Whether it says that this is an upstream commit, as the line of its own that such things are. */
    static boolean saysUpstream(String line) {
        return BEFORE.matcher(line).find() || BEHIND.matcher(line).find() || COMMIT_UPSTREAM.matcher(line).find();
    }

    /** Whether it is the word commit with an id, and nothing else. */
    static boolean isCommitAlone(String line) {
        return ALONE.matcher(line).find();
    }

    /** Whether it is {@code mainline inclusion} or the like, the first line of a block about where a commit comes from. */
    static boolean isInclusion(String line) {
        return INCLUSION.matcher(line).matches();
    }
}
