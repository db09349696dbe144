package org.lazymmu.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an archive into a temporary file, checking every entry. The temporary file is removed from its folder as soon as it is
 * open (where the system allows that), so that nothing stays behind even when the process is killed.
 */
final class ArchiveReader {
    /** Zero bytes with which every tar ends; without them it was cut off. */
    private static final int END_ZEROS = 1024;
    private static final int BUFFER = 1 << 16;

    private final ArchiveLimits limits;
    private final FileChannel spool;
    private final Map<String, Piece> pieces = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();
    private final TreeSet<String> leftOut = new TreeSet<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private @Nullable String around;
    private long end;

    /** A file in the spool. */
    private record Piece(long offset, int length) {
    }

    private ArchiveReader(ArchiveLimits limits, FileChannel spool) {
        this.limits = limits;
        this.spool = spool;
    }

    /** Reads a whole archive. Its contents are at fault for a {@link TreeException} of kind USAGE, the disk for WORLD. */
    static KernelTree open(Path path, ArchiveLimits limits, Trees.Progress progress) throws TreeException {
        FileChannel spool = null;
        try {
            spool = spool();
            try (ArchiveStream stream = ArchiveStream.open(path, limits, progress)) {
                ArchiveReader reader = new ArchiveReader(limits, spool);
                reader.read(stream);
                return reader.tree(path);
            }
        } catch (ArchiveException.Disk e) {
            throw failed(spool, TreeException.world(path + ": " + e.getMessage()));
        } catch (java.nio.file.FileSystemException e) {
            throw failed(spool, TreeException.world(path + ": " + FolderTree.reason(e)));
        } catch (ArchiveException e) {
            throw failed(spool, TreeException.usage(path + ": refused: " + e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            throw failed(spool, TreeException.usage(path + ": refused: " + damaged("", e).getMessage()));
        }
    }

    private static TreeException failed(@Nullable FileChannel spool, TreeException failure) {
        try {
            if (spool != null) {
                spool.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static FileChannel spool() throws ArchiveException.Disk {
        try {
            Path file = Files.createTempFile("lazymmu-", ".tree");
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new ArchiveException.Disk("no temporary file: " + e.getMessage(), e);
        }
    }

    private void read(ArchiveStream stream) throws IOException {
        MeteredStream tar = stream.tar();
        ArchiveStream.HeaderGuard guard = new ArchiveStream.HeaderGuard(tar, limits.headerBytes());
        // not closed: it would close what the caller owns
        TarArchiveInputStream entries = new TarArchiveInputStream(guard);
        String last = "";
        int count = 0;
        try {
            for (TarArchiveEntry entry = guard.next(entries); entry != null; entry = guard.next(entries)) {
                last = entry.getName();
                guard.allowAll();
                if (++count > limits.entries()) {
                    throw new ArchiveException(last, "more than " + limits.entries() + " entries");
                }
                take(entry, entries);
                skipRest(entries);
            }
            if (tar.trailingZeros() < END_ZEROS) {
                throw new EOFException("no end of archive");
            }
            guard.allowAll();
            stream.drain();
        } catch (ArchiveException | ArchiveException.Disk e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(last, e);
        }
    }

    /** commons-compress and xz report garbage in many ways; all of them come down to this. */
    private static ArchiveException damaged(String lastEntry, Exception cause) {
        String place = lastEntry.isEmpty() ? "its start" : "or behind entry " + ArchiveException.printable(lastEntry);
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ArchiveException("damaged or cut off at " + place + ": " + ArchiveException.printable(reason));
    }

    /** Skips what is left of an entry, of which {@code available} tells at most two gigabytes at a time. */
    static void skipRest(TarArchiveInputStream entries) throws IOException {
        for (int left = entries.available(); left > 0; left = entries.available()) {
            entries.skipNBytes(left);
        }
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream entries) throws IOException {
        String full = EntryPath.checked(entry.getName());
        boolean isLink = entry.isSymbolicLink() || entry.isLink();
        if (!entry.isDirectory() && !isLink && (!entry.isFile() || entry.isFIFO() || entry.isCharacterDevice()
                || entry.isBlockDevice() || entry.isSparse())) {
            throw new ArchiveException(entry.getName(), "neither file, folder nor link");
        }
        if (full.isEmpty()) {
            return;
        }
        if (around == null) {
            around = EntryPath.folderAround(full, entry.isDirectory());
        }
        String linkTarget = entry.isSymbolicLink() ? EntryPath.target(full, entry.getLinkName())
                : entry.isLink() ? EntryPath.checked(entry.getLinkName()) : null;
        if ((full + "/").equals(around)) {
            return;
        }
        String path = inside(full, entry.getName());
        if (entry.isDirectory()) {
            if (path.equals(TreeScope.leftOutDirectory(path + "/")) && !path.startsWith(".")) {
                leftOut.add(path);
            }
            return;
        }
        if (!TreeScope.isPart(path)) {
            return;
        }
        if (pieces.containsKey(path) || links.containsKey(path)) {
            throw new ArchiveException(entry.getName(), "occurs twice");
        }
        if (linkTarget != null) {
            links.put(path, inside(linkTarget, entry.getName()));
        } else {
            pieces.put(path, copy(entry, entries));
        }
    }

    private String inside(String full, String name) throws ArchiveException {
        String folder = around == null ? "" : around;
        if (!full.startsWith(folder)) {
            throw new ArchiveException(name, "outside the archive's folder " + ArchiveException.printable(folder));
        }
        return full.substring(folder.length());
    }

    private Piece copy(TarArchiveEntry entry, TarArchiveInputStream entries) throws IOException {
        long size = entry.getSize();
        if (size < 0 || size > limits.entryBytes()) {
            throw new ArchiveException(entry.getName(), "larger than " + limits.entryBytes() + " bytes");
        }
        if (end + size > limits.keptBytes()) {
            throw new ArchiveException(entry.getName(), "more than " + limits.keptBytes() + " bytes of source in all");
        }
        long start = end;
        while (end - start < size) {
            int got = entries.read(buffer.array(), buffer.position(),
                    (int) Math.min(buffer.remaining(), size - (end - start)));
            if (got <= 0) {
                throw new ArchiveException(entry.getName(), "cut off");
            }
            end += got;
            buffer.position(buffer.position() + got);
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
        return new Piece(start, (int) size);
    }

    private void flush() throws ArchiveException.Disk {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                spool.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new ArchiveException.Disk("temporary file: " + e.getMessage(), e);
        }
    }

    private ArchiveTree tree(Path archive) throws IOException {
        flush();
        List<Loss> losses = new ArrayList<>();
        Map<String, Piece> files = new TreeMap<>(pieces);
        links.forEach((path, first) -> {
            String target = EntryPath.end(first, links);
            Piece piece = pieces.get(target);
            if (piece == null) {
                losses.add(new Loss(path, "link to a file that is not among those read"));
            } else {
                files.put(path, piece);
            }
        });
        long[] offsets = files.values().stream().mapToLong(Piece::offset).toArray();
        int[] lengths = files.values().stream().mapToInt(Piece::length).toArray();
        Path file = archive.getFileName();
        String name = around == null || around.isEmpty() ? String.valueOf(file)
                : around.substring(0, around.length() - 1);
        return new ArchiveTree(name, spool, List.copyOf(files.keySet()), offsets, lengths, losses,
                List.copyOf(leftOut));
    }
}
