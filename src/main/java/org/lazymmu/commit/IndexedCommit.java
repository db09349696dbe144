package org.lazymmu.commit;

import java.util.List;

/**
 * A commit with all that the index says of it.
 *
 * @param files which it changes against its parent, in the order of their names; none for merges
 * @param isCut whether the message or the files were too many to be taken whole
 */
public record IndexedCommit(Commit commit, Message message, List<String> files, boolean isCut) {
    public IndexedCommit {
        files = List.copyOf(files);
    }

    /** Git's id. */
    public String id() {
        return commit.id();
    }
}
