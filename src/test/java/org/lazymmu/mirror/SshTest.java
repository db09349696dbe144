package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.lazymmu.git.Git;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.mirror.Attempt.Outcome;

/** Mirrors over a real ssh: what needs nobody's answer works, everything else is refused at once and says why. */
@Timeout(120)
class SshTest {
    @TempDir
    private Path folder;
    private TinyRepository upstream;
    private SshServer server;

    @BeforeEach
    void startAServer() throws Exception {
        server = SshServer.in(folder.resolve("ssh"));
        upstream = TinyRepository.in(folder.resolve("up.git"));
        for (int i = 0; i < 5; i++) {
            upstream.commit("master", "file" + i, Noise.text(20_000, i), "commit " + i);
        }
        upstream.commit("topic", "master~1", "file", "3", "third");
    }

    @AfterEach
    void stopIt() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aKeyIsEnough() throws Exception {
        try (World world = world("me", "host.pub", server.port())) {
            world.add("up", address(server.port(), "up.git"));
            assertThat(world.sync("up").attempt().error()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            String old = World.refs(upstream.folder()).get("refs/heads/topic");
            upstream.commit("topic", "master~2", "file", "rewritten", "history");
            upstream.commit("master", "file", "next", "next");
            assertThat(world.sync("up").changes()).extracting(RefChange::kind)
                    .containsExactly(RefChange.Kind.MOVED, RefChange.Kind.FORCED);
            assertThat(world.kept("up")).containsExactly(old);
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            world.mirrors().verify();
            assertThat(world.leftovers()).isEmpty();
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsGone() throws Exception {
        try (World world = world("me", "host.pub", server.port())) {
            world.add("up", address(server.port(), "none.git"));
            assertThat(world.sync("up").attempt().outcome()).isEqualTo(Outcome.GONE);
            assertThat(world.health("up").state()).isEqualTo(Health.State.GONE);
        }
    }

    /** What a person would be asked for is refused: a key of nobody's, a key with a passphrase, a server not heard of, another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "stranger | host.pub | access was refused; .*Permission denied \\(publickey\\).*",
            "locked | host.pub | access was refused; .*Permission denied \\(publickey\\).*",
            "me | '' | ssh does not know the server's key; .*Host key verification failed.*",
            "me | stranger.pub | the server shows another key than ssh knows of it; .*Host key verification failed.*" })
    void nobodyIsAsked(String key, String hostKey, String said) throws Exception {
        SshServer.key(server.folder().resolve("locked"), "a passphrase");
        try (World world = world(key, hostKey, server.port())) {
            world.add("up", address(server.port(), "up.git"), Duration.ofSeconds(60));
            long start = System.nanoTime();
            Attempt attempt = world.sync("up").attempt();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("at once").isLessThan(Duration.ofSeconds(30));
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.error()).matches(said).doesNotContain("\n");
            assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
            assertThat(world.refs("up")).isEmpty();
            assertThat(world.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "HANGS, 0", "HANGS, 30", "HANGS, 1200", "HANGS, 30000", "BREAKS, 0", "BREAKS, 1200", "BREAKS, 30000",
            "GARBLES, 0", "GARBLES, 30000" })
    void aLineThatGoesBadChangesNothing(BadLine.How how, long good) throws Exception {
        try (BadLine line = new BadLine(server.port(), how, good);
                World world = world("me", "host.pub", line.port())) {
            world.add("up", address(line.port(), "up.git"), Duration.ofSeconds(4));
            long start = System.nanoTime();
            Attempt attempt = world.sync("up").attempt();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.error()).isNotEmpty().doesNotContain("\n");
            if (how == BadLine.How.HANGS) {
                assertThat(attempt.error()).contains("deadline");
            }
            assertThat(line.sent()).isGreaterThanOrEqualTo(good);
            assertThat(ProcessHandle.current().descendants().filter(SshTest::isSsh)).as("ssh that still runs")
                    .isEmpty();
            assertThat(world.refs("up")).isEmpty();
            assertThat(world.leftovers()).isEmpty();
        }
    }

    private static boolean isSsh(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/ssh");
    }

    private World world(String key, String hostKey, int port) throws IOException {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove("GIT_SSH");
        environment.put("GIT_SSH_COMMAND", server.command(server.folder().resolve(key),
                hostKey.isEmpty() ? null : server.folder().resolve(hostKey), port));
        return new World(Files.createDirectories(folder.resolve("home")), Git.of(environment));
    }

    private String address(int port, String repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + folder.resolve(repository);
    }
}
