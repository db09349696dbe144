package org.lazymmu.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patch does to one file.
 *
 * @param kind     what is done
 * @param from     the file's name before, as the patch has it; null where it was not there
 * @param to       its name after; null where it is not there any more
 * @param bare     whether the names have no folder in front that is not part of the path, such as {@code a/}
 * @param consecutive whether it follows the diff before without text in between, and so belongs to the same change
 * @param hunks    the places changed
 * @param at       the line of the patch's text where it starts, from 1
 */
record FileDiff(Kind kind, @Nullable String from, @Nullable String to, boolean bare, boolean consecutive,
        List<Hunk> hunks, int at) {
    enum Kind {
        CHANGE, CREATE, DELETE, RENAME, COPY,
        /** Contents that no hunks tell. */
        BINARY,
        /** A symbolic link, whose contents are a path. */
        LINK
    }

    /** A name for messages, as the patch has it. */
    String name() {
        return to != null ? to : from != null ? from : "";
    }
}
