package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** How the index comes about: at once, bit by bit, and after everything that can go wrong on the way. */
@Timeout(120)
class IndexUpdateTest {
    private static final List<String> REFS = List.of("refs/mirrors", "refs/kept");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4 })
    void whatCameBitByBitIsWhatComesAtOnce(long seed) throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        RandomHistory history = new RandomHistory(repository, seed);
        try (Database partly = open("partly")) {
            for (int i = 0; i < 8; i++) {
                history.grow();
                new IndexUpdate(partly, repository.git(), 7).ofRefs(REFS, _ -> {
                });
                assertThat(IndexDump.defects(partly)).isEmpty();
            }
            try (Database whole = open("whole")) {
                long written = new IndexUpdate(whole, repository.git()).ofRefs(REFS, _ -> {
                });
                assertThat(IndexDump.of(partly)).isEqualTo(IndexDump.of(whole)).hasSizeGreaterThan(200);
                assertThat(commits(repository.git())).hasSize((int) written)
                        .isEqualTo(new HashSet<>(ids(whole)));
            }
        }
    }

    @Test
    void anUpdateThatStopsAnywhereGoesOnWhereItWas() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        RandomHistory history = new RandomHistory(repository, 9);
        for (int i = 0; i < 5; i++) {
            history.grow();
        }
        Random random = new Random(9);
        try (Database stopped = open("stopped"); Database whole = open("whole")) {
            long all = new IndexUpdate(whole, repository.git()).ofRefs(REFS, _ -> {
            });
            long written = 0;
            for (int i = 0; written < all && i < 1000; i++) {
                long before = new CommitIndex(stopped).size();
                int stop = 1 + random.nextInt(3);
                try {
                    new IndexUpdate(stopped, repository.git(), 3).ofRefs(REFS, read -> {
                        if (read > 3L * stop) {
                            throw new IllegalStateException("stopped");
                        }
                    });
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("stopped");
                }
                written = new CommitIndex(stopped).size();
                assertThat(written).isGreaterThan(before);
                assertThat(IndexDump.defects(stopped)).isEmpty();
            }
            assertThat(IndexDump.of(stopped)).isEqualTo(IndexDump.of(whole));
        }
    }

    @Test
    void aGitThatDiesLeavesWholeCommits() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        RandomHistory history = new RandomHistory(repository, 11);
        for (int i = 0; i < 4; i++) {
            history.grow();
        }
        int size = repository.git().run(GitCommand.of("log", "--all", "--name-only", "--format=%H%P%an%B")).length();
        try (Database whole = open("whole"); Database cut = open("cut")) {
            new IndexUpdate(whole, repository.git()).ofRefs(REFS, _ -> {
            });
            for (int bytes = 1; bytes < size; bytes += size / 12) {
                Git dying = repository.git().with(program("""
                        #!/bin/sh
                        case "$*" in
                        *"log --ignore"*) git "$@" | head -c %d; exit 141;;
                        *) exec git "$@";;
                        esac
                        """.formatted(bytes)));
                assertThatThrownBy(() -> new IndexUpdate(cut, dying, 5).ofRefs(REFS, _ -> {
                })).isInstanceOf(GitException.class);
                assertThat(IndexDump.defects(cut)).isEmpty();
                assertThat(IndexDump.of(whole)).as("%d bytes", bytes).containsAll(IndexDump.of(cut).stream()
                        .filter(line -> !line.startsWith("frontier")).toList());
                if (new CommitIndex(cut).size() == new CommitIndex(whole).size()) {
                    break; // all but the end of the process arrived, in several goes
                }
            }
            new IndexUpdate(cut, repository.git()).ofRefs(REFS, _ -> {
            });
            assertThat(IndexDump.of(cut)).isEqualTo(IndexDump.of(whole));
        }
    }

    @Test
    void nothingNewNeedsNoGitLog() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        new RandomHistory(repository, 5).grow();
        try (Database database = open("d")) {
            assertThat(new IndexUpdate(database, repository.git()).ofRefs(List.of(), _ -> {
            })).isPositive();
            Git without = repository.git().with(program("""
                    #!/bin/sh
                    case "$*" in
                    *"log --ignore"*) exit 1;;
                    *) exec git "$@";;
                    esac
                    """));
            assertThat(new IndexUpdate(database, without).ofRefs(List.of(), _ -> {
            })).isZero();
        }
    }

    @Test
    void onlyChosenRefsCount() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int one = repository.commit(List.of(), "one", Map.of());
        int two = repository.commit(List.of(one), "two", Map.of());
        int three = repository.commit(List.of(one), "three", Map.of());
        repository.ref("refs/mirrors/a/heads/x", two);
        repository.ref("refs/mirrors/ab/heads/x", three);
        repository.write();
        try (Database database = open("d")) {
            new IndexUpdate(database, repository.git()).ofRefs(List.of("refs/mirrors/a"), _ -> {
            });
            assertThat(ids(database)).containsExactlyInAnyOrder(repository.id(one), repository.id(two));
        }
    }

    @Test
    void tipsThatAreGoneAreNoObstacle() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int one = repository.commit(List.of(), "one", Map.of());
        int lost = repository.commit(List.of(one), "lost", Map.of());
        repository.ref("refs/heads/x", lost);
        repository.write();
        try (Database database = open("d")) {
            new IndexUpdate(database, repository.git()).ofRefs(List.of(), _ -> {
            });
            int two = repository.commit(List.of(one), "two", Map.of());
            repository.ref("refs/heads/x", two);
            repository.write();
            repository.git().run(GitCommand.of("update-ref", "-d").values("refs/import/tip"));
            Files.deleteIfExists(folder.resolve("r/marks"));
            repository.git().run(GitCommand.of("gc", "--prune=now", "--quiet"));
            assertThat(repository.git().attempt(GitCommand.of("cat-file", "-e").values(repository.id(lost))).status())
                    .as("gone").isNotZero();
            IndexUpdate update = new IndexUpdate(database, repository.git());
            assertThat(update.ofRefs(List.of(), _ -> {
            })).isEqualTo(1);
            assertThat(update.of(List.of("1".repeat(40)), _ -> {
            })).isZero();
            assertThat(new CommitIndex(database).size()).isEqualTo(3);
        }
    }

    @Test
    void aHistoryThatWasCutOffIsTakenAsItIs() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int one = repository.commit(List.of(), "one", Map.of("a", "1"));
        int two = repository.commit(List.of(one), "two", Map.of("a", "2"));
        repository.ref("refs/heads/x", two);
        repository.write();
        Files.writeString(folder.resolve("r/shallow"), repository.id(two) + "\n");
        try (Database database = open("d")) {
            assertThat(new IndexUpdate(database, repository.git()).ofRefs(List.of("refs/heads"), _ -> {
            })).isEqualTo(1);
            assertThat(new CommitIndex(database).commit(repository.id(two))).isPresent();
        }
    }

    @Test
    void hostileCommitsAreTakenAsTheyAre() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        byte[] huge = ("huge\n\n" + "word ".repeat(400_000)).getBytes(StandardCharsets.UTF_8);
        int one = repository.commit(List.of(), huge, Map.of());
        int two = repository.commit(List.of(one), new byte[]{ (byte) 0xff, (byte) 0xfe, '\n', '\n', (byte) 0xc3 },
                Map.of(), new FastImport.Author("-x; rm -rf '", "script", 0, "+1400"));
        repository.ref("refs/heads/x", two);
        repository.write();
        String raw = repository.git().run(GitCommand.of("cat-file", "-p").values(repository.id(two)));
        String broken = raw.replaceAll("(author|committer) .*", "$1 nobody")
                + "\nNUL\u0000behind\n\nAcked-by: a@b.c\n";
        String odd = repository.git().run(GitCommand.of("hash-object", "-t", "commit", "--literally", "-w", "--stdin"),
                broken).strip();
        repository.git().run(GitCommand.of("update-ref").values("refs/heads/odd", odd));
        try (Database database = open("d")) {
            assertThat(new IndexUpdate(database, repository.git()).ofRefs(List.of("refs/heads"), _ -> {
            })).isEqualTo(3);
            CommitIndex index = new CommitIndex(database);
            IndexedCommit first = index.details(repository.id(one)).orElseThrow();
            assertThat(first.isCut()).isTrue();
            assertThat(first.message().body()).hasSizeLessThan(Message.MAX_CHARS);
            Commit second = index.commit(repository.id(two)).orElseThrow();
            assertThat(second.subject()).isEqualTo("\u00ff\u00fe");
            assertThat(second.authored().toEpochSecond()).isZero();
            assertThat(index.commit(odd).orElseThrow().authored().toEpochSecond()).isZero();
            assertThat(IndexDump.defects(database)).isEmpty();
        }
    }

    private Database open(String name) throws IOException {
        return Database.open(new Folders(folder.resolve(name), folder.resolve(name)), List.of(CommitIndex.TABLES));
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("git"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private static Set<String> commits(Git git) throws GitException {
        return new HashSet<>(git.run(GitCommand.of("rev-list", "--glob=refs/mirrors/*", "--glob=refs/kept/*")).lines()
                .toList());
    }

    private static List<String> ids(Database database) throws IOException {
        return new CommitIndex(database).newest(Integer.MAX_VALUE).stream().map(Commit::id).toList();
    }
}
