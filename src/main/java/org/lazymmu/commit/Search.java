package org.lazymmu.commit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches the commits that some refs lead to: the index knows the words, git knows the refs. */
public final class Search {
    /** How many commits git is asked about first; later more at a time, for words that are frequent elsewhere only. */
    private static final int FIRST_CHUNK = 200;
    private static final int LAST_CHUNK = 50_000;

    private final CommitIndex index;
    private final Containment containment;

    public Search(CommitIndex index, Containment containment) {
        this.index = index;
        this.containment = containment;
    }

    /**
     * The newest commits.
     *
     * @param query    null for all commits
     * @param patterns of refs, such as {@code refs/mirrors/linux}
     */
    public List<Commit> newest(@Nullable Query query, List<String> patterns, int limit) throws IOException {
        List<Commit> found = new ArrayList<>();
        if (query == null) {
            for (String id : containment.newest(patterns, limit)) {
                index.commit(id).ifPresent(found::add);
            }
            return found;
        }
        int skipped = 0;
        for (int chunk = FIRST_CHUNK; found.size() < limit; chunk = Math.min(LAST_CHUNK, 4 * chunk)) {
            List<Commit> candidates = index.search(query, chunk, skipped);
            Set<String> here = Set.copyOf(
                    containment.reachable(candidates.stream().map(Commit::id).toList(), patterns));
            candidates.stream().filter(commit -> here.contains(commit.id())).limit(limit - found.size())
                    .forEach(found::add);
            if (candidates.size() < chunk) {
                break;
            }
            skipped += chunk;
        }
        return found;
    }
}
