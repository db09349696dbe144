package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;
import org.lazymmu.source.TreeScope;

/** The commits of one repository, as git lists them. */
public final class CommitLog {
    private static final GitCommand LOG = GitCommand.of("log", "--topo-order", "--reverse", "-z", "--root",
            "--no-renames", "--diff-merges=first-parent", "--date=raw", "--encoding=UTF-8", "--no-mailmap",
            "--no-color", "--no-notes", "--no-decorate", "--no-show-signature", "--no-ext-diff", "--no-textconv",
            "--no-relative", "--no-abbrev-commit", "--no-follow", "--ignore-submodules=none",
            "--format=tformat:%x00%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s");
    private static final int FIELDS = 8;
    private static final int MAX_SUBJECT_CHARS = 1000;
    private static final String ID = "[0-9a-f]{40}|[0-9a-f]{64}";

    private final Git git;
    private final Set<String> cut;

    /** @param git at the repository */
    public CommitLog(Git git) throws IOException {
        this.git = git.withSetting("log.showRoot", "true");
        this.cut = cut(git);
    }

    /** Commits whose parents a shallow repository lacks. */
    private static Set<String> cut(Git git) throws IOException {
        Path file = Path.of(git.run(GitCommand.of("rev-parse", "--path-format=absolute", "--git-path", "shallow"))
                .strip());
        return Files.isRegularFile(file) ? Files.readAllLines(file).stream().map(String::strip)
                .collect(Collectors.toUnmodifiableSet()) : Set.of();
    }

    /**
     * The id of the commit that somebody means.
     *
     * @throws HistoryException if there is none
     */
    public String resolve(String name) throws IOException {
        GitCommand ask = GitCommand.of("rev-parse", "--verify", "--quiet", "--end-of-options");
        try {
            ask = ask.values(name + "^{commit}");
        } catch (GitException refused) {
            throw new HistoryException(refused.line());
        }
        Git.Outcome outcome = git.attempt(ask);
        String id = outcome.out().strip();
        if (outcome.status() != 0 || !id.matches(ID)) {
            throw new HistoryException("there is no commit '" + name + "'");
        }
        return id;
    }

    /** Whether history was cut off below a commit: what its parents had is not known. */
    public boolean isCut(String commit) {
        return cut.contains(commit);
    }

    /** One commit. */
    public Revision at(String commit) throws GitException {
        List<Revision> found = list(LOG.with("--no-walk", "--no-patch").values(commit), null);
        if (found.size() != 1) {
            throw new GitException(GitException.Kind.OUTPUT, "git log: " + commit + " is not one commit");
        }
        return found.getFirst();
    }

    /**
     * A commit, its first parent, the first parent of that, and so on, oldest first.
     *
     * @param without commits at which it ends, they and all that they can reach left out
     * @param matters takes the files that they touch and that can matter
     */
    public List<Revision> line(String tip, Collection<String> without, Consumer<String> matters) throws GitException {
        return list(values(LOG.with("--first-parent", "--name-only"), tip, without), matters);
    }

    /** The same without the files. */
    public List<Revision> line(String tip, Collection<String> without) throws GitException {
        return line(tip, without, path -> {
            // nobody asks
        });
    }

    /**
     * All that can be reached from a commit, parents before children, without all that can be reached from others.
     *
     * @param matters takes the files that they touch and that can matter
     */
    public List<Revision> all(String tip, Collection<String> without, Consumer<String> matters) throws GitException {
        return list(values(LOG.with("--name-only"), tip, without), matters);
    }

    /** Whether everything that the first has is in the history of the second. */
    public boolean isAncestor(String old, String now) throws GitException {
        return git.attempt(GitCommand.of("merge-base", "--is-ancestor").values(old, now)).status() == 0;
    }

    /** The best commits that are in the history of all of these; none if they have nothing in common. */
    public List<String> bases(List<String> commits) throws GitException {
        String option = commits.size() > 2 ? "--octopus" : "--all";
        Git.Outcome outcome = git.attempt(GitCommand.of("merge-base", option).values(commits));
        return outcome.status() == 0 ? outcome.out().lines().filter(line -> line.matches(ID)).sorted().toList()
                : List.of();
    }

    private static GitCommand values(GitCommand command, String tip, Collection<String> without) throws GitException {
        List<String> values = new ArrayList<>(List.of(tip));
        new HashSet<>(without).stream().sorted().forEach(commit -> values.add("^" + commit));
        return command.values(values);
    }

    /**
     * Reads what git prints: fields that end with NUL, the first of each commit empty, then its files.
     *
     * @param matters takes those of them that can matter; null if they were not asked for, and any may be among them
     */
    private List<Revision> list(GitCommand command, @Nullable Consumer<String> matters) throws GitException {
        List<Revision> all = new ArrayList<>();
        try (GitProcess process = git.start(command.paths(List.of()))) {
            process.write("");
            String field = process.record();
            while (field != null) {
                if (!field.isEmpty()) {
                    throw notUnderstood();
                }
                String[] head = new String[FIELDS];
                for (int i = 0; i < FIELDS; i++) {
                    String next = process.record();
                    if (next == null) {
                        process.end();
                        throw notUnderstood();
                    }
                    head[i] = next;
                }
                boolean touches = matters == null;
                for (field = process.record(); field != null && !field.isEmpty(); field = process.record()) {
                    String path = field.startsWith("\n") ? field.substring(1) : field;
                    if (matters != null && TreeScope.isPart(path)) {
                        touches = true;
                        matters.accept(path);
                    }
                }
                all.add(revision(head, touches));
            }
            process.end();
        }
        return all;
    }

    private static Revision revision(String[] head, boolean touches) throws GitException {
        if (!head[0].matches(ID) || !head[1].matches(ID)) {
            throw notUnderstood();
        }
        List<String> parents = head[2].isEmpty() ? List.of() : List.of(head[2].split(" "));
        String subject = head[7].length() > MAX_SUBJECT_CHARS ? head[7].substring(0, MAX_SUBJECT_CHARS) : head[7];
        return new Revision(head[0], head[1], parents, head[3] + " <" + head[4] + ">", Revision.time(head[5]),
                Revision.time(head[6]), subject, touches);
    }

    private static GitException notUnderstood() {
        return new GitException(GitException.Kind.OUTPUT, "git log prints something that is not understood");
    }
}
