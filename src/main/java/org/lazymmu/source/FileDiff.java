package org.lazymmu.source;

import java.util.List;
import java.util.Set;
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
public record FileDiff(Kind kind, @Nullable String from, @Nullable String to, boolean bare, boolean consecutive,
        List<Hunk> hunks, int at) {
    /** What git puts in front of paths: of the two sides, or of the commit, the index and the work tree. */
    private static final Set<String> PREFIXES = Set.of("a", "b", "c", "i", "w", "o");

    /** What is done to a file. */
    public enum Kind {
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

    /** The file's path in its tree, after the change where it is there then; a folder such as {@code a/} is left out. */
    public String path() {
        String name = name();
        int slash = name.indexOf('/');
        if (bare || slash < 0) {
            return name;
        }
        boolean prefixed = PREFIXES.contains(name.substring(0, slash)) || from != null && to != null
                && !from.equals(to) && from.endsWith(name.substring(slash));
        return prefixed ? name.substring(slash + 1) : name;
    }
}
