package org.lazymmu.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/**
 * The revisions of one repository, one after the other: what differs between two is asked of git, and files keep their numbers as
 * long as no new ones appear. For one thread at a time; the trees are safe to read from several.
 */
public final class Revisions implements AutoCloseable {
    private static final String LINK = "120000";
    private static final String NO_FILE = "000000";

    private final Git git;
    private final Path repository;
    private final Set<String> expected = new TreeSet<>();
    private @Nullable GitTree opened;
    private @Nullable Revision last;

    /** @param git the program; it is told where the repository is */
    public Revisions(Git git, Path repository) {
        this.git = git;
        this.repository = repository;
    }

    /**
     * A revision, and what is new in it.
     *
     * @param tree    its files; good until the next but one is asked for
     * @param touched numbers of the files that differ from the revision that was asked for before; null when the numbers are others
     */
    public record Step(KernelTree tree, @Nullable SortedSet<Integer> touched) {
    }

    /** Lets know of files that later revisions may have: they get numbers with the next listing, as if they were there already. */
    public void expect(Collection<String> paths) {
        paths.stream().filter(TreeScope::isPart).forEach(expected::add);
    }

    /**
     * Goes to a revision.
     *
     * @param revision a commit's id
     * @throws TreeException when there is none, or it is no kernel
     */
    public Step to(String revision) throws IOException {
        Revision from = last;
        SortedSet<Integer> touched = null;
        Revision tree = null;
        if (from != null) {
            Map<String, Optional<String>> changes = changes(from.id, revision);
            tree = changes == null ? null : from.changed(revision, changes);
            touched = tree == null ? null : from.differing(tree);
        }
        if (tree == null) {
            tree = whole(revision, from);
        }
        last = tree;
        String missing = Trees.missing(tree);
        if (missing != null) {
            throw TreeException.usage(tree.name() + ": not a kernel tree: " + missing);
        }
        return new Step(tree, touched);
    }

    /** Lists a whole revision; files that one before had stay numbered, since they may come back. */
    private Revision whole(String revision, @Nullable Revision before) throws IOException {
        GitTree listed = GitTree.open(git, repository, revision);
        GitTree older = opened;
        opened = listed;
        if (older != null) {
            older.close();
        }
        TreeSet<String> paths = new TreeSet<>(listed.paths());
        paths.addAll(expected);
        if (before != null) {
            paths.addAll(before.paths);
        }
        List<String> all = List.copyOf(paths);
        @Nullable
        String[] blobs = new @Nullable String[all.size()];
        for (int file = 0; file < listed.paths().size(); file++) {
            blobs[Collections.binarySearch(all, listed.paths().get(file))] = listed.blob(file);
        }
        return new Revision(listed, revision, all, blobs);
    }

    /** The blobs of files that differ, nothing for those that are gone; null when it takes a whole listing to know. */
    private @Nullable Map<String, Optional<String>> changes(String from, String to) throws IOException {
        TreeMap<String, Optional<String>> changes = new TreeMap<>();
        boolean[] simple = { true };
        GitCommand command = GitCommand.of("diff-tree", "-r", "-z", "--no-renames", "--full-index").values(from, to);
        try (GitProcess process = git.at(repository).start(command)) {
            for (String about = process.record(); about != null; about = process.record()) {
                String path = process.record();
                String[] parts = about.split(" ");
                if (path == null || parts.length != 5) {
                    throw new GitException(GitException.Kind.OUTPUT, "git diff-tree: an entry that is not understood");
                }
                if (TreeScope.isPart(path)) {
                    simple[0] &= !parts[0].substring(1).equals(LINK) && !parts[1].equals(LINK);
                    changes.put(path, parts[1].equals(NO_FILE) ? Optional.empty() : Optional.of(parts[3]));
                }
            }
            process.end();
        }
        return simple[0] ? changes : null;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** One revision, with the numbers of others. */
    private static final class Revision implements KernelTree {
        private final GitTree source;
        private final String id;
        private final List<String> paths;
        private final @Nullable String[] blobs;

        Revision(GitTree source, String id, List<String> paths, @Nullable String[] blobs) {
            this.source = source;
            this.id = id;
            this.paths = paths;
            this.blobs = blobs;
        }

        /** Another revision; null when it has files that have no number here, or more than one. */
        @Nullable
        Revision changed(String other, Map<String, Optional<String>> changes) {
            @Nullable
            String[] now = Arrays.copyOf(blobs, blobs.length);
            for (var change : changes.entrySet()) {
                if (source.isLinked(change.getKey())) {
                    return null;
                }
                int file = Collections.binarySearch(paths, change.getKey());
                if (file >= 0) {
                    now[file] = change.getValue().orElse(null);
                } else if (change.getValue().isPresent()) {
                    return null;
                }
            }
            return new Revision(source, other, paths, now);
        }

        SortedSet<Integer> differing(Revision other) {
            SortedSet<Integer> files = new TreeSet<>();
            for (int file = 0; file < blobs.length; file++) {
                String here = blobs[file];
                if (here == null ? other.blobs[file] != null : !here.equals(other.blobs[file])) {
                    files.add(file);
                }
            }
            return files;
        }

        /** The repository: reports on its revisions are compared with each other. */
        @Override
        public String name() {
            return source.repositoryName();
        }

        @Override
        public String home() {
            return source.home();
        }

        @Override
        public List<String> paths() {
            return paths;
        }

        @Override
        public int find(String path) {
            int file = KernelTree.super.find(path);
            return file < 0 || blobs[file] == null ? -1 : file;
        }

        @Override
        public void read(int file, FileText into) throws IOException {
            String blob = blobs[file];
            if (blob == null) {
                into.end(0);
            } else {
                source.read(blob, paths.get(file), into);
            }
        }

        @Override
        public List<Loss> losses() {
            return source.losses();
        }

        @Override
        public List<String> leftOut() {
            return source.leftOut();
        }

        @Override
        public Optional<Contents> contents(Instant now) {
            byte[] nothing = new byte[0];
            return Optional.of(Contents.ofBlobs(Arrays.stream(blobs)
                    .map(blob -> blob == null ? nothing : HexFormat.of().parseHex(blob)).toList()));
        }

        @Override
        public void close() {
            // whoever went to the revision closes what it is read with
        }
    }
}
