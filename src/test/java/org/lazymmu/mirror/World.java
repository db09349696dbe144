package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** Mirrors in a folder of their own, at a time that stands still until it is moved on. */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-06T20:30:45Z");

    private final Folders folders;
    private final Database database;
    private final Mirrors mirrors;
    private final List<String> progress = new ArrayList<>();
    private Instant now = START;

    World(Path folder) throws IOException {
        this(folder, Git.ofProcess());
    }

    World(Path folder, Git git) throws IOException {
        folders = folders(folder);
        database = Database.open(folders, List.of(Register.TABLES));
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        InstantSource source = () -> now;
        mirrors = new Mirrors(folders.data(), new Register(database), git, source.withZone(clock.getZone()));
    }

    /** Where a user with that home would have them. */
    static Folders folders(Path home) {
        return Folders.of(Map.of("XDG_DATA_HOME", home.resolve("data").toString(), "XDG_CACHE_HOME",
                home.resolve("cache").toString()));
    }

    Mirrors mirrors() {
        return mirrors;
    }

    Register register() {
        return mirrors.register();
    }

    Path data() {
        return folders.data();
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    Mirror add(String name, Object address, String... refs) throws IOException {
        return add(name, address, Duration.ofSeconds(60), refs);
    }

    Mirror add(String name, Object address, Duration deadline, String... refs) throws IOException {
        return mirrors
                .add(Mirror.of(name, Address.parse(address.toString(), Path.of("")), RefChoice.parse(List.of(refs)),
                        Duration.ofHours(1), deadline, now));
    }

    SyncResult sync(String name) throws IOException {
        return sync(name, Synced.NOTHING);
    }

    SyncResult sync(String name, Synced synced) throws IOException {
        now = now.plusSeconds(1);
        return mirrors.sync(mirrors.named(name), (_, text) -> progress.add(text), synced);
    }

    /** What was said of how far a synchronisation is. */
    List<String> progress() {
        return progress;
    }

    Health health(String name) throws IOException {
        return mirrors.health(mirrors.named(name));
    }

    /** The refs of a mirror by their names on the other side. */
    Map<String, String> refs(String name) throws IOException {
        return refs(mirrors.repository(), "refs/mirrors/" + name + "/", "refs/");
    }

    /** The branches and tags of a repository. */
    static Map<String, String> refs(Path repository) throws IOException {
        Map<String, String> refs = refs(repository, "refs/heads/", "refs/heads/");
        refs.putAll(refs(repository, "refs/tags/", "refs/tags/"));
        return refs;
    }

    private static Map<String, String> refs(Path repository, String prefix, String instead) throws IOException {
        Map<String, String> refs = new TreeMap<>();
        Git.ofProcess().at(repository).lines(
                GitCommand.of("for-each-ref", "--format=%(objectname) %(refname) %(symref)").values(prefix), line -> {
                    String[] words = line.split(" ", -1);
                    if (words[2].isEmpty()) {
                        refs.put(instead + words[1].substring(prefix.length()), words[0]);
                    }
                });
        return refs;
    }

    /** The tips that are kept. */
    List<String> kept(String name) throws IOException {
        return List.copyOf(refs(mirrors.repository(), "refs/kept/" + name + "/", "").keySet());
    }

    /** Whether the store has an object. */
    boolean has(String id) throws IOException {
        return Git.ofProcess().at(mirrors.repository()).attempt(GitCommand.of("cat-file", "-e").values(id))
                .status() == 0;
    }

    /** Files that should not be there when nothing is going on. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folders.data())) {
            return files.filter(Files::isRegularFile).filter(file -> {
                String path = folders.data().relativize(file).toString();
                return path.contains("incoming/") || path.endsWith(".running") || path.contains("/tmp_")
                        || path.contains("/.tmp") || path.endsWith(".keep") || path.endsWith(".new")
                        || path.startsWith("objects.git/") && path.endsWith(".lock")
                        || path.endsWith(".pack") && !Files.exists(Path.of(file.toString().replaceAll("pack$", "idx")));
            }).toList();
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
