package org.lazymmu.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;

/** Opens kernel trees: folders, tar archives plain or compressed with gzip or xz, Debian's linux-source packages. */
public final class Trees {
    private Trees() {
    }

    /** Told how far the unpacking of an archive is, often. */
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (read, of) -> {
        };

        /** So many bytes of the archive have been read, of so many. */
        void unpacked(long read, long of);
    }

    /**
     * Opens a tree; unpacking an archive takes seconds.
     *
     * @throws TreeException when it is none, is refused, or cannot be read; the message is one line for the user
     */
    public static KernelTree open(Path path, Progress progress) throws TreeException {
        return open(path, progress, ArchiveLimits.USUAL);
    }

    /**
     * Opens a revision in a git repository; nothing is checked out.
     *
     * @param git        the program
     * @param repository a bare repository, or the folder of a work tree
     * @param revision   anything that git takes for the name of a commit or tree
     * @throws TreeException when there is no such revision, or it is no kernel
     * @throws IOException   when git cannot read it
     */
    public static KernelTree open(Git git, Path repository, String revision) throws IOException {
        if (!Files.isDirectory(repository)) {
            throw TreeException.usage(repository + ": no such folder");
        }
        KernelTree tree = GitTree.open(git, repository, revision);
        String missing = missing(tree);
        if (missing != null) {
            close(tree);
            throw TreeException.usage(tree.name() + ": not a kernel tree: " + missing);
        }
        return tree;
    }

    /** Opens a tree without telling how far it is. */
    public static KernelTree open(Path path) throws TreeException {
        return open(path, Progress.NONE);
    }

    static KernelTree open(Path path, Progress progress, ArchiveLimits limits) throws TreeException {
        if (!Files.exists(path)) {
            throw TreeException.usage(path + ": no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw TreeException.world(path + ": permission denied");
        }
        KernelTree tree;
        if (Files.isDirectory(path)) {
            tree = FolderTree.list(rootIn(path));
        } else if (Files.isRegularFile(path)) {
            tree = ArchiveReader.open(path, limits, progress);
        } else {
            throw TreeException.usage(path + ": neither a folder nor a file");
        }
        String missing = missing(tree);
        if (missing != null) {
            close(tree);
            throw TreeException.usage(path + ": not a kernel tree: " + missing);
        }
        return tree;
    }

    /** Opens the tree that a folder lies in: itself, or the nearest folder above it that is one. */
    public static KernelTree around(Path folder) throws TreeException {
        for (Path up = folder.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
            if (looksLikeKernel(up.toFile())) {
                return open(up);
            }
        }
        throw TreeException.usage(folder + ": no kernel tree here or above; name one");
    }

    /** What a tree lacks to be a kernel's, or null. */
    static @Nullable String missing(KernelTree tree) {
        if (KernelVersion.of(tree) == null) {
            return "no Makefile with VERSION and PATCHLEVEL at its top";
        }
        boolean hasCode = tree.paths().stream()
                .anyMatch(path -> path.startsWith("mm/") || path.startsWith("include/linux/"));
        return hasCode ? null : "neither mm/ nor include/linux/ in it";
    }

    /** The folder itself, or the one folder in it that looks like a kernel when it does not. */
    private static Path rootIn(Path folder) {
        if (looksLikeKernel(folder.toFile())) {
            return folder;
        }
        File[] inside = folder.toFile().listFiles(Trees::looksLikeKernel);
        return inside != null && inside.length == 1 ? inside[0].toPath() : folder;
    }

    private static boolean looksLikeKernel(File folder) {
        return new File(folder, "Makefile").isFile()
                && (new File(folder, "mm").isDirectory() || new File(folder, "include/linux").isDirectory());
    }

    private static void close(KernelTree tree) throws TreeException {
        try {
            tree.close();
        } catch (IOException e) {
            throw TreeException.world(tree.name() + ": " + e.getMessage());
        }
    }
}
