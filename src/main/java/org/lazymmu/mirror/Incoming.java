package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;

/**
 * Where what a mirror fetches stays until it is complete and checked. The store itself never sees half of a fetch: what is found
 * here after a kill is thrown away, or, if it had been checked already, moved into the store.
 *
 * @param folder  of this mirror alone
 * @param objects of the store
 */
record Incoming(Path folder, Path objects) {
    private static final String CHECKED = "checked";

    /** Takes care of what an earlier run has left, and makes room for a new one. */
    void begin() throws IOException {
        if (Files.exists(folder.resolve(CHECKED))) {
            move();
        }
        clear();
        Files.createDirectories(own().resolve("pack"));
    }

    private Path own() {
        return folder.resolve("objects");
    }

    /** Git, writing objects here and reading them from the store, too. */
    Git with(Git git) {
        return git.withVariable("GIT_OBJECT_DIRECTORY", own().toString())
                .withVariable("GIT_ALTERNATE_OBJECT_DIRECTORIES",
                        "\"" + objects.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    /** Moves everything into the store. */
    void finish() throws IOException {
        Files.writeString(folder.resolve(CHECKED), "");
        move();
    }

    private void move() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(own())) {
            // git looks for a pack where it sees an index, which must come last
            files = all.filter(Files::isRegularFile).filter(file -> !isLeftOut(file))
                    .sorted(Comparator.comparing((Path file) -> file.toString().endsWith(".idx"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        for (Path file : files) {
            Path target = objects.resolve(own().relativize(file).toString());
            Files.createDirectories(target.getParent());
            if (!Files.exists(target)) {
                try {
                    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                } catch (FileAlreadyExistsException e) {
                    // the names of objects and packs are made of what is in them
                }
            }
        }
    }

    private static boolean isLeftOut(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("tmp_") || name.endsWith(".keep") || name.endsWith(".lock");
    }

    /** Throws away what is here. */
    void clear() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        // first: without it nothing that is half thrown away is ever moved
        Files.deleteIfExists(folder.resolve(CHECKED));
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                    throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
