package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.mirror.Attempt.Outcome;

/** Real servers on loopback, good and bad ones, behind good lines and bad ones. */
@Timeout(120)
class TransportTest {
    private static final String SECRET = "p@ss:w/rd";

    @TempDir
    private Path folder;
    private TinyRepository upstream;
    private World world;

    @BeforeEach
    void makeARepository() throws IOException {
        upstream = TinyRepository.in(folder.resolve("up.git"));
        for (int i = 0; i < 5; i++) {
            upstream.commit("master", "file" + i, Noise.text(20_000, i), "commit " + i);
        }
        upstream.commit("topic", "master~1", "file", "3", "third");
        world = new World(folder);
    }

    @AfterEach
    void close() throws IOException {
        assertThat(world.leftovers()).isEmpty();
        world.close();
    }

    @Test
    void theGitProtocol() throws Exception {
        try (GitDaemon daemon = GitDaemon.of(folder)) {
            follows("git://127.0.0.1:" + daemon.port() + "/up.git");
            world.add("none", "git://127.0.0.1:" + daemon.port() + "/none.git");
            assertThat(world.sync("none").attempt().outcome()).isEqualTo(Outcome.GONE);
        }
        assertThat(world.sync("up").attempt().outcome()).as("nobody answers").isEqualTo(Outcome.FAILED);
        assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
        assertThat(world.health("up").error()).contains("unable to connect");
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
    }

    @Test
    void smartHttp() throws Exception {
        try (HttpBackend backend = HttpBackend.of(folder)) {
            follows("http://127.0.0.1:" + backend.port() + "/up.git");
            world.add("none", "http://127.0.0.1:" + backend.port() + "/none.git");
            assertThat(world.sync("none").attempt().outcome()).isEqualTo(Outcome.GONE);
        }
        assertThat(world.sync("up").attempt().outcome()).isEqualTo(Outcome.FAILED);
    }

    /** Servers that know nothing of git give files. */
    @Test
    void plainHttp() throws Exception {
        upstream.git().run(GitCommand.of("update-server-info"));
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/", exchange -> {
            try (exchange) {
                Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
                byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
                exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404,
                        bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        files.start();
        try {
            world.add("up", "http://127.0.0.1:" + files.getAddress().getPort() + "/up.git");
            assertThat(world.sync("up").attempt().error()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            world.mirrors().verify();
        } finally {
            files.stop(0);
        }
    }

    @Test
    void aFileAddress() throws Exception {
        follows("file://" + upstream.folder());
    }

    private void follows(String address) throws IOException {
        world.add("up", address);
        assertThat(world.sync("up").attempt().error()).isEmpty();
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        assertThat(world.progress()).anyMatch(text -> text.startsWith("receiving objects ")
                || text.startsWith("resolving deltas "));
        String old = World.refs(upstream.folder()).get("refs/heads/topic");
        upstream.commit("topic", "master~2", "file", "rewritten", "history");
        upstream.commit("master", "file", "next", "next");
        SyncResult result = world.sync("up");
        assertThat(result.attempt().error()).isEmpty();
        assertThat(result.changes()).extracting(RefChange::kind).containsExactly(RefChange.Kind.MOVED,
                RefChange.Kind.FORCED);
        assertThat(world.kept("up")).containsExactly(old);
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        world.mirrors().verify();
    }

    @Test
    void aPasswordInTheAddressIsUsedAndNeverShown() throws Exception {
        try (HttpBackend backend = HttpBackend.of(folder, "me", SECRET)) {
            String host = "127.0.0.1:" + backend.port() + "/up.git";
            world.add("up", "http://me:p%40ss:w%2Frd@" + host);
            SyncResult result = world.sync("up");
            assertThat(result.attempt().error()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            assertThat(result.mirror().address().shown()).isEqualTo("http://me:***@" + host);
            world.add("wrong", "http://me:wr0ng@" + host);
            Attempt refused = world.sync("wrong").attempt();
            assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refused.error()).startsWith("access was refused").doesNotContain("wr0ng");
            world.add("nobody", "http://" + host);
            assertThat(world.sync("nobody").attempt().error()).startsWith("access was refused");
        }
    }

    @Test
    void theUsersOwnCredentialsAreUsed() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        try (HttpBackend backend = HttpBackend.of(folder, "me", SECRET)) {
            Files.writeString(home.resolve("secrets"),
                    "http://me:p%40ss%3aw%2Frd@127.0.0.1%3a" + backend.port() + "\n");
            Files.writeString(home.resolve(".gitconfig"),
                    "[credential]\nhelper = store --file=" + home.resolve("secrets") + "\n");
            try (World own = new World(home, Git.of(with(Map.of("HOME", home.toString()))))) {
                own.add("up", "http://127.0.0.1:" + backend.port() + "/up.git");
                assertThat(own.sync("up").attempt().error()).isEmpty();
                assertThat(own.refs("up")).isEqualTo(World.refs(upstream.folder()));
            }
        }
    }

    /** A program in the place of ssh: what it is given is what ssh would be. */
    @Test
    void sshIsToldNotToAsk() throws Exception {
        Path ssh = folder.resolve("bin/ssh");
        Files.createDirectories(ssh.getParent());
        Files.writeString(ssh, "#!/bin/sh\necho \"$@\" >>" + folder.resolve("asked") + "\nfor last; do :; done\n"
                + "exec sh -c \"$last\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment = with(Map.of("PATH", ssh.getParent() + ":" + System.getenv("PATH")));
        environment.remove("GIT_SSH_COMMAND");
        environment.remove("GIT_SSH");
        try (World own = new World(folder.resolve("own"), Git.of(environment))) {
            own.add("up", "me@example.org:" + upstream.folder());
            assertThat(own.sync("up").attempt().error()).isEmpty();
            assertThat(own.refs("up")).isEqualTo(World.refs(upstream.folder()));
            own.add("url", "ssh://me@example.org:2222" + upstream.folder());
            assertThat(own.sync("url").attempt().error()).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("asked"))).isNotEmpty().allMatch(
                line -> line.contains("-oBatchMode=yes") && line.contains("me@example.org git-upload-pack"));
    }

    @ParameterizedTest
    @CsvSource({ "0", "300", "60000" })
    void aServerThatHangsIsGivenUpAtTheDeadline(long good) throws Exception {
        boolean hung = false;
        // on a busy machine it may take long to come so far
        for (int millis = 1_000; !hung; millis *= 3) {
            try (GitDaemon daemon = GitDaemon.of(folder);
                    BadLine line = new BadLine(daemon.port(), BadLine.How.HANGS, good)) {
                world.add("up", "git://127.0.0.1:" + line.port() + "/up.git", Duration.ofMillis(millis));
                long start = System.nanoTime();
                Attempt attempt = world.sync("up").attempt();
                assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(attempt.error()).contains("deadline");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(millis + 15_000));
                hung = line.sent() > good;
            }
            isAsBeforeAndGoesOn();
            world.mirrors().remove(world.mirrors().named("up"), true);
        }
    }

