package org.lazymmu.series;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.commit.Reference;

/** The same answers with the earliest commits first, so that what is said does not turn on who gives them. */
record OrderedCommits(Commits commits) implements Commits {
    private static final Comparator<KnownCommit> EARLIEST = Comparator.comparing(KnownCommit::committed)
            .thenComparing(KnownCommit::id);

    private static List<KnownCommit> ordered(List<KnownCommit> commits) {
        return commits.stream().sorted(EARLIEST).toList();
    }

    @Override
    public Optional<KnownCommit> commit(String id) throws IOException {
        return commits.commit(id);
    }

    @Override
    public List<String> resolve(String id) throws IOException {
        return commits.resolve(id);
    }

    @Override
    public List<KnownCommit> naming(String id, Set<Reference.Kind> kinds) throws IOException {
        return ordered(commits.naming(id, kinds));
    }

    @Override
    public List<KnownCommit> linking(String messageId) throws IOException {
        return ordered(commits.linking(messageId));
    }

    @Override
    public List<KnownCommit> linkingToThoseThatBegin(String messageIdStart) throws IOException {
        return ordered(commits.linkingToThoseThatBegin(messageIdStart));
    }

    @Override
    public List<KnownCommit> titled(String normalSubject) throws IOException {
        return ordered(commits.titled(normalSubject));
    }

    @Override
    public List<KnownCommit> withPatchId(String patchId, Set<String> paths) throws IOException {
        return ordered(commits.withPatchId(patchId, paths));
    }

    @Override
    public Map<String, List<String>> touching(Set<String> paths, Instant since) throws IOException {
        return commits.touching(paths, since);
    }
}
