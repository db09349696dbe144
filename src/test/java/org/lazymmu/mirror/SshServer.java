package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's server on loopback, for whoever runs the tests and for one key, with keys and configuration of its own in a folder.
 * Nothing of the user's or the machine's own ssh is read or changed.
 */
final class SshServer implements AutoCloseable {
    /** Where it wants to shut its helpers in when it is root; its package makes it when the machine starts. */
    private static final Path CELL = Path.of("/run/sshd");

    private final Path folder;
    private final ServerProgram program;
    private final boolean madeCell;

    private SshServer(Path folder, ServerProgram program, boolean madeCell) {
        this.folder = folder;
        this.program = program;
        this.madeCell = madeCell;
    }

    /** Starts one; without the program the test is skipped, and says so. */
    static SshServer in(Path folder) throws IOException, InterruptedException {
        Path program = program("sshd");
        Assumptions.assumeTrue(program != null, "sshd is not installed (Debian: openssh-server)");
        Assumptions.assumeTrue(program("ssh") != null, "ssh is not installed (Debian: openssh-client)");
        Files.createDirectories(folder);
        key(folder.resolve("host"), "");
        key(folder.resolve("me"), "");
        key(folder.resolve("stranger"), "");
        Files.copy(folder.resolve("me.pub"), folder.resolve("authorized"));
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean made = root && !Files.isDirectory(CELL);
        if (made) {
            Files.createDirectory(CELL);
        }
        int port = ServerProgram.freePort();
        Files.writeString(folder.resolve("sshd_config"), String.join("\n", "ListenAddress 127.0.0.1:" + port,
                "HostKey " + folder.resolve("host"), "AuthorizedKeysFile " + folder.resolve("authorized"),
                "PidFile none", "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password",
                "AuthenticationMethods publickey", ""));
        try {
            return new SshServer(folder, ServerProgram.started(
                    List.of(program.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString()), port,
                    folder.resolve("log")), made);
        } catch (IOException e) {
            if (made) {
                Files.deleteIfExists(CELL);
            }
            throw e;
        }
    }

    private static Path program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst().orElse(null);
    }

    /** Makes a pair of keys, the secret one with a passphrase if there is one. */
    static void key(Path file, String passphrase) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", file.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    int port() {
        return program.port();
    }

    /** The folder with the keys {@code me}, which may come in, and {@code stranger} and {@code host}, which may not. */
    Path folder() {
        return folder;
    }

    /**
     * What the user could have for a command, in GIT_SSH_COMMAND: a configuration of its own, which says nothing about asking.
     *
     * @param key     the secret key that it shows
     * @param hostKey the public key that the server is known by, null if it was never heard of
     * @param toPort  where it is to connect to
     */
    String command(Path key, Path hostKey, int toPort) throws IOException {
        Path configuration = Files.createTempFile(folder, "ssh", ".config");
        Path known = Files.createTempFile(folder, "known", "");
        if (hostKey != null) {
            Files.writeString(known, "[127.0.0.1]:" + toPort + " " + Files.readString(hostKey));
        }
        List<String> lines = new ArrayList<>(List.of("Host *", "IdentityFile " + key, "IdentitiesOnly yes",
                "IdentityAgent none", "UserKnownHostsFile " + known, "GlobalKnownHostsFile /dev/null", ""));
        Files.write(configuration, lines);
        return "ssh -F " + configuration;
    }

    @Override
    public void close() throws IOException {
        program.close();
        if (madeCell) {
            Files.deleteIfExists(CELL);
        }
    }
}
