package org.lazymmu.source;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A kernel source tree: numbered files, read as often and in whatever order one likes, from several threads.
 *
 * <p>
 * Only files that can matter are numbered: C sources and headers, and the few others that facts come from
 * ({@code Makefile}, {@code Kbuild}, {@code Kconfig*}).
 */
public interface KernelTree extends AutoCloseable {
    /** How the tree is called in reports: the last part of its path. */
    String name();

    /** Where it comes from: the same for other states of the same tree. */
    default String home() {
        return name();
    }

    /** Paths of all files, relative to the root of the tree, with {@code /}, sorted. A file's number is its place here. */
    List<String> paths();

    /** The number of a file, or -1. */
    default int find(String path) {
        return Math.max(-1, Collections.binarySearch(paths(), path));
    }

    /**
     * Reads one file.
     *
     * @param file its number
     * @param into receives the bytes
     * @throws IOException when it cannot be read (any more); the message names it
     */
    void read(int file, FileText into) throws IOException;

    /**
     * The whole text of one file.
     *
     * @throws IOException as {@link #read} does
     */
    default String text(int file) throws IOException {
        FileText bytes = new FileText();
        read(file, bytes);
        return bytes.text(0, bytes.length());
    }

    /** What of the tree could not be opened or was refused, by path; known once the tree is open. */
    List<Loss> losses();

    /** Directories that exist but were left out because nothing in them can matter: tools, documentation, register headers. */
    default List<String> leftOut() {
        return List.of();
    }

    /**
     * What tells the contents of the files from all others; nothing where that is not known without reading them.
     *
     * @param now what the clock says: files that were changed just then may change again unnoticed
     */
    default Optional<Contents> contents(Instant now) {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
