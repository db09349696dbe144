package org.lazymmu.commit;

import java.util.List;

/**
 * What a commit changes, as numbers that stay the same when it is applied elsewhere.
 *
 * @param commit the commit
 * @param id     git's own patch id, as {@code git show COMMIT | git patch-id --stable} prints it; empty if there is none: for
 *               merges and for commits that change nothing
 * @param hunks  its parts, in their order
 * @param isCut  whether it was too large for all of its parts to be kept
 */
public record PatchId(String commit, String id, List<Hunk> hunks, boolean isCut) {
    public PatchId {
        hunks = List.copyOf(hunks);
    }

    /**
     * A part of a patch. Neither the place nor white space goes into its ids, as neither does into git's. The path does not
     * either, so that a file that was moved does not hide a part.
     *
     * @param path    of the file, as it is called afterwards, or before if it is gone
     * @param id      of its lines with the unchanged ones around them
     * @param change  of its removed and added lines alone, for hunks that stand among other lines elsewhere
     * @param changed how many lines it removes and adds; a change of one or two says little
     */
    public record Hunk(String path, String id, String change, int changed) {
    }
}
