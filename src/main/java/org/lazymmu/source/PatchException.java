package org.lazymmu.source;

import java.io.IOException;

/**
 * A patch that cannot be read, is refused or does not apply. The message is one line for the user that names the patch, and as
 * far as it is about one the file and the hunk.
 */
public final class PatchException extends IOException {
    private static final long serialVersionUID = 1;

    PatchException(String message) {
        super(message);
    }

    /** How a hunk is called in messages. */
    static String hunk(String file, int number) {
        return ArchiveException.printable(file) + ": hunk #" + number;
    }
}
