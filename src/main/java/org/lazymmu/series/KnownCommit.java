package org.lazymmu.series;

import java.time.Instant;
import java.util.List;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Person;

/**
 * A commit of some tree.
 *
 * @param id        the full one
 * @param parents   full ids
 * @param author    who wrote it
 * @param authored  when it was written
 * @param committed when it came into its tree
 * @param message   its message, read
 */
public record KnownCommit(String id, List<String> parents, Person author, Instant authored, Instant committed,
        Message message) {
    public KnownCommit {
        parents = List.copyOf(parents);
    }

    /** The first paragraph of its message in one line. */
    public String subject() {
        return message.subject();
    }

    boolean isMerge() {
        return parents.size() > 1;
    }
}
