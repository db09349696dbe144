package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lazymmu.history.TinyHistory.CASE;
import static org.lazymmu.history.TinyHistory.bad;
import static org.lazymmu.history.TinyHistory.file;
import static org.lazymmu.history.TinyHistory.good;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.history.TinyHistory;
import org.lazymmu.report.Schemas;

/** The commands {@code watch}, and what {@code mirror sync} does for watched refs. */
@Timeout(180)
class WatchCommandTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-06T12:30:45Z"), ZoneOffset.UTC);

    private final List<String> posted = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @TempDir
    private Path folder;
    private TinyHistory history;
    private String a;

    @BeforeEach
    void prepare() throws IOException {
        history = TinyHistory.in(folder.resolve("linux.git"));
        a = history.commit(history.kernel("no-nesting"), CASE, file(bad("old")), "a");
        history.branch("master", a);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Session.Result run(String... arguments) {
        return new Session(folder).with(Map.of("XDG_DATA_HOME", folder.resolve("data").toString(), "XDG_CACHE_HOME",
                folder.resolve("cache").toString(), "PATH", System.getenv("PATH")), CLOCK).run(arguments);
    }

    private String hook() {
        return "http://me:secret@localhost:" + server.getAddress().getPort() + "/token";
    }

    @Test
    void aWatchedBranchTellsEverybodyOnce() throws Exception {
        assertThat(
                run("watch", "add", "linux.git", "master", "--webhook", hook(), "--feed", "news.xml", "--mail").out())
                .isEqualTo("watching linux master\n");
        Session.Result first = run("watch", "run");
        assertThat(first.err()).isEmpty();
        assertThat(first.status()).isEqualTo(Exit.CLEAN);
        history.branch("master", history.commit(a, CASE, file(good("old"), bad("fresh")), "b <b>"));
        Session.Result second = run("watch", "run", "--mail", "news.eml");
        assertThat(second.status()).isEqualTo(Exit.FINDINGS);
        assertThat(second.out()).contains("linux master: 2 changes, 1 commit, ", "    appeared: mm/case.c:",
                "    disappeared: mm/case.c:7:3: error: returns without leaving lazy MMU mode [missing-leave], in 'old', by",
                "    2 notices sent");
        assertThat(posted).hasSize(2);
        for (String one : posted) {
            assertThat(Schemas.violations("notice-1.json", one)).isEmpty();
        }
        String feed = Files.readString(folder.resolve("news.xml"));
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("news.xml").toFile())
                .getElementsByTagName("entry").getLength()).isEqualTo(2);
        assertThat(feed).contains("b &lt;b&gt;");
        assertThat(Files.readString(folder.resolve("news.eml"))).startsWith("From: lazymmu").contains("in 'fresh'");
        Session.Result third = run("watch", "run", "--mail", "-");
        assertThat(third).isEqualTo(new Session.Result(Exit.CLEAN, "", ""));
        assertThat(posted).hasSize(2);
        assertThat(Files.readString(folder.resolve("news.xml"))).isEqualTo(feed);
    }

    /** Names and ranges are shown as they are, but for what would do something to a terminal. */
    @Test
    void whatWouldMoveTheCursorIsShown() {
        String evil = "x\u001b[2J\u202ey";
        for (Session.Result refused : List.of(run("watch", "add", "linux.git", evil),
                run("watch", "remove", "linux", evil), run("history", "linux.git", evil),
                run("history", "linux.git", evil + "..master"), run(evil))) {
            assertThat(refused.status()).isEqualTo(Exit.USAGE);
            assertThat(refused.err()).contains("[2J\\u202ey").doesNotContain("\u001b").doesNotContain("\u202e");
        }
    }

    @Test
    void whatIsWatchedIsListedWithoutSecrets() throws IOException {
        run("watch", "add", "linux.git", "master", "--webhook", hook());
        assertThat(run("watch", "list").out())
                .isEqualTo("linux master, not looked at yet\n    webhook http://localhost:"
                        + server.getAddress().getPort() + "/…, 0 waiting\n");
        server.stop(0);
        run("watch", "run");
        history.branch("master", history.commit(a, CASE, file(good("old")), "b"));
        Session.Result failed = run("watch", "run");
        assertThat(failed.status()).isEqualTo(Exit.WORLD);
        String json = run("watch", "list", "--format", "json").out();
        assertThat(Schemas.violations("watches-1.json", json)).isEmpty();
        assertThat(json).contains("\"webhooksWaiting\" : 1", "not reached (");
        assertThat(json + failed.out() + run("watch", "list").out()).doesNotContain("secret").doesNotContain("token");
        String looked = run("watch", "run", "--format", "json").out();
        assertThat(Schemas.violations("watches-1.json", looked)).isEmpty();
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws IOException {
        assertThat(run("watch", "add", "linux.git", "master", "--rule", "nested-enter,lock-order", "--arch", "x86",
                "--era", "no-nesting").err()).isEmpty();
        assertThat(run("watch", "list").out())
                .contains("    only on x86; lock-order, nested-enter; by the contract no-nesting\n");
        String json = run("watch", "list", "--format", "json").out();
        assertThat(Schemas.violations("watches-1.json", json)).isEmpty();
        assertThat(json.replaceAll("\\s", "")).contains("\"architectures\":[\"x86\"]", "\"era\":\"no-nesting\"",
                "\"rules\":[\"lock-order\",\"nested-enter\"]");
        run("watch", "run");
        String nested = "void nested(void)\n{\n\tarch_enter_lazy_mmu_mode();\n\tarch_enter_lazy_mmu_mode();\n"
                + "\tarch_leave_lazy_mmu_mode();\n}\n";
        history.branch("master", history.commit(a, CASE, file(bad("old"), bad("fresh"), nested), "b"));
        assertThat(run("watch", "run").out()).contains("linux master: 1 change, 1 commit, 1 finding at ", "in 'nested'")
                .doesNotContain("fresh");
        assertThat(run("watch", "run").out()).contains("nothing new");
    }

    @Test
    void whatNobodyCanAskForIsRefused() {
        assertThat(run("watch", "add", "linux.git", "master", "--rule", "nested-entre").err())
                .contains("unknown rule 'nested-entre', did you mean nested-enter?");
        assertThat(run("watch", "add", "linux.git", "master", "--arch", "x68").err())
                .contains("unknown architecture 'x68', did you mean x86?");
        assertThat(run("watch", "add", "linux.git", "master", "--era", "old").err()).contains("unknown era 'old'");
        assertThat(run("watch", "list").out()).isEmpty();
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(run("watch", "run").err()).startsWith("lazymmu: nothing of that is watched");
        assertThat(run("watch", "add", "linux.git", "nowhere").err())
                .isEqualTo("lazymmu: linux: there is no ref 'nowhere'\n");
        assertThat(run("watch", "add", "linux.git", "master", "--webhook", "ftp://secret").err())
                .isEqualTo("lazymmu: a webhook is an address as https://host/path\n");
        assertThat(run("watch", "add", "linux.git", "master").status()).isEqualTo(Exit.CLEAN);
        assertThat(run("watch", "add", "linux.git", "master").err())
                .isEqualTo("lazymmu: linux master is watched already\n");
        assertThat(run("watch", "remove", "linux", "master").out()).isEqualTo("no longer watching linux master\n");
        assertThat(run("watch", "remove", "linux", "master").status()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aMirrorIsLookedAtWhenItIsSynchronised() throws IOException {
        assertThat(run("mirror", "add", "tree", folder.resolve("linux.git").toUri().toString()).err()).isEmpty();
        assertThat(run("watch", "add", "tree", "master").err()).contains("'lazymmu mirror sync tree' first");
        run("mirror", "sync", "tree");
        assertThat(run("watch", "add", "tree", "master", "--since", "master").err()).isEmpty();
        history.branch("master", history.commit(a, CASE, file(bad("old"), bad("fresh")), "b"));
        assertThat(run("mirror", "sync", "tree").out()).contains("tree master: 1 change, 1 commit, 2 findings at ",
                "appeared: mm/case.c:");
        assertThat(run("mirror", "sync", "tree").out()).contains("tree master: nothing new");
        history.branch("master", history.commit(a, CASE, file(good("old"), bad("fresh")), "c"));
        assertThat(run("watch", "add", "linux.git", "master").err()).isEmpty();
        Session.Result sync = run("mirror", "sync", "tree", "--format", "json");
        assertThat(sync.err()).isEmpty();
        assertThat(Schemas.violations("sync-1.json", sync.out())).isEmpty();
        assertThat(sync.out()).contains("\"label\" : \"tree master\"", "\"status\" : \"disappeared\"")
                .doesNotContain("linux master");
        assertThat(run("mirror", "sync", "tree", "--format", "json").out()).contains("\"label\" : \"tree master\"",
                "\"notices\" : [ ]");
        Session.Result range = run("history", "tree", a + "..master", "--rule", "missing-leave");
        assertThat(range.out()).contains("tree " + a + "..master: 1 commit", "in 'fresh'");
    }
}
