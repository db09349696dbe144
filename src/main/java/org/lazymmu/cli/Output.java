package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where results go: standard output, or a file that is complete or not there at all. */
final class Output {
    /** Something that writes results. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    private Output() {
    }

    /**
     * Writes results. A reader of standard output that has gone is no failure.
     *
     * @param file the file, or null for standard output
     */
    static void write(Terminal terminal, @Nullable Path file, Content content) throws Failure {
        try {
            if (file == null) {
                content.write(terminal.out());
                terminal.out().flush();
            } else {
                replace(terminal.folder().resolve(file), content);
            }
        } catch (IOException e) {
            if (file != null || !isBrokenPipe(e)) {
                String place = file == null ? "standard output" : file.toString();
                throw Failure.world(place + ": cannot be written (" + reason(e) + ")");
            }
        }
    }

    private static boolean isBrokenPipe(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    private static void replace(Path named, Content content) throws IOException {
        Path target = Files.isSymbolicLink(named) && Files.exists(named) ? named.toRealPath() : named;
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // a device or a named pipe; a folder fails with its own message
            try (Writer out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
                content.write(out);
            }
            return;
        }
        Path draft = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                content.write(out);
            }
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Why it failed, in words: the exceptions of the file system often have only the path. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException inFile ? inFile.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
