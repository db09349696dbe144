package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitProcess;
import org.lazymmu.git.ProcessTree;

/** What a killed process leaves behind, each thing by itself. */
@Timeout(60)
class LeftoversTest {
    @TempDir
    private Path folder;

    @Test
    void gitProcessesThatWentOnAreEnded() throws IOException {
        Path program = Files.writeString(folder.resolve("git"), "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Children children = new Children(folder.resolve("x.running"));
        try (GitProcess process = children.start(Git.ofProcess().with(program), GitCommand.of("fetch"), _ -> {
        })) {
            new Children(folder.resolve("x.running")).endOrphans();
            assertThat(ProcessHandle.of(process.pid()).filter(ProcessTree::isRunning)).isEmpty();
            assertThat(folder.resolve("x.running")).doesNotExist();
        }
    }

    @Test
    void processesOfOthersThatHaveTheirNumbersNowAreNot() throws IOException, InterruptedException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("x.running"), other.pid() + " 1000000000000\nhalf");
            new Children(folder.resolve("x.running")).endOrphans();
            Thread.sleep(100);
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aFetchThatWasNotCheckedIsThrownAway() throws IOException {
        Incoming incoming = new Incoming(folder.resolve("incoming"), folder.resolve("objects"));
        incoming.begin();
        put("incoming/objects/pack/pack-1.pack");
        put("incoming/objects/pack/pack-1.idx");
        incoming.begin();
        assertThat(folder.resolve("incoming/objects/pack")).isEmptyDirectory();
        assertThat(folder.resolve("objects")).doesNotExist();
    }

    @Test
    void aFetchThatWasCheckedIsMovedTheRestOfTheWay() throws IOException {
        Incoming incoming = new Incoming(folder.resolve("incoming"), folder.resolve("objects"));
        incoming.begin();
        put("objects/pack/pack-1.pack");
        put("incoming/objects/pack/pack-1.idx");
        put("incoming/objects/pack/tmp_pack_x");
        put("incoming/checked");
        incoming.begin();
        assertThat(folder.resolve("objects/pack")).isDirectoryContaining("glob:**.idx")
                .isDirectoryContaining("glob:**.pack").isDirectoryNotContaining("glob:**/tmp_*");
        assertThat(folder.resolve("incoming/checked")).doesNotExist();
        assertThat(folder.resolve("incoming/objects/pack")).isEmptyDirectory();
    }

    private void put(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path);
    }
}
