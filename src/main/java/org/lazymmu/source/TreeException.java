package org.lazymmu.source;

import java.io.IOException;

/** A tree that cannot be opened. The message is one line for the user. */
public final class TreeException extends IOException {
    private static final long serialVersionUID = 1;

    /** Who is to do something about it. */
    public enum Kind {
        /** What was named is not a kernel tree, or is refused. */
        USAGE,
        /** The disk, the file system, the permissions. */
        WORLD
    }

    private final Kind kind;

    private TreeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static TreeException usage(String message) {
        return new TreeException(Kind.USAGE, message);
    }

    static TreeException world(String message) {
        return new TreeException(Kind.WORLD, message);
    }

    public Kind kind() {
        return kind;
    }
}
