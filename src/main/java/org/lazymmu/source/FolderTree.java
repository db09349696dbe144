package org.lazymmu.source;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tree in a folder, listed once and read when asked for.
 *
 * <p>
 * Listing goes by names alone, which costs a third of what {@link Files#walkFileTree} does; that a file is a link shows when it
 * is opened. A link to a file inside the tree is followed, one that leaves the tree is refused, a link to a directory is not
 * descended: its contents are already there under their own name, or are no part of the tree.
 */
final class FolderTree implements KernelTree {
    /** Larger files are refused; the largest source file of Linux 6.12 has 24 MB. */
    static final int MAX_FILE_BYTES = 128 << 20;
    private static final int MAX_DEPTH = 64;
    private static final int CHUNK = 1 << 18;
    private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    private final List<String> paths;
    private final List<Loss> losses;
    private final List<String> leftOut;

    private FolderTree(Path root, List<String> paths, List<Loss> losses, List<String> leftOut) {
        this.root = root;
        this.paths = List.copyOf(paths);
        this.losses = List.copyOf(losses);
        this.leftOut = List.copyOf(leftOut);
    }

    /** Lists the files under a folder. */
    static FolderTree list(Path folder) throws TreeException {
        Path root;
        try {
            root = folder.toRealPath();
        } catch (IOException e) {
            throw TreeException.world(folder + ": " + reason(e));
        }
        Listing listing = new Listing();
        listing.directory(root.toFile(), "", 0);
        listing.wantedAnyway(root);
        return new FolderTree(root, listing.paths, listing.losses, listing.leftOut);
    }

    /** The files found so far. */
    private static final class Listing {
        private final List<String> paths = new ArrayList<>();
        private final List<Loss> losses = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();

        /** Lists one directory and those below it; {@code prefix} is its path with a slash, empty for the root. */
        private void directory(File directory, String prefix, int depth) {
            String[] names = depth > MAX_DEPTH ? null : directory.list();
            if (names == null) {
                String path = prefix.isEmpty() ? "." : prefix.substring(0, prefix.length() - 1);
                losses.add(new Loss(path, depth > MAX_DEPTH ? "nested too deeply" : "folder cannot be listed"));
                return;
            }
            for (String entry : entries(directory, prefix, names)) {
                if (entry.endsWith("/")) {
                    directory(new File(directory, entry), prefix + entry, depth + 1);
                } else {
                    paths.add(prefix + entry);
                }
            }
        }

        /** Adds the files that matter though their directories do not. */
        private void wantedAnyway(Path root) {
            for (String path : TreeScope.wantedAnyway()) {
                int place = Collections.binarySearch(paths, path);
                if (place < 0 && Files.isRegularFile(root.resolve(path))) {
                    paths.add(-place - 1, path);
                }
            }
        }

        /** Wanted files and directories to descend, these with a slash, in the order of their paths. */
        private List<String> entries(File directory, String prefix, String[] names) {
            List<String> entries = new ArrayList<>();
            for (String name : names) {
                String path = prefix + name;
                if (TreeScope.wanted(name)) {
                    entries.add(name);
                } else {
                    File child = new File(directory, name);
                    if (!child.isDirectory() || Files.isSymbolicLink(child.toPath())) {
                        continue;
                    }
                    if (TreeScope.leftOut(path, name)) {
                        leftOut.add(path);
                    } else {
                        entries.add(name + "/");
                    }
                }
            }
            Collections.sort(entries);
            return entries;
        }
    }

    @Override
    public String name() {
        Path last = root.getFileName();
        return last == null ? root.toString() : last.toString();
    }

    @Override
    public String home() {
        return root.toString();
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        String path = paths.get(file);
        try (FileChannel channel = open(root.resolve(path))) {
            fill(channel, into);
        } catch (IOException e) {
            throw new IOException(path + ": " + reason(e), e);
        }
    }

    private FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, OPEN);
        } catch (IOException e) {
            if (!Files.isSymbolicLink(path)) {
                throw e;
            }
            Path target = path.toRealPath();
            if (!target.startsWith(root)) {
                throw new IOException("link that leaves the tree", e);
            }
            return FileChannel.open(target, OPEN);
        }
    }

    private static void fill(FileChannel channel, FileText into) throws IOException {
        int end = 0;
        int room = into.room(0).length - FileText.PADDING;
        while (true) {
            byte[] bytes = into.room(room);
            int got = channel.read(ByteBuffer.wrap(bytes, end, Math.min(CHUNK, room - end)));
            if (got <= 0) {
                into.end(end);
                return;
            }
            end += got;
            if (end == room) {
                long size = channel.size();
                if (size > MAX_FILE_BYTES || end > MAX_FILE_BYTES) {
                    throw new IOException("larger than " + (MAX_FILE_BYTES >> 20) + " MiB");
                }
                room = Math.max(end + CHUNK, (int) size + 1);
            }
        }
    }

    /** Why a file cannot be read, as a clause. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    @Override
    public List<Loss> losses() {
        return losses;
    }

    @Override
    public List<String> leftOut() {
        return leftOut;
    }

    @Override
    public Optional<Contents> contents(Instant now) {
        return Optional.of(FolderContents.of(root, paths, now));
    }

    @Override
    public void close() {
        // nothing is kept open
    }

    @Override
    public String toString() {
        return "FolderTree" + Arrays.asList(root, paths.size());
    }
}
