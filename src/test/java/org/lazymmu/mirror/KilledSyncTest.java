package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.ProcessTree;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.mirror.Attempt.Outcome;

/**
 * The whole program is killed in the middle of a synchronisation, its git processes are not. Whatever the moment, the mirror can be
 * used, no commit that it ever had is lost, and the next synchronisation makes everything right.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(1_200)
class KilledSyncTest {
    private static final long SEED = Long.getLong("kill.seed", 20260106);

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private final Set<String> seen = new HashSet<>();
    private TinyRepository upstream;
    private File output;
    private int rounds;

    @BeforeEach
    void synchroniseOnce() throws IOException {
        output = folder.resolve("output").toFile();
        upstream = TinyRepository.in(folder.resolve("up.git"));
        for (int i = 0; i < 5; i++) {
            upstream.commit("master", "file" + i, Noise.text(20_000, i), "commit " + i);
        }
        upstream.commit("topic", "master~2", "file", "topic", "topic");
        try (World world = new World(folder)) {
            world.add("up", upstream.folder());
            assertThat(world.sync("up").succeeded()).isTrue();
        }
    }

    @Test
    void atTenMomentsNothingIsLost() throws Exception {
        storm(10);
    }

    @Tag("kernels")
    @Test
    void atAHundredMomentsNothingIsLost() throws Exception {
        storm(Integer.getInteger("kill.count", 100));
    }

    private void storm(int count) throws Exception {
        change();
        long start = System.nanoTime();
        assertThat(sync(Map.of()).waitFor()).isZero();
        long usualNanos = System.nanoTime() - start;
        for (int i = 0; i < count; i++) {
            change();
            Process process = sync(Map.of());
            // the first fifth is the start of the Java machine
            long nanos = (long) (usualNanos * (0.2 + 0.9 * random.nextDouble()));
            process.waitFor(nanos, TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            isUsable();
            if (random.nextInt(3) == 0) {
                isMadeRight();
            }
        }
        isMadeRight();
    }

    /** Before or after one of the runs of git, which is where what is on the disk changes. */
    @ParameterizedTest
    @CsvSource({ "before, fetch, 1", "after, fetch, 1", "after, rev-list, 1", "after, update-ref, 1",
            "after, update-ref, 2", "after, commit-graph, 1" })
    void atTheMomentsThatMatter(String when, String command, int which) throws Exception {
        killedAt(when, command, which);
        isMadeRight();
    }

    @Tag("kernels")
    @Test
    void aroundEveryRunOfGit() throws Exception {
        change();
        Path count = folder.resolve("count");
        assertThat(sync(Map.of("PATH", wrapper("never", "", 0))).waitFor()).isZero();
        int all = Integer.parseInt(Files.readString(count).strip());
        assertThat(all).isGreaterThan(8);
        for (int i = 1; i <= all; i++) {
            killedAt("before", "", i);
            killedAt("after", "", i);
            isMadeRight();
        }
    }

    private void killedAt(String when, String command, int which) throws Exception {
        change();
        Process process = sync(Map.of("PATH", wrapper(when, command, which)));
        assertThat(process.waitFor()).as(Files.readString(output.toPath())).isIn(128 + 9, 0);
        isUsable();
    }

    /** A program that counts runs of git, and kills who started one of them. */
    private String wrapper(String when, String command, int which) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path count = folder.resolve("count");
        Files.writeString(count, "0");
        Files.writeString(bin.resolve("git"),
                String.join("\n", "#!/bin/sh", "matches=" + (command.isEmpty() ? "yes" : ""),
                        "for word; do [ \"$word\" = \"" + command + "\" ] && matches=yes; done",
                        "if [ -n \"$matches\" ]; then",
                        "n=$(($(cat " + count + ") + 1)); echo $n >" + count,
                        "if [ $n = " + which + " ] && [ " + when + " = before ]; then kill -9 $PPID; fi",
                        "if [ $n = " + which + " ] && [ " + when + " = after ]; then " + git()
                                + " \"$@\"; kill -9 $PPID; exit 0; fi",
                        "fi", "exec " + git() + " \"$@\"", ""));
        Files.setPosixFilePermissions(bin.resolve("git"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin + ":" + System.getenv("PATH");
    }

    private static Path git() throws IOException {
        return GitDaemon.execPath().resolve("git");
    }

    /** A little of everything that happens on the other side. */
    private void change() throws IOException {
        rounds++;
        upstream.commit("master", "file" + rounds, Noise.text(200_000, rounds), "round " + rounds);
        upstream.commit("topic", "master~" + (1 + rounds % 4), "file", "rewritten " + rounds, "rewritten " + rounds);
        upstream.commit("branch" + rounds, "master", "file", "new " + rounds, "new " + rounds);
        if (rounds > 2) {
            upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/branch" + (rounds - 2)));
        }
    }

    private Process sync(Map<String, String> variables) throws IOException {
        return OtherProcess.start(folder, output, variables, "mirror", "sync", "up");
    }

    /** What was killed can be looked at, and all that the refs say is there. */
    private void isUsable() throws IOException {
        try (World world = new World(folder)) {
            assertThat(world.health("up").state()).isIn(Health.State.OK, Health.State.LATE);
            assertThat(world.health("up").lastSuccess()).isNotNull();
            seen.addAll(world.refs("up").values());
            world.mirrors().verify();
        }
    }

    private void isMadeRight() throws IOException {
        try (World world = new World(folder)) {
            SyncResult result = world.sync("up");
            assertThat(result.attempt().error()).isEmpty();
            assertThat(result.attempt().outcome()).isEqualTo(Outcome.OK);
            assertThat(result.notes()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            assertThat(world.leftovers()).isEmpty();
            world.mirrors().verify();
            seen.addAll(world.refs("up").values());
            for (String id : seen) {
                assertThat(isReachable(world, id)).as("%s, which the mirror once had", id).isTrue();
            }
            Mirror mirror = world.mirrors().named("up");
            assertThat(world.register().changes(mirror, true, 10_000)).extracting(one -> one.change().from())
                    .as("old tips that are recorded").containsAll(world.kept("up"));
            assertThat(world.register().isUnsettled(mirror)).isFalse();
        }
    }

    private static boolean isReachable(World world, String id) throws IOException {
        return !Git.ofProcess().at(world.mirrors().repository())
                .run(GitCommand.of("for-each-ref", "--count=1", "--contains").values(id)).isEmpty();
    }

    /** A signal that can be heeded is: nothing is left for the next one to put in order. */
    @Test
    void aSignalEndsItInOrder() throws Exception {
        change();
        try (GitDaemon daemon = GitDaemon.of(folder);
                BadLine line = new BadLine(daemon.port(), BadLine.How.HANGS, 50_000)) {
            try (World world = new World(folder)) {
                world.add("slow", "git://127.0.0.1:" + line.port() + "/up.git");
            }
            Process process = OtherProcess.start(folder, output, Map.of(), "mirror", "sync", "slow");
            while (line.sent() <= 50_000 && process.isAlive()) {
                Thread.sleep(20);
            }
            assertThat(process.descendants().count()).isPositive();
            var children = process.descendants().toList();
            process.destroy();
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(children).noneMatch(ProcessTree::isRunning);
            assertThat(Files.readString(output.toPath())).contains("slow: interrupted");
        }
        try (World world = new World(folder)) {
            assertThat(world.leftovers()).isEmpty();
            assertThat(world.health("slow").lastAttempt().outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(world.health("slow").state()).isEqualTo(Health.State.LATE);
        }
    }

    /** Another process has the lock; then it is killed, and the lock is free. */
    @Test
    void aKilledProcessLeavesNoLockBehind() throws Exception {
        try (GitDaemon daemon = GitDaemon.of(folder);
                BadLine line = new BadLine(daemon.port(), BadLine.How.HANGS, 0);
                World world = new World(folder)) {
            world.add("slow", "git://127.0.0.1:" + line.port() + "/up.git");
            Process process = OtherProcess.start(folder, output, Map.of(), "mirror", "sync", "slow");
            while (!world.health("slow").running() && process.isAlive()) {
                Thread.sleep(20);
            }
            while (world.health("slow").lastAttempt() == null) {
                Thread.sleep(20);
            }
            assertThat(world.health("slow").lastAttempt().outcome()).isEqualTo(Outcome.RUNNING);
            try {
                world.sync("slow");
                assertThat(true).as("excluded").isFalse();
            } catch (MirrorException e) {
                assertThat(e).hasMessage("mirror slow is in use by process " + process.pid());
            }
            assertThat(world.sync("up").succeeded()).as("of another mirror").isTrue();
            process.destroyForcibly().waitFor();
            Health killed = world.health("slow");
            assertThat(killed.running()).isFalse();
            assertThat(killed.lastAttempt().outcome()).isEqualTo(Outcome.INTERRUPTED);
            world.mirrors().remove(world.mirrors().named("slow"), false);
            assertThat(world.leftovers()).isEmpty();
        }
    }
}
