package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** What the index answers, on a mainline, a stable tree that picks from it, and a vendor's that writes as it likes. */
@Timeout(60)
class CommitIndexTest {
    private static final int START = 1_700_000_000;

    @TempDir
    private Path folder;

    private FastImport repository;
    private Database database;
    private CommitIndex index;
    private int clock = START;
    private int base;
    private int bug;
    private int fix;
    private int stable;
    private int vendor;
    private int revert;

    @BeforeEach
    void threeTrees() throws IOException {
        repository = FastImport.in(folder.resolve("r"));
        base = commit(List.of(), "first\n", "a@x.org", Map.of("mm/memory.c", "1\n2\n3\n4\n5\n"));
        bug = commit(List.of(base), "mm: add set_ptes()\n\nLink: https://lore.kernel.org/r/1@x.org\n", "a@x.org",
                Map.of("mm/memory.c", "1\n2\nbug\n4\n5\n"));
        repository.ref("refs/mirrors/linux/heads/master", bug);
        repository.write();
        String bugId = repository.id(bug);
        fix = commit(List.of(bug), "mm: fix set_ptes()\n\nIt read back lazily.\n\nFixes: " + bugId.substring(0, 12)
                + " (\"mm: add set_ptes()\")\nCc: stable@vger.kernel.org\n", "b@x.org",
                Map.of("mm/memory.c", "1\n2\nfixed\n4\n5\n"));
        repository.ref("refs/mirrors/linux/heads/master", fix);
        repository.write();
        stable = commit(List.of(bug), "mm: fix set_ptes()\n\ncommit " + repository.id(fix)
                + " upstream.\n\nIt read back.\n", "b@x.org", Map.of("mm/memory.c", "1\n2\nfixed\n4\n5\n"));
        repository.ref("refs/mirrors/stable/heads/linux-6.6.y", stable);
        vendor = commit(List.of(base), "BACKPORT: FROMGIT: mm: Fix  set_ptes()\n\n(cherry picked from commit "
                + repository.id(fix).substring(0, 10) + ")\n", "v@vendor.org",
                Map.of("mm/memory.c", "1\n2\nfixed\n4\n5\n"));
        revert = commit(List.of(vendor), "Revert \"mm: fix set_ptes()\"\n\nIt hurts.\n", "v@vendor.org",
                Map.of("mm/memory.c", "1\n2\n3\n4\n5\n"));
        repository.ref("refs/mirrors/vendor/heads/main", revert);
        repository.write();
        database = Database.open(new Folders(folder.resolve("data"), folder.resolve("cache")),
                List.of(CommitIndex.TABLES));
        new IndexUpdate(database, repository.git()).ofRefs(List.of("refs/mirrors"), _ -> {
        });
        index = new CommitIndex(database);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    @Test
    void aCommitIsThereWithAllThatIsSaidOfIt() throws IOException {
        IndexedCommit commit = index.details(repository.id(fix)).orElseThrow();
        assertThat(commit.commit().parents()).containsExactly(repository.id(bug));
        assertThat(commit.commit().author()).isEqualTo(new Person("A U Thor", "b@x.org"));
        assertThat(commit.commit().authored()).hasToString("2023-11-15T01:33:20+03:00");
        assertThat(commit.commit().committer().email()).isEqualTo("committer@example.org");
        assertThat(commit.files()).containsExactly("mm/memory.c");
        assertThat(commit.message()).isEqualTo(Message.of("mm: fix set_ptes()\n\n" + commit.message().body()));
        assertThat(commit.message().trailers()).hasSize(2);
        assertThat(index.details("0".repeat(40))).isEmpty();
    }

    @Test
    void abbreviatedIdsAreResolvedWhenUnique() throws IOException {
        String id = repository.id(fix);
        assertThat(index.resolve(id.substring(0, 7).toUpperCase(java.util.Locale.ROOT))).isInstanceOfSatisfying(
                Resolution.Found.class, found -> assertThat(found.commit().id()).isEqualTo(id));
        assertThat(index.resolve("f".repeat(40))).isEqualTo(new Resolution.Unknown());
        assertThat(index.resolve("")).isEqualTo(new Resolution.Unknown());
        assertThat(index.resolve("abcdefg%")).isEqualTo(new Resolution.Unknown());
        String twin = id.substring(0, 39) + (id.endsWith("0") ? "1" : "0");
        database.perform(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO commit_ SELECT 999, '" + twin
                        + "', '', '', author, 0, 0, committer, 0, 0, 0 FROM commit_ WHERE oid = '" + id + "'");
            }
        });
        assertThat(index.resolve(id.substring(0, 12))).isInstanceOfSatisfying(Resolution.Ambiguous.class,
                ambiguous -> assertThat(ambiguous.ids()).containsExactlyInAnyOrder(id, twin));
        assertThat(index.resolve(id)).isInstanceOf(Resolution.Found.class);
    }

    @Test
    void subjectsAreFoundThroughTheTagsOfTrees() throws IOException {
        assertThat(ids(index.withSubject("mm: fix set_ptes()"))).containsExactly(repository.id(vendor),
                repository.id(stable), repository.id(fix));
    }

    @Test
    void mailsLeadToCommits() throws IOException {
        assertThat(ids(index.withMail("1@x.org"))).containsExactly(repository.id(bug));
        assertThat(index.withMail("%")).isEmpty();
    }

    @Test
    void whoRefersToACommitIsFoundByAnyAbbreviation() throws IOException {
        assertThat(index.referring(repository.id(bug), EnumSet.of(Reference.Kind.FIXES))).singleElement()
                .satisfies(referrer -> {
                    assertThat(referrer.commit().id()).isEqualTo(repository.id(fix));
                    assertThat(referrer.reference().subject()).isEqualTo("mm: add set_ptes()");
                });
        assertThat(index.referring(repository.id(fix), EnumSet.of(Reference.Kind.UPSTREAM, Reference.Kind.CHERRY_PICK))
                .stream().map(referrer -> referrer.commit().id())).containsExactly(repository.id(vendor),
                        repository.id(stable));
        assertThat(index.referring(repository.id(fix), EnumSet.of(Reference.Kind.FIXES))).isEmpty();
        assertThat(index.referring(repository.id(fix), EnumSet.noneOf(Reference.Kind.class))).isEmpty();
        assertThat(index.referring(repository.id(bug).substring(0, 8), EnumSet.of(Reference.Kind.FIXES)))
                .isEqualTo(index.referring(repository.id(bug), EnumSet.of(Reference.Kind.FIXES)));
    }

    @Test
    void aRevertWithoutAnIdIsFoundByTheSubject() throws IOException {
        assertThat(index.referringBySubject("mm: fix set_ptes()", EnumSet.of(Reference.Kind.REVERTS)))
                .singleElement().satisfies(referrer -> assertThat(referrer.commit().id())
                        .isEqualTo(repository.id(revert)));
    }

    @Test
    void authorsAreFoundByTime() throws IOException {
        assertThat(ids(index.by("a@x.org", Instant.EPOCH, Instant.ofEpochSecond(START)))).containsExactly(
                repository.id(base));
        assertThat(ids(index.by("a@x.org", Instant.EPOCH, Instant.ofEpochSecond(START + 600)))).containsExactly(
                repository.id(bug), repository.id(base));
    }

    @Test
    void filesLeadToCommits() throws IOException {
        assertThat(index.touching("mm/memory.c", 100)).hasSize(6);
        assertThat(ids(index.touching("mm/memory.c", 1))).containsExactly(repository.id(revert));
        assertThat(index.touching("mm", 100)).isEmpty();
    }

    @Test
    void textIsSearchedAsItIsWritten() throws IOException {
        assertThat(search("set_ptes", "lazily")).containsExactly(repository.id(fix));
        assertThat(search("read back")).containsExactly(repository.id(stable), repository.id(fix));
        assertThat(search("laz*")).containsExactly(repository.id(fix));
        assertThat(search("back read")).isEmpty();
        assertThat(search("LAZILY")).containsExactly(repository.id(fix));
        assertThat(search("subject:", "NEAR", "OR\"", "a AND b*")).isEmpty();
        assertThatThrownBy(() -> Query.of(List.of("\"", "*", ""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNewestComeFirst() throws IOException {
        assertThat(ids(index.newest(2))).containsExactly(repository.id(revert), repository.id(vendor));
        assertThat(ids(index.newest(1, 1))).containsExactly(repository.id(vendor));
    }

    @Test
    void patchIdsAreWorkedOutOnceAndFoundAgain() throws IOException {
        List<String> all = List.of(repository.id(fix), repository.id(stable), repository.id(bug));
        Map<String, PatchId> made = index.patchIds(repository.git(), all);
        assertThat(made.keySet()).containsExactlyElementsOf(all);
        assertThat(made.get(repository.id(stable)).id()).isEqualTo(made.get(repository.id(fix)).id()).hasSize(40);
        Git none = repository.git().with(Path.of("/nonexistent/git"));
        assertThat(index.patchIds(none, all)).isEqualTo(made);
        assertThat(ids(index.withPatchId(made.get(repository.id(fix)).id()))).containsExactly(repository.id(stable),
                repository.id(fix));
        assertThat(ids(index.withHunk(made.get(repository.id(bug)).hunks().getFirst())))
                .containsExactly(repository.id(bug));
        assertThat(index.withPatchId("")).isEmpty();
    }

    @Test
    void gitSaysWhichRefsHaveACommit() throws IOException {
        Containment containment = new Containment(repository.git());
        assertThat(containment.refs(repository.id(bug), List.of("refs/mirrors"))).containsExactly(
                "refs/mirrors/linux/heads/master", "refs/mirrors/stable/heads/linux-6.6.y");
        assertThat(containment.refs("1".repeat(40), List.of("refs/mirrors"))).isEmpty();
        List<String> all = List.of(repository.id(fix), repository.id(vendor), repository.id(base), "1".repeat(40));
        assertThat(containment.reachable(all, List.of("refs/mirrors/linux"))).containsExactly(repository.id(fix),
                repository.id(base));
        assertThat(containment.reachable(all, List.of("refs/mirrors/none"))).isEmpty();
    }

    private int commit(List<Integer> parents, String message, String email, Map<String, String> files) {
        Map<String, byte[]> bytes = new java.util.TreeMap<>();
        files.forEach((path, content) -> bytes.put(path, content.getBytes(StandardCharsets.UTF_8)));
        FastImport.Author author = new FastImport.Author("A U Thor", email, clock, "+0300");
        clock += 600;
        return repository.commit(parents, message.getBytes(StandardCharsets.UTF_8), bytes, author);
    }

    private List<String> search(String... words) throws IOException {
        return ids(index.search(Query.of(List.of(words)), 10));
    }

    private static List<String> ids(List<Commit> commits) {
        return commits.stream().map(Commit::id).toList();
    }
}
