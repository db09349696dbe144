package org.lazymmu.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A git process that runs, with its children. It ends at its deadline, when it is closed, and when this process ends because of a
 * signal. An output that stopped early looks like one that is complete until {@link #end} is called, which says so.
 */
public final class GitProcess implements AutoCloseable {
    /** Longest line or record. A kernel's longest commit message has 200 kB. */
    private static final int RECORD_LIMIT = 64 << 20;
    /** How long a process may take to remove its temporary files after it was asked to stop. */
    private static final long GRACE_MILLIS = 2_000;
    private static final int BUFFER_BYTES = 1 << 16;
    /** What a process ends with after SIGHUP, SIGINT and SIGTERM. */
    private static final Set<Integer> SIGNALS = Set.of(128 + 1, 128 + 2, 128 + 15);

    private final Process process;
    private final String command;
    private final Duration deadline;
    private final BufferedInputStream out;
    private final GitVoice voice;
    private final Thread hook;
    private volatile GitException.@Nullable Kind stopped;

    private GitProcess(Process process, GitCommand command, Duration deadline, Consumer<String> said) {
        this.process = process;
        this.command = command.name();
        this.deadline = deadline;
        this.out = new BufferedInputStream(process.getInputStream(), BUFFER_BYTES);
        this.voice = new GitVoice(process.getErrorStream(), said);
        this.hook = new Thread(() -> stop(GitException.Kind.INTERRUPTED), "git " + process.pid());
    }

    static GitProcess start(ProcessBuilder builder, GitCommand command, Duration deadline, Consumer<String> said)
            throws GitException {
        Process started;
        try {
            started = builder.start();
        } catch (IOException e) {
            throw new GitException(GitException.Kind.MISSING, "the program " + builder.command().getFirst()
                    + " cannot be started; install git, or put it on the PATH");
        }
        GitProcess process = new GitProcess(started, command, deadline, said);
        try {
            Runtime.getRuntime().addShutdownHook(process.hook);
        } catch (IllegalStateException e) {
            process.stop(GitException.Kind.INTERRUPTED);
        }
        process.voice.listen();
        Thread.ofVirtual().name("deadline of git").start(process::watch);
        return process;
    }

    /** Its number in the system. */
    public long pid() {
        return process.pid();
    }

    /** When the system says that it started, to tell it from a later process of the same number; null if it does not say. */
    public @Nullable Instant started() {
        return process.info().startInstant().orElse(null);
    }

    /** What it prints. */
    public InputStream out() {
        return out;
    }

    /** What it reads. */
    public OutputStream in() {
        return process.getOutputStream();
    }

    /** Gives it a text to read, and the end of it. One that does not want to read more says why in its status. */
    public void write(String text) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it has ended: end() knows why
        }
    }

    /** The next line of its output without the line feed, or null at the end. */
    public @Nullable String line() throws GitException {
        return record('\n');
    }

    /** The next text of its output that ends with a NUL, without it, or null at the end. */
    public @Nullable String record() throws GitException {
        return record('\0');
    }

    private @Nullable String record(char end) throws GitException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int next = out.read(); next >= 0; next = out.read()) {
                if (next == end) {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                if (bytes.size() == RECORD_LIMIT) {
                    throw new GitException(GitException.Kind.OUTPUT,
                            "git " + command + " printed a record of more than "
                                    + (RECORD_LIMIT >> 20) + " MiB");
                }
                bytes.write(next);
            }
            return bytes.size() == 0 ? null : bytes.toString(StandardCharsets.UTF_8);
        } catch (GitException e) {
            throw e;
        } catch (IOException e) {
            throw broken("its output broke off");
        }
    }

    /** The end of what it has said on standard error, without passwords. */
    public String said() {
        return Masked.text(voice.said());
    }

    /** Waits for its end and gives its status. */
    public int await() throws GitException {
        try {
            int status = process.waitFor();
            voice.await();
            if (stopped != null) {
                throw broken("stopped");
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(GitException.Kind.INTERRUPTED);
            throw new GitException(GitException.Kind.INTERRUPTED, "git " + command + " was interrupted");
        }
    }

    /** Waits for its end, which must be a good one. */
    public void end() throws GitException {
        int status = await();
        if (SIGNALS.contains(status)) {
            // a terminal sends its signals to all processes of a command at once
            throw new GitException(GitException.Kind.INTERRUPTED, "git " + command + " was stopped by a signal",
                    said());
        }
        if (status != 0) {
            throw broken("ended with status " + status);
        }
    }

    private GitException broken(String otherwise) {
        GitException.Kind kind = stopped == null ? GitException.Kind.FAILED : stopped;
        String said = said();
        return new GitException(kind, switch (kind) {
            case DEADLINE -> "git " + command + " was stopped after " + seconds(deadline) + ", its deadline";
            case INTERRUPTED -> "git " + command + " was interrupted";
            case MISSING, FAILED, OUTPUT, REFUSED -> "git " + command + ": " + GitVoice.cause(said).orElse(otherwise);
        }, said);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void watch() {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                stop(GitException.Kind.DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it and its children. */
    private void stop(GitException.Kind why) {
        if (!process.isAlive()) {
            return;
        }
        stopped = why;
        boolean unused = ProcessTree.end(List.of(process.toHandle()), GRACE_MILLIS);
    }

    /** Stops it if it still runs. */
    @Override
    public void close() {
        stop(GitException.Kind.INTERRUPTED);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is about to end, which is what the hook is for
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it reads no more
        }
    }
}
