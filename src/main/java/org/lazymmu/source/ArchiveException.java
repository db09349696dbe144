package org.lazymmu.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something about the contents of an archive that makes us refuse it; the message is a clause without the archive's name. */
final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }

    /** About an entry, whose name may be hostile itself. */
    ArchiveException(String entry, String message) {
        super("entry " + printable(entry) + ": " + message);
    }

    /** The disk failed, not the archive. */
    static final class Disk extends IOException {
        private static final long serialVersionUID = 1;

        Disk(@Nullable String message, IOException cause) {
            super(message, cause);
        }
    }

    /** A name on one line of a terminal: no control characters, not longer than needed to find it. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), 200); i++) {
            char c = name.charAt(i);
            boolean plain = c > ' ' && c < 0x7f || c >= 0xa0 && Character.isLetterOrDigit(c);
            text.append(plain || c == ' ' ? Character.toString(c) : "\\x%02x".formatted((int) c));
        }
        return name.isEmpty() ? "with an empty name" : text + (name.length() > 200 ? "…" : "");
    }
}
