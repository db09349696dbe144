package org.lazymmu.source;

import java.util.List;

/**
 * A patch as it was written: unified diffs, of git or plain, one after the other, with any text around them.
 *
 * @param name  how it is called in messages, the name of its file
 * @param diffs what it does to files, in order
 */
public record Patch(String name, List<FileDiff> diffs) {
    /** Larger patches are refused; a stable release has about 1 MB. */
    public static final int MAX_BYTES = 64 << 20;

    public Patch {
        diffs = List.copyOf(diffs);
    }

    /**
     * Reads a patch.
     *
     * @throws PatchException when it is none, is cut off, or is of a kind that cannot be applied
     */
    public static Patch read(String name, byte[] text) throws PatchException {
        return new PatchParser(name, text).read();
    }
}
