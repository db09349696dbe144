package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lazymmu.history.TinyHistory.CASE;
import static org.lazymmu.history.TinyHistory.bad;
import static org.lazymmu.history.TinyHistory.file;
import static org.lazymmu.history.TinyHistory.good;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.golden.Golden;
import org.lazymmu.history.TinyHistory;
import org.lazymmu.report.Schemas;

/** The command {@code history}. */
@Timeout(120)
class HistoryCommandTest {
    @TempDir
    private Path folder;
    private TinyHistory history;
    private String root;

    @BeforeEach
    void makeKernel() throws IOException {
        history = TinyHistory.in(folder.resolve("linux.git"));
        root = history.kernel("no-nesting");
    }

    private Session.Result run(String... arguments) {
        return new Session(folder)
                .with(Map.of("XDG_DATA_HOME", folder.resolve("data").toString(), "XDG_CACHE_HOME",
                        folder.resolve("cache").toString(), "PATH", System.getenv("PATH")), Clock.systemUTC())
                .run(arguments);
    }

    private Session.Result history(String... more) {
        return run(Stream.concat(Stream.of("history", "linux.git"),
                Stream.concat(Arrays.stream(more),
                        Stream.of("--arch", "x86,powerpc", "--rule", "missing-leave")))
                .toArray(String[]::new));
    }

    /** A history with everything in it. */
    private String everything() throws IOException {
        String a = history.commit(root, CASE, file(good("walk")), "mm: walk");
        String b = history.commit(a, CASE, file(bad("walk")), "mm: leave early");
        String side = history.commit(a, "mm/other.c", file(bad("other")), "mm: another");
        String merge = history.merge(a, List.of(b, side), Map.of(), "Merge branch 'other'");
        String docs = history.commit(merge, "Documentation/x.rst", "x", "docs");
        return history.commit(docs, CASE, file(good("walk"), "\u0001", bad("hostile")),
                "mm: fix \u001b[31mwalk\u202e <b>&amp;");
    }

    @Test
    void aHistoryReadsAsItAlwaysDid() throws IOException {
        String end = everything();
        Session.Result result = history(root + ".." + end);
        assertThat(result.err()).isEmpty();
        Golden.check("history/range.txt", result.out().replace(root, "ROOT").replace(end, "END"));
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
    }

    @Test
    void jsonFollowsItsSchema() throws IOException {
        Session.Result result = history(root + ".." + everything(), "--format", "json");
        assertThat(Schemas.violations("finding-history-1.json", result.out())).isEmpty();
        assertThat(result.out()).contains("\"subject\" : \"mm: leave early\"").doesNotContain("\u001b");
    }

    @Test
    void theStatusSaysWhetherTheRangeLeavesSomethingNew() throws IOException {
        String a = history.commit(root, CASE, file(bad("walk")), "a");
        String b = history.commit(a, CASE, file(good("walk")), "b");
        assertThat(history(root + ".." + a).status()).isEqualTo(Exit.FINDINGS);
        assertThat(history(root + ".." + b).status()).isEqualTo(Exit.CLEAN);
        assertThat(history(a + ".." + b).status()).isEqualTo(Exit.CLEAN);
        String broken = history.commit(b, "Makefile", null, "no Makefile");
        Session.Result result = history(b + ".." + broken);
        assertThat(result.status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(result.out()).contains("not checked: " + broken.substring(0, 12));
    }

    @Test
    void whatIsNoRangeOrNoCommitIsOneLine() throws IOException {
        history.branch("master", root);
        assertThat(history("master")).isEqualTo(
                new Session.Result(Exit.USAGE, "", "lazymmu: 'master' is no range; give one as REV..REV\n"));
        assertThat(history("a...b").status()).isEqualTo(Exit.USAGE);
        assertThat(history("nowhere..master").err()).isEqualTo("lazymmu: linux: there is no commit 'nowhere'\n");
        assertThat(history("--output=x..master").status()).isEqualTo(Exit.USAGE);
        assertThat(history("..master").status()).isEqualTo(Exit.CLEAN);
        assertThat(run("history", "linux.git", "..master", "--arch", "x68").err()).contains("did you mean x86?");
        assertThat(run("history", "elsewhere", "a..b").err())
                .isEqualTo("lazymmu: elsewhere: neither a mirror nor a folder\n");
        Files.createDirectory(folder.resolve("empty"));
        assertThat(run("history", "empty", "a..b").err()).contains("not a git repository");
    }
}
