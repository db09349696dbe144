package org.lazymmu.mirror;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code git daemon} on loopback, with all repositories of a folder. */
final class GitDaemon implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Process process;
    private final int port;

    private GitDaemon(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static GitDaemon of(Path folder) throws IOException, InterruptedException {
        Path program = execPath().resolve("git-daemon");
        Assumptions.assumeTrue(Files.isExecutable(program), "git daemon is not installed");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--listen=127.0.0.1", "--port=" + port,
                "--base-path=" + folder, "--export-all", "--reuseaddr", "--log-destination=none");
        Process process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        GitDaemon daemon = new GitDaemon(process, port);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!daemon.answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                daemon.close();
                throw new IOException("git daemon does not answer");
            }
            Thread.sleep(20);
        }
        return daemon;
    }

    static Path execPath() throws IOException {
        Process process = new ProcessBuilder("git", "--exec-path").start();
        return Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
