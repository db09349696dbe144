package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Folders;

/** The bare repository that all mirrors share. */
final class ObjectStore {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Files of single refs are slow to read when there are many. */
    private static final int MANY_REFS = 50;
    private static final int MANY_PACKS = 12;
    /** Names of locks. */
    private static final String REFS = "refs";
    private static final String TIDYING = "tidying";
    private static final Duration TIDYING_TIME = Duration.ofHours(1);

    private final Path folder;
    private final Path working;
    private final Git git;
    private final Locks locks;

    /**
     * @param folder  of the repository
     * @param working for locks and notes
     */
    ObjectStore(Path folder, Path working, Git git, Locks locks) {
        this.folder = folder;
        this.working = working;
        this.git = git.at(folder);
        this.locks = locks;
    }

    Path folder() {
        return folder;
    }

    /** Git, at the store. */
    Git git() {
        return git;
    }

    boolean exists() {
        return Files.exists(ready());
    }

    private Path ready() {
        return folder.resolve("lazymmu-store");
    }

    /** Makes it if it is not there, or was not made to the end. */
    void make() throws IOException {
        if (exists()) {
            return;
        }
        Folders.make(folder);
        try (Locks.Lock _ = refsLock()) {
            git.run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=none", "--template=")
                    .values(folder.toString()));
            for (List<String> setting : List.of(List.of("gc.auto", "0"), List.of("maintenance.auto", "false"),
                    List.of("gc.pruneExpire", "never"), List.of("core.logAllRefUpdates", "false"))) {
                git.run(GitCommand.of("config").values(setting));
            }
            Files.createDirectories(folder.resolve("objects/pack"));
            Files.writeString(ready(), "objects and refs of all mirrors; made by lazymmu\n");
        }
    }

    /** The refs below a prefix, by their full names, with their ids. */
    Map<String, String> refs(String prefix) throws GitException {
        Map<String, String> refs = new TreeMap<>();
        git.lines(GitCommand.of("for-each-ref", "--format=%(objectname) %(refname) %(symref)").values(prefix), line -> {
            String[] words = line.split(" ", -1);
            if (words[2].isEmpty()) {
                refs.put(words[1], words[0]);
            }
        });
        return refs;
    }

    /** Whether everything that the first has is in the history of the second. */
    boolean isAncestor(String old, String now) throws GitException {
        return git.attempt(GitCommand.of("merge-base", "--is-ancestor").values(old, now)).status() == 0;
    }

    /** One thing to be done to a ref; an empty id is none. */
    record RefUpdate(String ref, String from, String to) {
        String line() {
            if (to.isEmpty()) {
                return "delete " + ref + " " + from + "\n";
            }
            return from.isEmpty() ? "create " + ref + " " + to + "\n" : "update " + ref + " " + to + " " + from + "\n";
        }
    }

    /** Puts in order what processes that were killed have left. Whoever calls has the lock of the mirror. */
    void repair(Mirror mirror) throws IOException {
        if (Files.exists(children(REFS).file())) {
            try (Locks.Lock _ = refsLock()) {
                children(REFS).endOrphans();
                removeStale(mirror);
            }
        }
        if (Files.exists(children(TIDYING).file())) {
            whileNobodyTidies(children -> {
                children.endOrphans();
                removeUnfinished();
            });
        }
    }

    /** Does all of it or nothing, except when it is killed in the middle. Whoever calls has the lock of the mirror. */
    void update(Mirror mirror, Collection<RefUpdate> updates) throws IOException {
        if (updates.isEmpty()) {
            return;
        }
        try (Locks.Lock _ = refsLock()) {
            Children children = children(REFS);
            children.endOrphans();
            removeStale(mirror);
            transaction(children, updates);
            if (updates.size() > MANY_REFS) {
                children.run(git.within(TIDYING_TIME), GitCommand.of("pack-refs", "--all"), "");
            }
            children.forget();
        }
    }

    /** Points the mirror's HEAD to one of its branches, or nowhere. */
    void head(Mirror mirror, String branch) throws IOException {
        try (Locks.Lock _ = refsLock()) {
            String head = mirror.refs() + "HEAD";
            if (!branch.isEmpty()) {
                git.run(GitCommand.of("symbolic-ref").values(head, mirror.refs() + branch.substring("refs/".length())));
            } else if (git.attempt(GitCommand.of("symbolic-ref", "--quiet").values(head)).status() == 0) {
                git.run(GitCommand.of("symbolic-ref", "--delete").values(head));
            }
        }
    }

    private Locks.Lock refsLock() throws MirrorException {
        return locks.exclusive(REFS, "the refs of the mirrors", PATIENCE);
    }

    private Children children(String lock) {
        return new Children(working.resolve(lock + ".running"));
    }

    private void transaction(Children children, Collection<RefUpdate> updates) throws IOException {
        StringBuilder text = new StringBuilder("start\n");
        updates.forEach(update -> text.append(update.line()));
        // without the last line nothing is done, so that half of a text does nothing
        text.append("prepare\ncommit\n");
        String answer = children.run(git, GitCommand.of("update-ref", "--stdin"), text.toString());
        if (!answer.endsWith("commit: ok\n")) {
            throw new GitException(GitException.Kind.OUTPUT, "git update-ref did not say that it is done");
        }
    }

    /** What git processes that were killed have left: nobody else writes refs now. */
    private void removeStale(Mirror mirror) throws IOException {
        for (String prefix : List.of(mirror.refs(), mirror.kept())) {
            Path refs = folder.resolve(prefix);
            if (Files.isDirectory(refs)) {
                try (Stream<Path> files = Files.walk(refs)) {
                    for (Path file : files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
        Files.deleteIfExists(folder.resolve("packed-refs.lock"));
        Files.deleteIfExists(folder.resolve("packed-refs.new"));
    }

    /**
     * Keeps it quick to read: few packs, and a graph of commits. Not when somebody else is at it.
     *
     * @throws GitException if it fails, which harms nothing
     */
    void tidy() throws IOException {
        whileNobodyTidies(children -> {
            children.endOrphans();
            removeUnfinished();
            Git patient = git.within(TIDYING_TIME);
            if (packs() > MANY_PACKS) {
                children.run(patient, GitCommand.of("repack", "--quiet", "--geometric=2", "-d"), "");
            }
            children.run(patient, GitCommand.of("commit-graph", "write", "--reachable", "--split", "--no-progress"),
                    "");
            children.forget();
        });
    }

    /** Something that is done under a lock with processes that are remembered. */
    private interface Work {
        void with(Children children) throws IOException;
    }

    private void whileNobodyTidies(Work work) throws IOException {
        Locks.Lock lock;
        try {
            lock = locks.exclusive(TIDYING, "the store of the mirrors", Duration.ZERO);
        } catch (MirrorException e) {
            if (e.kind() == MirrorException.Kind.BUSY) {
                return;
            }
            throw e;
        }
        try (lock) {
            work.with(children(TIDYING));
        }
    }

    private void removeUnfinished() throws IOException {
        List<Path> unfinished = new ArrayList<>();
        for (String place : List.of("objects/pack", "objects/info", "objects/info/commit-graphs")) {
            Path files = folder.resolve(place);
            if (Files.isDirectory(files)) {
                try (Stream<Path> all = Files.list(files)) {
                    all.filter(ObjectStore::isUnfinished).forEach(unfinished::add);
                }
            }
        }
        for (Path file : unfinished) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isUnfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("tmp_") || name.startsWith(".tmp-") || name.endsWith(".lock");
    }

    private long packs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    /** Throws away the objects that no mirror needs. Whoever calls has the store for itself. */
    void reclaim() throws IOException {
        Children children = children(TIDYING);
        children.endOrphans();
        removeUnfinished();
        Git patient = git.within(TIDYING_TIME.multipliedBy(24));
        children.run(patient, GitCommand.of("repack", "--quiet", "-a", "-d"), "");
        children.run(patient, GitCommand.of("prune", "--expire=now"), "");
        children.run(patient, GitCommand.of("commit-graph", "write", "--reachable", "--no-progress"), "");
        children.forget();
    }

    /** How much room it takes on the disk. */
    long bytes() throws IOException {
        if (!exists()) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("objects/pack"))) {
            long sum = 0;
            for (Path file : files.toList()) {
                // may be gone by now
                sum += Files.exists(file) ? Files.size(file) : 0;
            }
            return sum;
        }
    }
}
