package org.lazymmu.git;

import java.io.IOException;

/** The git program could not do what it was asked for: one line for the user, without passwords. */
public final class GitException extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String details;

    /** Why it failed. */
    public enum Kind {
        /** There is no git program. */
        MISSING,
        /** It ended with a status other than 0. */
        FAILED,
        /** It took longer than it was given, and was stopped. */
        DEADLINE,
        /** This process is about to end, or the thread was interrupted. */
        INTERRUPTED,
        /** It printed more than it was allowed to, or something that is not understood. */
        OUTPUT,
        /** What it should have been asked for is nothing that may be passed on to it. */
        REFUSED
    }

    /**
     * @param message the line
     * @param details the end of what it said, or empty
     */
    public GitException(Kind kind, String message, String details) {
        super(Masked.text(message));
        this.kind = kind;
        this.details = Masked.text(details);
    }

    public GitException(Kind kind, String message) {
        this(kind, message, "");
    }

    public Kind kind() {
        return kind;
    }

    /** The end of what git said on standard error, or empty. Text of strangers: servers speak there, too. */
    public String details() {
        return details;
    }

    /** The one line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
