package org.lazymmu.series;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.commit.Person;

/** Writes commits into a new bare repository through one {@code git fast-import}, and knows their ids at once. */
public final class FastImport implements AutoCloseable {
    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;
    /** By id: what is not in the repository yet is known by its mark only. */
    private final Map<String, String> marks = new HashMap<>();

    /** @param repository that is made */
    public FastImport(Path repository) {
        try {
            Process init = program("init", "-q", "--bare", repository.toString()).inheritIO().start();
            if (init.waitFor() != 0) {
                throw new IOException("git init failed");
            }
            process = program("-C", repository.toString(), "fast-import", "--quiet", "--force")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        in = process.getOutputStream();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static ProcessBuilder program(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(java.util.stream.Stream.concat(java.util.stream.Stream.of("git"),
                java.util.Arrays.stream(arguments)).toList());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        return builder;
    }

    /**
     * Writes a commit.
     *
     * @param parents ids, none for the first
     * @param changed whole texts of the files that it changes
     * @return its id
     */
    public String commit(List<String> parents, Person author, Instant authored, Instant committed, String message,
            Map<String, List<String>> changed) {
        try {
            String mark = ":" + (marks.size() + 1);
            text("commit refs/scratch\nmark " + mark + "\nauthor " + Authors.text(author) + " "
                    + authored.getEpochSecond()
                    + " +0000\ncommitter Tree Keeper <keeper@example.org> " + committed.getEpochSecond() + " +0000\n");
            data(message);
            for (int i = 0; i < parents.size(); i++) {
                text((i == 0 ? "from " : "merge ") + marks.get(parents.get(i)) + "\n");
            }
            for (var file : changed.entrySet()) {
                text("M 100644 inline " + file.getKey() + "\n");
                data(String.join("\n", file.getValue()) + "\n");
            }
            text("\nget-mark " + mark + "\n");
            in.flush();
            String id = out.readLine();
            marks.put(id, mark);
            // what is on this ref otherwise becomes the parent of a commit that names none
            text("reset refs/scratch\n\n");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a ref. */
    public void ref(String name, String id) {
        try {
            text("reset " + name + "\nfrom " + marks.get(id) + "\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void data(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        text("data " + bytes.length + "\n");
        in.write(bytes);
        text("\n");
    }

    private void text(String content) throws IOException {
        in.write(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            in.close();
            if (process.waitFor() != 0) {
                throw new IOException("git fast-import failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
