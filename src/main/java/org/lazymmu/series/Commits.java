package org.lazymmu.series;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.commit.Reference;

/** What is asked of the commits of all mirrors, wherever they are. */
public interface Commits {
    /** A commit by its full id. */
    Optional<KnownCommit> commit(String id) throws IOException;

    /** Full ids of the commits that an id, full or abbreviated to at least seven digits, can mean. */
    List<String> resolve(String id) throws IOException;

    /** Commits whose messages name a commit, by its id in whatever length, in one of some meanings. */
    List<KnownCommit> naming(String id, Set<Reference.Kind> kinds) throws IOException;

    /** Commits whose messages link to a mail. */
    List<KnownCommit> linking(String messageId) throws IOException;

    /** Commits whose messages link to mails whose ids begin so. */
    List<KnownCommit> linkingToThoseThatBegin(String messageIdStart) throws IOException;

    /** Commits with a subject, as {@link org.lazymmu.commit.Subject#normal} has it. */
    List<KnownCommit> titled(String normalSubject) throws IOException;

    /**
     * Commits with a stable patch id.
     *
     * @param paths the files that a commit with this id changes
     */
    List<KnownCommit> withPatchId(String patchId, Set<String> paths) throws IOException;

    /** By path, ids of the commits since some time that change it, the latest first, without merges. */
    Map<String, List<String>> touching(Set<String> paths, Instant since) throws IOException;
}
