package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** The commands about mirrors, as a user in California sees them. */
@Timeout(120)
class MirrorCommandsTest {
    private static final ZoneOffset CALIFORNIA = ZoneOffset.ofHours(-8);

    private static final Pattern SHOWN = Pattern.compile("<!-- output: ./lazymmu mirror .* -->\n```\n([^`]*)```");

    @TempDir
    private Path folder;
    private TinyRepository upstream;
    private Instant now = Instant.parse("2026-01-06T20:30:45Z");

    @BeforeEach
    void makeARepository() throws IOException {
        upstream = TinyRepository.in(folder.resolve("linux.git"));
        upstream.commit("master", "file", "1", "first");
        upstream.commit("master", "file", "2", "second");
        upstream.commit("next", "master", "file", "3", "third");
    }

    @Test
    void aMirrorFromItsBeginningToItsEnd() throws IOException {
        StringBuilder all = new StringBuilder();
        all.append(shown("list"));
        all.append(shown("add", "linux", folder + "/linux.git", "--interval", "30m"));
        all.append(shown("add", "vendor", "https://me:secret@127.0.0.1:1/vendor.git", "--ref", "master", "--deadline",
                "90s"));
        all.append(shown("list"));
        all.append(shown("sync", "linux"));
        all.append(shown("sync", "linux"));
        all.append(shown("list"));
        upstream.commit("next", "master~1", "file", "4", "rewritten");
        upstream.commit("master", "file", "5", "moved on");
        upstream.commit("fixes", "master", "file", "6", "new");
        later(Duration.ofMinutes(30));
        all.append(shown("sync", "linux"));
        later(Duration.ofMinutes(61));
        all.append(shown("status", "linux"));
        Files.move(upstream.folder(), folder.resolve("away.git"));
        all.append(shown("sync", "--all"));
        all.append(shown("list"));
        all.append(shown("status"));
        all.append(shown("remove", "linux"));
        all.append(shown("remove", "vendor", "--reclaim"));
        all.append(shown("list"));
        assertThat(all.toString()).doesNotContain("secret");
        for (MatchResult shown : SHOWN.matcher(Files.readString(Path.of("README.md"))).results().toList()) {
            assertThat(all.toString()).as("what the README shows").contains(shown.group(1));
        }
        Golden.check("mirror/life.txt", all.toString());
    }

    @Test
    void theJsonFollowsItsSchemas() throws IOException {
        run("add", "linux", folder + "/linux.git");
        assertThat(violations("mirrors-1.json", "list")).isEmpty();
        assertThat(violations("sync-1.json", "sync", "linux")).isEmpty();
        upstream.commit("next", "master~1", "file", "4", "rewritten");
        Session.Result sync = run("sync", "--all", "--format", "json");
        assertThat(Schemas.violations("sync-1.json", sync.out())).isEmpty();
        Golden.check("mirror/sync.json", plain(sync.out()));
        run("add", "none", folder + "/none.git");
        assertThat(violations("sync-1.json", "sync", "none")).isEmpty();
        assertThat(violations("mirrors-1.json", "status", "linux", "none")).isEmpty();
        Golden.check("mirror/list.json", plain(run("list", "--format", "json").out()));
    }

    private List<String> violations(String schema, String... arguments) throws IOException {
        String[] more = Arrays.copyOf(arguments, arguments.length + 2);
        more[arguments.length] = "--format";
        more[arguments.length + 1] = "json";
        return Schemas.violations(schema, run(more).out());
    }

    @Test
    void wrongUsageIsOneLine() {
        run("add", "linux", folder + "/linux.git");
        for (List<String> wrong : List.of(List.of("add", "linux", "/other"), List.of("add", "-x", "/other"),
                List.of("add", "a/b", "/other"), List.of("add", "x", "ext::sh -c date"),
                List.of("add", "x", "--", "--upload-pack=x"), List.of("add", "x", "ftp://host/x"),
                List.of("add", "x", "ssh://-oProxyCommand=x/y"), List.of("add", "x", "/a\u0007b"),
                List.of("add", "x", "/x", "--ref", "a..b"), List.of("add", "x", "/x", "--interval", "1s"),
                List.of("add", "x", "/x", "--interval", "soon"), List.of("add", "x", "/x", "--deadline", "9999h"),
                List.of("sync"), List.of("sync", "linux", "--all"), List.of("sync", "none"),
                List.of("sync", "linux", "--jobs", "0"), List.of("sync", "linux", "--format", "xml"),
                List.of("status", "none"), List.of("remove", "none"), List.of("remove"),
                List.of("list", "--format", "x"))) {
            Session.Result result = run(wrong.toArray(String[]::new));
            assertThat(result.status()).as(wrong.toString()).isEqualTo(Exit.USAGE);
            assertThat(result.err().lines()).as(wrong.toString()).hasSize(1);
            assertThat(result.err()).doesNotContain("\u0007");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void allOfNoneIsSaidToBeNone() {
        Session.Result result = run("sync", "--all");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.err()).contains("there are no mirrors");
    }

    @Test
    void manyAreSynchronisedAtOnceAndShownInOrder() throws IOException {
        for (int i = 0; i < 6; i++) {
            run("add", "mirror" + i, i == 3 ? folder + "/none.git" : folder + "/linux.git");
        }
        Session.Result result = run("sync", "--all", "--jobs", "6");
        assertThat(result.status()).isEqualTo(Exit.WORLD);
        assertThat(result.out().lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly("mirror0", "mirror1", "mirror2", "mirror3", "mirror4", "mirror5");
        assertThat(result.err()).isEqualTo("lazymmu: 1 of 6 mirrors not synchronised\n");
        assertThat(run("status", "mirror0").status()).isEqualTo(Exit.CLEAN);
        assertThat(run("status", "mirror3").status()).isEqualTo(Exit.WORLD);
    }

    @Test
    void aDamagedDatabaseIsOneLine() throws IOException {
        run("list");
        Files.writeString(folder.resolve("data/lazymmu/lazymmu.db"), "no database".repeat(1000));
        Session.Result result = run("list");
        assertThat(result.status()).isEqualTo(Exit.WORLD);
        assertThat(result.err()).contains("is damaged; move it away").hasLineCount(1);
    }

    /** Names of refs come from strangers: what a terminal would obey cannot be in one, what only deceives the eye can. */
    @Test
    void namesOfRefsAreMadeHarmless() throws IOException {
        run("add", "linux", folder + "/linux.git");
        upstream.git().run(GitCommand.of("update-ref").values("refs/heads/a\u202eb", "next"));
        run("sync", "linux");
        upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/a\u202eb"));
        assertThat(run("sync", "linux").out()).contains("deleted refs/heads/a\\u202eb ");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private String shown(String... arguments) {
        Session.Result result = run(arguments);
        return "$ lazymmu mirror " + plain(String.join(" ", arguments)).replace("secret", "***") + "\n"
                + plain(result.out() + result.err())
                + (result.status() == 0 ? "" : "(exit status " + result.status() + ")\n")
                + "\n";
    }

    /** Without what differs from run to run: where it is, how large packs are, and what libraries of git say. */
    private String plain(String text) {
        return text.replace(folder.toString(), "/srv").replaceAll("[\\d.]+ KiB", "2.0 KiB")
                .replaceAll("\"bytes\" : \\d+", "\"bytes\" : 2048")
                .replaceAll("(unable to access '[^']*'): [^\"\n]*", "$1: no");
    }

    private Session.Result run(String... arguments) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        String[] all = new String[arguments.length + 1];
        all[0] = "mirror";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Session(folder).with(environment, Clock.fixed(now, CALIFORNIA)).run(all);
    }
}
