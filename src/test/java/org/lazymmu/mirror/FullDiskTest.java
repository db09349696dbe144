package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.mirror.Attempt.Outcome;
import org.lazymmu.state.StateException;

/** No room: on a small disk in memory, which needs root, and by a limit on the size of files, which does not. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FullDiskTest {
    @TempDir
    private Path folder;
    private Path disk;
    private TinyRepository upstream;
    private boolean mounted;

    @BeforeEach
    void makeARepository() throws IOException {
        disk = Files.createDirectories(folder.resolve("disk"));
        upstream = TinyRepository.in(folder.resolve("up.git"));
        upstream.commit("master", "file", "small", "small");
        // the driver's library is taken from a disk that can stay
        new World(folder.resolve("elsewhere")).close();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    private void mount(String size) throws IOException, InterruptedException {
        int status = run("mount", "-t", "tmpfs", "-o", (mounted ? "remount," : "") + "size=" + size, "tmpfs",
                disk.toString());
        mounted |= status == 0;
        Assumptions.assumeTrue(status == 0, "a small disk can only be made by root");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    private void grow() throws IOException {
        for (int i = 0; i < 8; i++) {
            upstream.commit("master", "large" + i, Noise.text(2_000_000, i), "large");
        }
    }

    @Test
    void aFetchThatDoesNotFitLeavesTheMirrorAsItWas() throws Exception {
        mount("6m");
        try (World world = new World(disk)) {
            world.add("up", upstream.folder());
            assertThat(world.sync("up").succeeded()).isTrue();
            var refs = world.refs("up");
            grow();
            Attempt attempt = world.sync("up").attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.error()).startsWith("the disk is full");
            assertThat(world.leftovers()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(refs);
            assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
            world.mirrors().verify();
            mount("100m");
            assertThat(world.sync("up").attempt().error()).isEmpty();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
            assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
            world.mirrors().verify();
        }
    }

    @Test
    void onADiskWithoutAnyRoomMirrorsCanStillBeListed() throws Exception {
        mount("6m");
        try (World world = new World(disk)) {
            world.add("up", upstream.folder());
            assertThat(world.sync("up").succeeded()).isTrue();
        }
        fill();
        try (World world = new World(disk)) {
            assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
            assertThat(world.refs("up")).hasSize(1);
            assertThatThrownBy(() -> world.sync("up")).isInstanceOfSatisfying(StateException.class,
                    e -> assertThat(e.kind()).isEqualTo(StateException.Kind.FULL));
        }
        Files.delete(disk.resolve("filler"));
        try (World world = new World(disk)) {
            assertThat(world.sync("up").succeeded()).isTrue();
        }
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] bytes = new byte[1024];
            while (true) {
                out.write(bytes);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void filesThatMayNotGrowAreAFailure() throws Exception {
        try (World world = new World(folder)) {
            world.add("up", upstream.folder());
            assertThat(world.sync("up").succeeded()).isTrue();
        }
        grow();
        Path output = folder.resolve("output");
        Process process = OtherProcess.builder(folder, output.toFile(), Map.of(),
                List.of("sh", "-c", "ulimit -f 8000; exec \"$@\"", "sh"), "mirror", "sync", "up").start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(4);
        try (World world = new World(folder)) {
            assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
            assertThat(world.leftovers()).isEmpty();
            world.mirrors().verify();
            assertThat(world.sync("up").succeeded()).isTrue();
            assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        }
    }
}
