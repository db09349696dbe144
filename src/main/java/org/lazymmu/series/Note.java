package org.lazymmu.series;

import org.jspecify.annotations.Nullable;

/**
 * Something that whoever asked for a series should know.
 *
 * @param kind   what sort of thing
 * @param patch  the number of the patch that it is about, 0 if it is about none
 * @param tree   the name of the tree, or null
 * @param commit the full id of the commit that it is about, or null
 * @param text   what it is, as a clause
 */
public record Note(Kind kind, int patch, @Nullable String tree, @Nullable String commit, String text) {
    /** Sorts of notes. */
    public enum Kind {
        /** A repair of a patch that is in a tree, which the tree lacks. */
        FOLLOW_UP("missing-follow-up", true),
        /** It is not known whether the tree has the repair. */
        FOLLOW_UP_UNDECIDED("undecided-follow-up", false),
        /** A patch was taken back after it came. */
        REVERTED("reverted", false),
        /** A patch was taken back elsewhere, and is still here. */
        REVERTED_ELSEWHERE("reverted-elsewhere", false),
        /** A patch came before one that it should come after. */
        ORDER("order", false),
        /** An id of no commit that is known. */
        DANGLING_ID("dangling-id", false),
        /** An id of another commit than the one that is meant. */
        WRONG_ID("wrong-id", false),
        /** Rungs that do not agree. */
        CONTRADICTION("contradiction", false),
        /** Only a part of a patch is here. */
        PART("part", false),
        /** What checking the trees could not tell. */
        BEHAVIOUR("behaviour", false),
        /** Patches of the series may not be known. */
        INCOMPLETE("incomplete", false),
        /** How the series was read. */
        READING("reading", false);

        private final String id;
        private final boolean missing;

        Kind(String id, boolean missing) {
            this.id = id;
            this.missing = missing;
        }

        public String id() {
            return id;
        }

        /** Whether something is not there that should be. */
        public boolean isMissing() {
            return missing;
        }
    }
}
