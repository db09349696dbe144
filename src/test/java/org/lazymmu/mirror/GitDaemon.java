package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** {@code git daemon} on loopback, with all repositories of a folder. */
final class GitDaemon implements AutoCloseable {
    private final ServerProgram program;

    private GitDaemon(ServerProgram program) {
        this.program = program;
    }

    static GitDaemon of(Path folder) throws IOException, InterruptedException {
        Path program = execPath().resolve("git-daemon");
        Assumptions.assumeTrue(Files.isExecutable(program), "git daemon is not installed");
        int port = ServerProgram.freePort();
        return new GitDaemon(ServerProgram.started(
                List.of(program.toString(), "--listen=127.0.0.1", "--port=" + port, "--base-path=" + folder,
                        "--export-all", "--reuseaddr", "--log-destination=none"),
                port, Path.of("/dev/null")));
    }

    static Path execPath() throws IOException {
        Process process = new ProcessBuilder("git", "--exec-path").start();
        return Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    int port() {
        return program.port();
    }

    @Override
    public void close() {
        program.close();
    }
}
