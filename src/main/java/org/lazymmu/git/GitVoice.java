package org.lazymmu.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a process says on standard error: line by line for whoever wants to know, and its end for the error. */
final class GitVoice {
    private static final int KEPT_CHARS = 8_000;
    private static final int LINE_CHARS = 1_000;
    /** Said whatever the cause is. */
    private static final List<String> NO_CAUSE = List.of("warning: ", "hint: ", "remote: ", "Please make sure",
            "and the repository exists", "fatal: Could not read from remote repository", "Cloning into",
            "Warning: Permanently added", "From ", "Auto packing");

    private final InputStream stream;
    private final Consumer<String> listener;
    private final StringBuilder kept = new StringBuilder();
    private final Thread thread;

    GitVoice(InputStream stream, Consumer<String> listener) {
        this.stream = stream;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("voice of git").unstarted(this::read);
    }

    void listen() {
        thread.start();
    }

    /** Waits until it has said everything; a grandchild that keeps the stream open is not waited for long. */
    void await() throws InterruptedException {
        thread.join(Duration.ofSeconds(2));
    }

    synchronized String said() {
        return kept.toString();
    }

    private void read() {
        StringBuilder line = new StringBuilder();
        boolean returned = false;
        byte[] bytes = new byte[4096];
        try (stream) {
            for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                // a character that is cut in two is only ugly
                for (char c : new String(bytes, 0, count, StandardCharsets.UTF_8).toCharArray()) {
                    if (c == '\n' || returned) {
                        // ssh ends its lines with both; a return alone is about to be overwritten
                        hear(line, c == '\n');
                    }
                    returned = c == '\r';
                    if (c != '\n' && c != '\r' && line.length() < LINE_CHARS) {
                        line.append(c);
                    }
                }
            }
        } catch (IOException e) {
            // it was stopped
        }
        hear(line, true);
    }

    private void hear(StringBuilder text, boolean lasting) {
        if (text.isEmpty()) {
            return;
        }
        String line = text.toString();
        text.setLength(0);
        if (lasting) {
            synchronized (this) {
                kept.append(line).append('\n');
                if (kept.length() > KEPT_CHARS) {
                    kept.delete(0, kept.length() - KEPT_CHARS);
                }
            }
        }
        listener.accept(line);
    }

    /** The line that says best what went wrong: the first that is not said whatever the cause is. */
    static Optional<String> cause(String said) {
        List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream().filter(GitVoice::isCause).filter(
                line -> !line.endsWith(", done.") && !line.matches(".*: +\\d+% \\(.*")).findFirst()
                .or(() -> lines.stream().filter(line -> line.startsWith("fatal: ")).findFirst())
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .map(line -> line.replaceFirst("^(remote: )?(fatal|error): ", "$1").replaceFirst("^remote: ",
                        "the other side says: "));
    }

    private static boolean isCause(String line) {
        return line.startsWith("remote: fatal: ") || line.startsWith("remote: error: ")
                || NO_CAUSE.stream().noneMatch(line::startsWith);
    }
}
