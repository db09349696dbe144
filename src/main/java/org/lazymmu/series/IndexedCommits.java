package org.lazymmu.series;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.commit.Commit;
import org.lazymmu.commit.CommitIndex;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Referrer;
import org.lazymmu.commit.Resolution;
import org.lazymmu.git.Git;

/** Answers from the index of commits. Patch ids are worked out when they are asked for, and stay in the index. */
public final class IndexedCommits implements Commits {
    /** The newest commits of a file that are looked at; the busiest file of a kernel has half of that in all stable trees together. */
    private static final int MAX_TOUCHING = 40_000;

    private final CommitIndex index;
    private final Git git;
    private final Map<String, Optional<KnownCommit>> known = new HashMap<>();

    /** @param git at the store that the index is of */
    public IndexedCommits(CommitIndex index, Git git) {
        this.index = index;
        this.git = git;
    }

    @Override
    public Optional<KnownCommit> commit(String id) throws IOException {
        Optional<KnownCommit> commit = known.get(id);
        if (commit == null) {
            commit = index.details(id).map(found -> new KnownCommit(found.id(), found.commit().parents(),
                    found.commit().author(), found.commit().authored().toInstant(),
                    found.commit().committed().toInstant(), found.message()));
            known.put(id, commit);
        }
        return commit;
    }

    private List<KnownCommit> all(List<Commit> commits) throws IOException {
        List<KnownCommit> all = new ArrayList<>();
        for (Commit commit : commits) {
            commit(commit.id()).ifPresent(all::add);
        }
        return all;
    }

    @Override
    public List<String> resolve(String id) throws IOException {
        return switch (index.resolve(id)) {
            case Resolution.Found found -> List.of(found.commit().id());
            case Resolution.Ambiguous ambiguous -> ambiguous.ids();
            case Resolution.Unknown _ -> List.of();
        };
    }

    @Override
    public List<KnownCommit> naming(String id, Set<Reference.Kind> kinds) throws IOException {
        Set<Commit> commits = new LinkedHashSet<>();
        for (Referrer referrer : index.referring(id, kinds)) {
            commits.add(referrer.commit());
        }
        return all(List.copyOf(commits));
    }

    @Override
    public List<KnownCommit> linking(String messageId) throws IOException {
        return all(index.withMail(messageId));
    }

    @Override
    public List<KnownCommit> linkingToThoseThatBegin(String messageIdStart) throws IOException {
        return all(index.withMailThatBegins(messageIdStart));
    }

    @Override
    public List<KnownCommit> titled(String normalSubject) throws IOException {
        return all(index.withSubject(normalSubject));
    }

    @Override
    public List<KnownCommit> withPatchId(String patchId, Set<String> paths) throws IOException {
        // a commit with this id changes all of the files, so those that change the quietest of them are enough
        List<String> candidates = List.of();
        boolean first = true;
        for (String path : paths) {
            List<String> touching = index.touching(path, MAX_TOUCHING).stream().map(Commit::id).toList();
            candidates = first || touching.size() < candidates.size() ? touching : candidates;
            first = false;
        }
        index.patchIds(git, candidates);
        return all(index.withPatchId(patchId));
    }

    @Override
    public Map<String, List<String>> touching(Set<String> paths, Instant since) throws IOException {
        Map<String, List<String>> touching = new TreeMap<>();
        for (String path : paths) {
            touching.put(path, index.touching(path, MAX_TOUCHING).stream()
                    .filter(commit -> !commit.committed().toInstant().isBefore(since)).map(Commit::id).toList());
        }
        return touching;
    }
}
