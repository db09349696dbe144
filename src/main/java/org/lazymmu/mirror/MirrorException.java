package org.lazymmu.mirror;

import java.io.IOException;

/** A mirror cannot be what is wanted of it: one line for the user, without passwords. */
public final class MirrorException extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** Who is to do something about it. */
    public enum Kind {
        /** What was named is wrong, or is not there. */
        USAGE,
        /** Somebody else is at work on it. */
        BUSY,
        /** The other side, the disk, the system. */
        WORLD
    }

    private MirrorException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static MirrorException usage(String message) {
        return new MirrorException(Kind.USAGE, message);
    }

    static MirrorException busy(String message) {
        return new MirrorException(Kind.BUSY, message);
    }

    static MirrorException world(String message) {
        return new MirrorException(Kind.WORLD, message);
    }

    public Kind kind() {
        return kind;
    }
}
