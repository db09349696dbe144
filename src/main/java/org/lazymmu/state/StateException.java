package org.lazymmu.state;

import java.io.IOException;

/** What is kept between runs cannot be read or written: one line for the user. */
public final class StateException extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** No room on the disk. */
        FULL,
        /** The file is damaged, or is something else. */
        DAMAGED,
        /** A later version of this program has written it. */
        NEWER,
        /** Another process writes for longer than we wait. */
        BUSY,
        /** The file or its folder may not be read or written. */
        ACCESS,
        /** Anything else. */
        OTHER
    }

    public StateException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StateException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
