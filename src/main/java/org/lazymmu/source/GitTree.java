package org.lazymmu.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitObjects;
import org.lazymmu.git.GitProcess;

/** A tree in a git repository, without a work tree: listed once, its blobs read through one process. */
final class GitTree implements KernelTree {
    private static final int MAX_LINK_BYTES = 4096;
    private static final String LINK = "120000";
    private static final String BLOB = "blob";

    private final String repository;
    private final String revision;
    private final String home;
    private final GitObjects objects;
    private final List<String> paths;
    private final List<String> blobs;
    private final List<Loss> losses;
    private final List<String> leftOut;
    private final Set<String> linked;

    private GitTree(String repository, String revision, String home, GitObjects objects, Listing listing)
            throws IOException {
        this.repository = repository;
        this.revision = revision;
        this.home = home;
        this.objects = objects;
        Map<String, String> files = listing.files(objects);
        this.paths = List.copyOf(files.keySet());
        this.blobs = List.copyOf(files.values());
        this.losses = List.copyOf(listing.losses.values());
        this.leftOut = List.copyOf(listing.leftOut);
        this.linked = Set.copyOf(listing.linked);
    }

    /**
     * Opens a revision.
     *
     * @param git        the program
     * @param repository a bare repository, or the folder of a work tree, which is not looked at
     * @param revision   anything that git takes for the name of a commit or tree
     */
    static GitTree open(Git git, Path repository, String revision) throws IOException {
        Git there = git.at(repository);
        String tree = resolve(there, repository, revision);
        Listing listing = new Listing();
        try (GitProcess listed = there.start(GitCommand.of("ls-tree", "-r", "-z", "--full-tree").values(tree))) {
            for (String entry = listed.record(); entry != null; entry = listed.record()) {
                listing.add(entry);
            }
            listed.end();
        }
        GitObjects objects = GitObjects.open(there, FolderTree.MAX_FILE_BYTES);
        try {
            return new GitTree(Git.nameOf(repository), revision, home(there), objects, listing);
        } catch (IOException | RuntimeException e) {
            objects.close();
            throw e;
        }
    }

    /** The id of a revision's tree. */
    private static String resolve(Git git, Path repository, String revision) throws IOException {
        Git.Outcome folder = git.attempt(GitCommand.of("rev-parse", "--git-dir"));
        if (folder.status() != 0) {
            throw TreeException.usage(repository + ": not a git repository");
        }
        GitCommand ask = GitCommand.of("rev-parse", "--verify", "--quiet", "--end-of-options");
        try {
            ask = ask.values(revision + "^{tree}");
        } catch (GitException refused) {
            throw TreeException.usage(refused.line());
        }
        Git.Outcome tree = git.attempt(ask);
        String id = tree.out().strip();
        if (tree.status() != 0 || !id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw TreeException.usage(repository + ": no revision '" + revision + "'; 'git fetch' it, or name another");
        }
        return id;
    }

    private static String home(Git git) throws GitException {
        return git.run(GitCommand.of("rev-parse", "--path-format=absolute", "--git-common-dir")).strip();
    }

    /** What a tree holds, as far as it can matter. */
    private static final class Listing {
        private final Map<String, String> blobs = new TreeMap<>();
        private final Map<String, String> links = new TreeMap<>();
        private final Map<String, Loss> losses = new TreeMap<>();
        private final TreeSet<String> leftOut = new TreeSet<>();
        private final TreeSet<String> linked = new TreeSet<>();

        /** Takes an entry: mode, type and id, and after a tab the path. */
        void add(String entry) throws GitException {
            int tab = entry.indexOf('\t');
            String[] about = tab < 0 ? new String[0] : entry.substring(0, tab).split(" ");
            if (about.length != 3) {
                throw new GitException(GitException.Kind.OUTPUT, "git ls-tree: an entry that is not understood");
            }
            String path = entry.substring(tab + 1);
            if (!TreeScope.isPart(path)) {
                String directory = TreeScope.leftOutDirectory(path);
                if (directory != null && !directory.startsWith(".")) {
                    leftOut.add(directory);
                }
            } else if (about[0].equals(LINK)) {
                links.put(path, about[2]);
            } else if (about[1].equals(BLOB)) {
                blobs.put(path, about[2]);
            }
        }

        /** The blobs of all files, links followed. */
        Map<String, String> files(GitObjects objects) throws IOException {
            Map<String, String> files = new TreeMap<>(blobs);
            Map<String, String> targets = new TreeMap<>();
            for (Map.Entry<String, String> link : links.entrySet()) {
                try {
                    targets.put(link.getKey(), EntryPath.target(link.getKey(), target(objects, link.getValue())));
                } catch (ArchiveException leaves) {
                    losses.put(link.getKey(), new Loss(link.getKey(), "link that leaves the tree"));
                }
            }
            targets.forEach((path, first) -> {
                String target = EntryPath.end(first, targets);
                linked.add(target);
                String blob = blobs.get(target);
                if (blob == null) {
                    losses.put(path, new Loss(path, "link to a file that is not among those read"));
                } else {
                    files.put(path, blob);
                }
            });
            return files;
        }

        private static String target(GitObjects objects, String id) throws GitException {
            return objects.read(id).filter(object -> object.bytes() <= MAX_LINK_BYTES)
                    .map(object -> new String(object.content(), StandardCharsets.UTF_8)).orElse("/");
        }
    }

    @Override
    public String name() {
        return repository + "@" + revision;
    }

    /** The last part of the repository's path, without {@code .git}. */
    String repositoryName() {
        return repository;
    }

    /** Whether a file is there under another name, too. */
    boolean isLinked(String path) {
        return linked.contains(path);
    }

    /** The id of a file's blob. */
    String blob(int file) {
        return blobs.get(file);
    }

    @Override
    public String home() {
        return home;
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        read(blobs.get(file), paths.get(file), into);
    }

    /** Reads any blob of the repository. */
    void read(String id, String path, FileText into) throws IOException {
        GitObjects.GitObject blob;
        synchronized (objects) {
            blob = objects.read(id).orElse(null);
        }
        if (blob == null) {
            throw new IOException(path + ": not in the repository, which is incomplete");
        }
        if (blob.isOmitted()) {
            throw new IOException(path + ": larger than " + (FolderTree.MAX_FILE_BYTES >> 20) + " MiB");
        }
        into.fill(blob.content());
    }

    @Override
    public List<Loss> losses() {
        return losses;
    }

    @Override
    public List<String> leftOut() {
        return leftOut;
    }

    @Override
    public Optional<Contents> contents(Instant now) {
        return Optional.of(Contents.ofBlobs(blobs.stream().map(HexFormat.of()::parseHex).toList()));
    }

    @Override
    public void close() {
        objects.close();
    }
}
