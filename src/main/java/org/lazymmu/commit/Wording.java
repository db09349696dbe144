package org.lazymmu.commit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.commit.Reference.Kind;

/**
 * What the words before an id make of it. They are given in lower case, from the beginning of the paragraph on but no more
 * than {@link #MAX_CHARS}, lines separated by line feeds, other white space folded.
 */
final class Wording {
    static final int MAX_CHARS = 240;

    /** Where something can begin: a line, a bracket, a sentence. */
    private static final String BEGIN = "(?:^|\\n|[(\\[.:;] ?)[(\\[ *-]{0,3}";
    private static final String S = "[ \\n]";
    /** What may stand between the word and the id. */
    private static final String OPEN = "[ \\n:#\"'“<(\\[]*+$";
    private static final String COMMIT = "(?:commit(?:s|[- ]id)?|cset|changeset|git" + S + "commit)";
    private static final String TREE = "(?:" + S + "[^ \\n()]{1,60}){0,3}?";

    private static final Pattern CHERRY_PICK = Pattern.compile("(?:" + BEGIN + "|this" + S + "(?:is|was)" + S
            + "(?:an?" + S + ")?)cherry[- ]?pick(?:ed)?" + S + "(?:from|of)(?:" + TREE + S + COMMIT + ")?" + OPEN);
    private static final Pattern BACKPORT = Pattern.compile("(?:" + BEGIN + "|this" + S + "(?:(?:patch|commit)" + S
            + ")?(?:is|was)" + S + "(?:(?:an?|the)" + S + ")?(?:[a-z-]{1,20}" + S + "){0,2})back-?port(?:ed)?" + S
            + "(?:from|of)(?:" + TREE + S + COMMIT + ")?" + OPEN);
    private static final Pattern PORTED = Pattern.compile("(?:" + BEGIN + ")(?:based" + S + "on|ported" + S
            + "from|adapted" + S + "from|picked" + S + "from|taken" + S + "from)(?:" + S
            + "(?:upstream|mainline|linux-next))(?:" + S + COMMIT + ")?" + OPEN);
    private static final Pattern REVERT = Pattern.compile("(?:" + BEGIN + "|\\b(?:this|patch|so|and|let'?s|thus|hence"
            + "|therefore|simply|just)" + S + ")(?:(partially|partly|[a-z]{2,20}ly)" + S + ")?reverts?:?" + S
            + "(?:the" + S + ")?(?:(parts?|most|some|half|bits|one" + S + "hunk)" + S + "of" + S + ")?(?:the" + S
            + ")?(?:(?:upstream|following|offending|mainline|stable|original)" + S + ")?" + COMMIT + OPEN);
    private static final Pattern BARE_REVERT = Pattern
            .compile("(?:^|\\n|this" + S + ")(?:(partially|partly)" + S + ")?reverts?:?" + OPEN);
    private static final Pattern FIXES = Pattern.compile("(?:^|\\n|\\bthis" + S + "(?:(?:patch|commit|change)" + S
            + ")?(?:also" + S + ")?)fixes" + S + "(?:the" + S + ")?(?:upstream" + S + ")?(" + COMMIT + ")?" + OPEN);
    private static final Pattern COMMIT_BEFORE = Pattern.compile(
            "(?:^|[^a-z])(?:commits?|commit[- ]ids?|csets?|changesets?|sha-?1?|rev(?:ision)?s?|git[- ]ids?|hash(?:es)?|upstream)"
                    + OPEN);
    private static final Pattern GLUED = Pattern.compile("(?:^|[^a-z])(?:commits?|cset|sha|since|from|in|by|of|to"
            + "|before|after|and|or|with|upstream|reverts|fixes)$");

    private Wording() {
    }

    /**
     * What a commit is to the one behind these words.
     *
     * @param before  the words
     * @param quoted  whether the subject stands behind the id
     * @return {@link Kind#MENTION} if they say nothing
     */
    static Kind kind(String before, boolean quoted) {
        if (CHERRY_PICK.matcher(before).find()) {
            return Kind.CHERRY_PICK;
        }
        if (BACKPORT.matcher(before).find() || PORTED.matcher(before).find()) {
            return Kind.BACKPORT;
        }
        Matcher revert = REVERT.matcher(before);
        if (revert.find()) {
            boolean partly = revert.group(2) != null || revert.group(1) != null && revert.group(1).startsWith("part");
            return partly ? Kind.PARTLY_REVERTS : Kind.REVERTS;
        }
        Matcher bare = BARE_REVERT.matcher(before);
        if (bare.find()) {
            return bare.group(1) == null ? Kind.REVERTS : Kind.PARTLY_REVERTS;
        }
        Matcher fixes = FIXES.matcher(before);
        return fixes.find() && (quoted || fixes.group(1) != null) ? Kind.FIXES : Kind.MENTION;
    }

    /** Whether they say that a commit is meant. */
    static boolean announceCommit(String before) {
        return COMMIT_BEFORE.matcher(before).find();
    }

    /** Whether the last word, which the id follows without a space, is one that stands before ids. */
    static boolean isGlue(String before) {
        return GLUED.matcher(before).find();
    }
}
