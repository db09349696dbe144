package org.lazymmu.commit;

/**
 * What a message says about another commit.
 *
 * @param kind    how this commit relates to that one
 * @param id      hexadecimal digits as written, in lower case, at least 7; empty where only the subject is given
 * @param subject of that commit as quoted, with white space folded; empty where only the id is given
 * @param origin  the tree it is said to come from, as written ({@code linux-next}, {@code mainline-v5.12-rc1}, an address);
 *                mostly empty
 * @param certain whether the text says that this is a commit, rather than that it merely looks like an id
 * @param line    where it stands, from 1 for the subject's first line
 */
public record Reference(Kind kind, String id, String subject, String origin, boolean certain, int line) {

    /** How a commit relates to another that its message names. */
    public enum Kind {
        /** This is that commit in another tree: {@code commit X upstream.} and its relatives. */
        UPSTREAM("upstream"),
        /** Made by {@code git cherry-pick -x}, from any tree. */
        CHERRY_PICK("cherry-pick"),
        /** Picked with edits. */
        BACKPORT("backport"),
        /** Here because that commit needs it: {@code Stable-dep-of:}. */
        STABLE_DEPENDENCY("stable-dependency"),
        /** Needed before this one is picked: a comment behind {@code Cc: stable}. */
        PREREQUISITE("prerequisite"),
        /** Repairs what that commit broke. */
        FIXES("fixes"),
        /** Takes that commit back. */
        REVERTS("reverts"),
        /** Takes a part of that commit back. */
        PARTLY_REVERTS("partly-reverts"),
        /** Merely named. */
        MENTION("mention");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The name in the database and in reports. */
        public String id() {
            return id;
        }

        /** Whether the two are one change in two trees. */
        public boolean isOrigin() {
            return switch (this) {
                case UPSTREAM, CHERRY_PICK, BACKPORT -> true;
                case STABLE_DEPENDENCY, PREREQUISITE, FIXES, REVERTS, PARTLY_REVERTS, MENTION -> false;
            };
        }
    }
}
