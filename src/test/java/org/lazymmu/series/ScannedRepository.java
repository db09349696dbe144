package org.lazymmu.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Person;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Subject;
import org.lazymmu.source.FileDiff;

/** Answers from a small repository that is read as a whole: slow and simple, to hold the index and git's graph against. */
final class ScannedRepository implements Commits, Histories {
    private final Path repository;
    private final Map<String, KnownCommit> commits = new LinkedHashMap<>();
    private final Map<String, String> diffs = new HashMap<>();
    private final Map<String, Set<String>> touched = new HashMap<>();
    private final Map<String, String> patchIds = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();

    ScannedRepository(Path repository) throws IOException {
        this.repository = repository;
        String log = git("", "log", "--all", "--reverse", "--topo-order", "-M", "-p",
                "--format=%x01%H%x02%P%x02%an%x02%ae%x02%at%x02%ct%x02%B%x03");
        for (String entry : log.split("\001")) {
            if (!entry.isEmpty()) {
                read(entry.substring(0, entry.indexOf('\003')),
                        entry.substring(entry.indexOf('\003') + 1).stripLeading());
            }
        }
        String plain = git("", "log", "--all", "-p");
        git(plain, "patch-id", "--stable").lines().map(line -> line.split(" "))
                .forEach(pair -> patchIds.put(pair[1], pair[0]));
    }

    String git(String input, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream
                .concat(Stream.of("git", "-C", repository.toString()), Stream.of(arguments)).toList());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = builder.start();
        Thread.ofVirtual().start(() -> {
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private void read(String head, String diff) throws IOException {
        String[] parts = head.split("\002", -1);
        String id = parts[0];
        List<String> parents = parts[1].isEmpty() ? List.of() : List.of(parts[1].split(" "));
        commits.put(id, new KnownCommit(id, parents, new Person(parts[2], parts[3]), second(parts[4]), second(parts[5]),
                Message.of(parts[6])));
        diffs.put(id, diff);
        touched.put(id, Archive.diffs(diff).stream().map(FileDiff::path).collect(Collectors.toSet()));
        Set<String> all = new LinkedHashSet<>(Set.of(id));
        parents.forEach(parent -> all.addAll(ancestors.get(parent)));
        ancestors.put(id, all);
    }

    private static Instant second(String text) {
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    private List<KnownCommit> those(java.util.function.Predicate<KnownCommit> wanted) {
        return commits.values().stream().filter(wanted).toList();
    }

    @Override
    public Optional<KnownCommit> commit(String id) {
        return Optional.ofNullable(commits.get(id));
    }

    @Override
    public List<String> resolve(String id) {
        return id.length() == 40 ? commits.containsKey(id) ? List.of(id) : List.of()
                : commits.keySet().stream().filter(full -> full.startsWith(id)).toList();
    }

    @Override
    public List<KnownCommit> naming(String id, Set<Reference.Kind> kinds) {
        return those(
                commit -> commit.message().references().stream().anyMatch(reference -> kinds.contains(reference.kind())
                        && reference.id().length() >= 7
                        && (id.startsWith(reference.id()) || reference.id().startsWith(id))));
    }

    @Override
    public List<KnownCommit> linking(String messageId) {
        return those(commit -> commit.message().messageIds().contains(messageId));
    }

    @Override
    public List<KnownCommit> linkingToThoseThatBegin(String start) {
        return those(commit -> commit.message().messageIds().stream().anyMatch(id -> id.startsWith(start)));
    }

    @Override
    public List<KnownCommit> titled(String normalSubject) {
        return those(commit -> Subject.normal(commit.subject()).equals(normalSubject));
    }

    @Override
    public List<KnownCommit> withPatchId(String patchId, Set<String> paths) {
        return those(commit -> patchId.equals(patchIds.get(commit.id())));
    }

    @Override
    public String diff(String commit) {
        return diffs.get(commit);
    }

    @Override
    public String patchId(String diff) throws IOException {
        return git(diff, "patch-id", "--stable").split(" ")[0].strip();
    }

    @Override
    public boolean has(Tree tree, String commit) {
        return isBefore(commit, tree.tip());
    }

    @Override
    public boolean isBefore(String commit, String other) {
        return ancestors.get(other).contains(commit);
    }

    @Override
    public Map<String, List<String>> touching(Set<String> paths, Instant since) {
        Map<String, List<String>> touching = new TreeMap<>();
        for (String id : List.copyOf(commits.keySet()).reversed()) {
            if (!commits.get(id).isMerge() && !commits.get(id).committed().isBefore(since)) {
                touched.get(id).stream().filter(paths::contains).sorted()
                        .forEach(path -> touching.computeIfAbsent(path, key -> new ArrayList<>()).add(id));
            }
        }
        return touching;
    }

    @Override
    public List<String> range(String range) throws IOException {
        return git("", "rev-list", "--reverse", "--no-merges", "--topo-order", range).lines().toList();
    }
}