    @ParameterizedTest
    @CsvSource({ "BREAKS, 0", "BREAKS, 200", "BREAKS, 700", "BREAKS, 20000", "BREAKS, 80000", "GARBLES, 0",
            "GARBLES, 300",
            "GARBLES, 1500", "GARBLES, 50000" })
    void aLineThatGoesBadChangesNothing(BadLine.How how, long good) throws Exception {
        try (GitDaemon daemon = GitDaemon.of(folder); BadLine line = new BadLine(daemon.port(), how, good)) {
            world.add("up", "git://127.0.0.1:" + line.port() + "/up.git", Duration.ofSeconds(10));
            Attempt attempt = world.sync("up").attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.error()).isNotEmpty();
            assertThat(attempt.error().lines()).hasSize(1);
        }
        isAsBeforeAndGoesOn();
    }

    /** Over HTTP git does more by itself: it may say other things. */
    @ParameterizedTest
    @EnumSource(BadLine.How.class)
    void badLinesOfWebServers(BadLine.How how) throws Exception {
        try (HttpBackend backend = HttpBackend.of(folder); BadLine line = new BadLine(backend.port(), how, 30_000)) {
            world.add("up", "http://127.0.0.1:" + line.port() + "/up.git", Duration.ofSeconds(3));
            Attempt attempt = world.sync("up").attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(line.sent()).isGreaterThan(30_000);
        }
        isAsBeforeAndGoesOn();
    }

    private void isAsBeforeAndGoesOn() throws Exception {
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.refs("up")).isEmpty();
        assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
        world.mirrors().remove(world.mirrors().named("up"), false);
        world.add("up", upstream.folder());
        assertThat(world.sync("up").succeeded()).isTrue();
        world.mirrors().verify();
    }

    @Test
    void aServerThatSpeaksAnotherLanguageIsAFailure() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] garbage = "<html>\u0007\u001b[31mWelcome\u001b[0m</html>".repeat(50).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-advertisement");
                exchange.sendResponseHeaders(200, garbage.length);
                exchange.getResponseBody().write(garbage);
            }
        });
        server.start();
        try {
            world.add("up", "http://127.0.0.1:" + server.getAddress().getPort() + "/up.git");
            Attempt attempt = world.sync("up").attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(world.refs("up")).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    /** The system's queue takes the connection, and nobody ever reads it. */
    @Test
    void aServerThatNeverAcceptsIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            world.add("up", "http://127.0.0.1:" + mute.getLocalPort() + "/up.git", Duration.ofMillis(700));
            assertThat(world.sync("up").attempt().error()).contains("deadline");
        }
    }

    private static Map<String, String> with(Map<String, String> variables) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putAll(variables);
        return environment;
    }
}
