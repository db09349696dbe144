package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/** Which refs commits can be reached from; git is asked, which knows from its commit-graph. */
public final class Containment {
    private final Git git;

    /** @param git at the repository of the mirrors */
    public Containment(Git git) {
        this.git = git;
    }

    /**
     * The refs that a commit can be reached from, in the order of their names.
     *
     * @param id       a full id
     * @param patterns of refs, such as {@code refs/mirrors/linux}; all refs if there are none
     * @return none if the repository does not have the commit any more
     */
    public List<String> refs(String id, List<String> patterns) throws GitException {
        if (git.attempt(GitCommand.of("cat-file", "-e").values(id)).status() != 0) {
            return List.of();
        }
        List<String> refs = new ArrayList<>();
        GitCommand command = GitCommand.of("for-each-ref", "--format=%(refname)", "--contains").values(id)
                .values(patterns);
        git.lines(command, refs::add);
        return refs;
    }

    /**
     * Those of some commits that can be reached from refs.
     *
     * @param ids      full ids
     * @param patterns of refs
     * @return in the order of the ids
     */
    public List<String> reachable(Collection<String> ids, List<String> patterns) throws GitException {
        Set<String> tips = tips(patterns);
        if (tips.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        Set<String> reachable = present(ids);
        StringBuilder input = new StringBuilder();
        reachable.forEach(id -> input.append(id).append('\n'));
        tips.forEach(tip -> input.append('^').append(tip).append('\n'));
        // what can be reached from the commits, but not from the refs; with a fork's own history that is a lot
        try (GitProcess process = git.start(GitCommand.of("rev-list", "--stdin"))) {
            process.write(input.toString());
            for (String id = process.line(); id != null; id = process.line()) {
                reachable.remove(id);
            }
            process.end();
        }
        return List.copyOf(reachable);
    }

    /** The ids of the newest commits that can be reached from refs, newest first. */
    public List<String> newest(List<String> patterns, int limit) throws GitException {
        Set<String> tips = tips(patterns);
        if (tips.isEmpty()) {
            return List.of();
        }
        // later options would not be heard
        return git.run(GitCommand.of("rev-list", "--max-count=" + limit, "--ignore-missing", "--stdin"),
                String.join("\n", tips) + "\n").lines().toList();
    }

    private Set<String> tips(List<String> patterns) throws GitException {
        Set<String> tips = new LinkedHashSet<>();
        git.lines(GitCommand.of("for-each-ref", "--format=%(objectname)").values(patterns), tips::add);
        return tips;
    }

    /** Those of some commits that the repository has. */
    private Set<String> present(Collection<String> ids) throws GitException {
        Map<String, Boolean> found = new LinkedHashMap<>();
        String answers = git.run(GitCommand.of("cat-file", "--batch-check=%(objectname) %(objecttype)"),
                String.join("\n", new LinkedHashSet<>(ids)) + "\n");
        answers.lines().forEach(line -> found.put(line.split(" ", 2)[0], line.endsWith(" commit")));
        Set<String> result = new LinkedHashSet<>();
        ids.stream().filter(id -> found.getOrDefault(id, false)).forEach(result::add);
        return result;
    }
}
