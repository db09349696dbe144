package org.lazymmu.series;

/** The ways to know a patch again in a tree, the surest first. */
public enum Rung {
    /** It is that commit. */
    SAME_COMMIT("same-commit", "the commit itself", Sureness.CERTAIN),
    /** A commit says that it is that commit in another tree. */
    UPSTREAM_ID("upstream-id", "names its commit", Sureness.CERTAIN),
    /** A commit links to the mail. */
    MESSAGE_ID("message-id", "links to its mail", Sureness.CERTAIN),
    /** The change is the same, line for line. */
    PATCH_ID("patch-id", "the same change", Sureness.CERTAIN),
    /** The same subject and author, in the same files. */
    SUBJECT("subject", "the same subject, author and files", Sureness.LIKELY),
    /** Its changes are found in other commits, together or spread. */
    HUNKS("hunks", "its changes in other commits", Sureness.LIKELY),
    /** What the checker found before is not found any more. */
    BEHAVIOUR("behaviour", "what it repairs is gone", Sureness.POSSIBLE);

    /** How sure it is that a patch is there. */
    public enum Sureness {
        CERTAIN, LIKELY, POSSIBLE
    }

    private final String id;
    private final String text;
    private final Sureness sureness;

    Rung(String id, String text, Sureness sureness) {
        this.id = id;
        this.text = text;
        this.sureness = sureness;
    }

    public String id() {
        return id;
    }

    public String text() {
        return text;
    }

    /** How sure it is when nothing speaks against it. */
    public Sureness sureness() {
        return sureness;
    }
}
