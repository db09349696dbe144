package org.lazymmu.series;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.PatchIds;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/** Asks git about the graph and the contents of commits; diffs come from one process that lives as long as this. */
public final class GitHistories implements Histories, AutoCloseable {
    private static final GitCommand PATCHES = PatchIds.patches("--no-commit-id");
    /** What is no id comes back as it is, behind the diff that was asked for before it. */
    private static final String END = "that was it\n";
    /** A commit that changes more than this imports a tree rather than brings patches. */
    private static final int MAX_BYTES = 16 << 20;

    private final Git git;
    private final Map<String, Set<String>> holders = new HashMap<>();
    private final Set<String> tooLarge = new TreeSet<>();
    private @Nullable GitProcess patches;

    /** @param git at the store of the mirrors */
    public GitHistories(Git git) {
        this.git = PatchIds.unattributed(git);
    }

    /** Ids of commits whose changes were too many to be looked at. */
    public Set<String> tooLarge() {
        return Set.copyOf(tooLarge);
    }

    @Override
    public String diff(String commit) throws IOException {
        GitProcess process = patches;
        if (process == null) {
            process = git.start(PATCHES);
            patches = process;
        }
        OutputStream in = process.in();
        in.write((commit + "\n" + END).getBytes(StandardCharsets.US_ASCII));
        in.flush();
        InputStream out = process.out();
        StringBuilder diff = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int next = out.read(); next >= 0; next = out.read()) {
            line.append((char) next);
            if (next == '\n') {
                if (line.compareTo(new StringBuilder(END)) == 0) {
                    return diff.toString();
                }
                diff.append(line);
                line.setLength(0);
            }
            if (diff.length() + line.length() > MAX_BYTES) {
                tooLarge.add(commit);
                close();
                return "";
            }
        }
        process.end();
        throw new GitException(GitException.Kind.OUTPUT, "git diff-tree ended too early");
    }

    @Override
    public String patchId(String diff) throws IOException {
        return PatchIds.ofPatch(git, diff.getBytes(StandardCharsets.ISO_8859_1)).id();
    }

    @Override
    public boolean has(Tree tree, String commit) throws IOException {
        Set<String> known = holders.get(commit);
        if (known == null) {
            known = new HashSet<>();
            Set<String> into = known;
            git.lines(GitCommand.of("for-each-ref", "--format=%(objectname)", "--contains=" + hexadecimal(commit))
                    .values("refs/mirrors/"), into::add);
            holders.put(commit, known);
        }
        return known.contains(tree.tip());
    }

    /** An id, which goes into an option. */
    private static String hexadecimal(String id) throws GitException {
        if (!id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new GitException(GitException.Kind.REFUSED, "'" + id + "' is no full id of a commit");
        }
        return id;
    }

    @Override
    public boolean isBefore(String commit, String other) throws IOException {
        Git.Outcome outcome = git.attempt(GitCommand.of("merge-base", "--is-ancestor").values(hexadecimal(commit),
                hexadecimal(other)));
        if (outcome.status() > 1) {
            throw new GitException(GitException.Kind.FAILED, "git merge-base: " + outcome.err().strip());
        }
        return outcome.status() == 0;
    }

    @Override
    public List<String> range(String range) throws IOException {
        List<String> ids = new ArrayList<>();
        git.lines(GitCommand.of("rev-list", "--reverse", "--topo-order", "--no-merges").values(range), ids::add);
        return ids;
    }

    @Override
    public void close() {
        GitProcess process = patches;
        patches = null;
        if (process != null) {
            process.close();
        }
    }
}
