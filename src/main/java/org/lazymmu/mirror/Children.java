package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;
import org.lazymmu.git.ProcessTree;

/**
 * Remembers on disk which git processes write under a lock. When this process is killed its locks are free at once, but its git
 * processes may go on for a while: whoever takes the lock next ends them first, and only then takes what they left behind for stale.
 *
 * @param file a line for each process; belongs to whoever has the lock
 */
record Children(Path file) {
    private static final long GRACE_MILLIS = 3_000;
    /** The system tells the start of a process in ticks, and the clock may have been set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Starts a git process and remembers it before it is given anything to read. */
    GitProcess start(Git git, GitCommand command, Consumer<String> said) throws IOException {
        GitProcess process = git.start(command, said);
        try {
            Instant started = process.started();
            String line = process.pid() + " " + (started == null ? 0 : started.toEpochMilli()) + "\n";
            Files.write(file, line.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return process;
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    /** Runs a git process to its good end. */
    String run(Git git, GitCommand command, String input) throws IOException {
        try (GitProcess process = start(git, command, _ -> {
        })) {
            process.write(input);
            StringBuilder out = new StringBuilder();
            for (String line = process.line(); line != null; line = process.line()) {
                out.append(line).append('\n');
            }
            process.end();
            return out.toString();
        }
    }

    /** Ends those that a killed process has left behind. */
    void endOrphans() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<ProcessHandle> orphans = new ArrayList<>();
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
            String[] words = line.split(" ");
            // the last line may be half of one
            if (words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("\\d{1,18}")) {
                ProcessHandle.of(Long.parseLong(words[0])).filter(
                        process -> isThat(process, Instant.ofEpochMilli(Long.parseLong(words[1]))))
                        .ifPresent(orphans::add);
            }
        }
        if (!ProcessTree.end(orphans, GRACE_MILLIS)) {
            // stuck in the system: what it writes would not be safe from it
            throw new GitException(GitException.Kind.FAILED, "a git process of an earlier run does not end");
        }
        Files.deleteIfExists(file);
    }

    /** Nothing is running any more. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // then the next one looks for processes that are not there
        }
    }

    /** Whether it is that process, and not a later one of the same number. */
    private static boolean isThat(ProcessHandle process, Instant started) {
        return process.info().startInstant().map(
                start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0).orElse(false);
    }
}
