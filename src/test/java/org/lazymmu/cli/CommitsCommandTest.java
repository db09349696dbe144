package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.commit.FastImport;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** {@code lazymmu commits} on two mirrors: a mainline, and a stable tree that picks from it. */
@Timeout(120)
class CommitsCommandTest {
    @TempDir
    private Path folder;

    private Session session;
    private FastImport upstream;
    private int bug;
    private int fix;

    @BeforeEach
    void twoMirrors() throws IOException {
        session = new Session(folder).with(
                Map.of("HOME", folder.toString(), "PATH", System.getenv("PATH"), "XDG_DATA_HOME",
                        folder.resolve("data").toString(), "XDG_CACHE_HOME", folder.resolve("cache").toString()),
                Clock.fixed(Instant.parse("2026-01-06T20:30:45Z"), ZoneOffset.ofHours(-8)));
        upstream = FastImport.in(folder.resolve("linux.git"));
        int base = commit(upstream, List.of(), "Start\n", "1\n2\n3\n");
        bug = commit(upstream, List.of(base), "mm: add set_ptes()\n\nIt enters the lazy mode.\n", "1\nbug\n3\n");
        upstream.ref("refs/heads/master", bug);
        upstream.write();
        fix = commit(upstream, List.of(bug),
                "mm: do not enter in set_ptes()\n\nSee also commit 0123456789ab.\n\nFixes: "
                        + upstream.id(bug).substring(0, 12)
                        + " (\"mm: add something else\")\nCc: stable@vger.kernel.org # 6.6+\n",
                "1\nfix\n3\n");
        upstream.ref("refs/heads/master", fix);
        upstream.ref("refs/tags/v6.6", bug);
        upstream.write();
        FastImport stable = FastImport.in(folder.resolve("stable.git"));
        int older = commit(stable, List.of(), "Start\n", "1\n2\n3\n");
        int picked = commit(stable, List.of(older), "mm: do not enter in set_ptes()\n\ncommit " + upstream.id(fix)
                + " upstream.\n\n\u001b[31mRed\u0007.\n\nSigned-off-by: <b>Bold</b> <b@example.org>\n", "1\nfix\n3\n");
        stable.ref("refs/heads/linux-6.6.y", picked);
        stable.write();
        run("mirror", "add", "linux", "file://" + upstream.folder());
        run("mirror", "add", "stable", "file://" + stable.folder());
        run("mirror", "sync", "--all");
    }

    @Test
    void wordsAreSearchedInAllMirrors() throws IOException {
        Golden.check("commits/search.txt", run("commits", "set_ptes", "enter"));
        String json = run("commits", "set_ptes", "enter", "--limit", "1", "--format", "json");
        assertThat(Schemas.violations("commits-1.json", json)).isEmpty();
        Golden.check("commits/search.json", json);
        assertThat(run("commits", "nowhere")).isEmpty();
    }

    @Test
    void aMirrorHasItsOwn() {
        assertThat(run("commits", "--mirror", "stable", "set_ptes").lines()).hasSize(1);
        assertThat(run("commits", "--mirror", "linux", "set_ptes").lines()).hasSize(2);
        assertThat(run("commits", "--mirror", "linux").lines()).hasSize(3);
        assertThat(run("commits", "--mirror", "linux", "--limit", "1")).contains("do not enter in set_ptes()");
        assertThat(run("commits").lines()).hasSize(4);
    }

    @Test
    void aCommitIsShownWithWhatItSaysAndWhoHasIt() throws IOException {
        String id = upstream.id(fix);
        Golden.check("commits/show.txt", run("commits", "--show", id.substring(0, 10)));
        String json = run("commits", "--show", id, "--format", "json");
        assertThat(Schemas.violations("commit-1.json", json)).isEmpty();
        Golden.check("commits/show.json", json);
    }

    @Test
    void textOfStrangersIsHarmless() {
        String stable = run("commits", "--mirror", "stable", "set_ptes", "--format", "json").replaceAll(
                "(?s).*?\"id\" : \"(\\w+)\".*",
                "$1");
        String shown = run("commits", "--show", stable);
        assertThat(shown).contains("\\x1b[31mRed\\x07.").doesNotContain("\u001b")
                .contains("upstream " + upstream.id(fix));
    }

    @Test
    void aNewSyncBringsNewCommits() throws IOException {
        int next = commit(upstream, List.of(bug), "mm: rewritten\n", "1\nother\n3\n");
        upstream.ref("refs/heads/master", next);
        upstream.write();
        run("mirror", "sync", "linux");
        assertThat(run("commits", "rewritten")).contains("mm: rewritten");
        assertThat(run("commits", "--show", upstream.id(fix))).contains("linux: thrown away by the other side");
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        fails("the index has no commit 'ffffffff'; ids have 4 digits or more", "commits", "--show", "ffffffff");
        fails("the index has no commit '--x'", "commits", "--show=--x");
        fails("--show takes an id alone", "commits", "--show", "ffff", "word");
        fails("there is no word to search for in the query", "commits", "***");
        fails("--limit is a number from 1 to 100000", "commits", "--limit", "0");
        fails("there is no mirror 'x'", "commits", "--mirror", "x");
        fails("unknown format 'xml'", "commits", "--format", "xml");
        Session empty = new Session(folder).with(Map.of("HOME", folder.resolve("nobody").toString()),
                Clock.systemUTC());
        Session.Result result = empty.run("commits", "word");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.err()).contains("the index has no commits yet; 'lazymmu mirror sync' fills it");
        assertThat(Files.exists(folder.resolve("nobody/.local/share/lazymmu/lazymmu.db"))).isTrue();
    }

    @Test
    void helpIsAsItHasAlwaysBeen() {
        Golden.check("help/commits.txt", run("commits", "--help"));
    }

    private void fails(String line, String... arguments) {
        Session.Result result = session.run(arguments);
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).startsWith("lazymmu: " + line).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    private String run(String... arguments) {
        Session.Result result = session.run(arguments);
        assertThat(result.status()).as(result.err()).isEqualTo(Exit.CLEAN);
        return result.out();
    }

    private static int commit(FastImport repository, List<Integer> parents, String message, String content) {
        Map<String, byte[]> files = new TreeMap<>(Map.of("mm/memory.c", content.getBytes(StandardCharsets.UTF_8)));
        return repository.commit(parents, message.getBytes(StandardCharsets.UTF_8), files);
    }
}
