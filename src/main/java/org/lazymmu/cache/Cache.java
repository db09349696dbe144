package org.lazymmu.cache;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with entries, each a file of its own: written beside its place and then moved there, so that whoever reads, at the same
 * time or after the writer was killed, finds a whole entry or none. An entry with a wrong checksum counts as none. Entries of
 * other editions of the program are never read. What was used least lately goes when there is too much. Safe to use from several
 * threads and processes.
 *
 * <p>
 * Nothing here can make a result wrong or a command fail: what cannot be kept is worked out again, and {@link #trouble} says why.
 */
public final class Cache {
    /** What all entries together may take, in bytes. */
    public static final long USUAL_LIMIT = 1L << 30;
    private static final long MAGIC = 0x6C617A796D6D7531L;
    /** What stands at the end of an entry: {@link #MAGIC}, its length and its checksum. */
    private static final int SEAL_BYTES = 24;
    /** Files of writers that were killed are older than this. */
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** When an entry was used last is noted once in so long. */
    private static final Duration NOTED = Duration.ofHours(1);

    private final @Nullable Path folder;
    private final long limit;
    private final InstantSource clock;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    private Cache(@Nullable Path folder, long limit, InstantSource clock) {
        this.folder = folder;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * A cache in a folder, which is made when there is something to keep.
     *
     * @param edition what the entries depend on besides their keys: another one knows none of them
     * @param limit   what all entries of all editions may take, in bytes
     */
    public static Cache in(Path folder, String edition, long limit, InstantSource clock) {
        return new Cache(folder.resolve(edition), limit, clock);
    }

    /** A cache that keeps nothing. */
    public static Cache none() {
        return new Cache(null, 0, InstantSource.system());
    }

    /** Writes the content of an entry. */
    @FunctionalInterface
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Makes something of the content of an entry. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Whether anything is kept. */
    public boolean keeps() {
        return folder != null;
    }

    /** Why something could not be kept, once; null if nothing was wrong. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    /** What an entry holds, if there is one. */
    public <T> Optional<T> get(Key key, Reader<T> reader) {
        if (folder == null) {
            return Optional.empty();
        }
        Path file = folder.resolve(key.fileName());
        try {
            byte[] content = content(Files.readAllBytes(file));
            if (content == null) {
                return Optional.empty();
            }
            T result = reader.read(new DataInputStream(new ByteArrayInputStream(content)));
            used(file);
            return Optional.of(result);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            note(e);
            return Optional.empty();
        }
    }

    /** The content of an entry's file; null when it is not whole. */
    private static byte @Nullable [] content(byte[] file) {
        if (file.length < SEAL_BYTES) {
            return null;
        }
        ByteBuffer seal = ByteBuffer.wrap(file, file.length - SEAL_BYTES, SEAL_BYTES);
        CRC32 sum = new CRC32();
        sum.update(file, 0, file.length - SEAL_BYTES);
        boolean whole = seal.getLong() == MAGIC && seal.getLong() == file.length - SEAL_BYTES
                && seal.getLong() == sum.getValue();
        return whole ? Arrays.copyOf(file, file.length - SEAL_BYTES) : null;
    }

    private void used(Path file) throws IOException {
        FileTime now = FileTime.from(clock.instant());
        if (Files.getLastModifiedTime(file).toMillis() < now.toMillis() - NOTED.toMillis()) {
            Files.setLastModifiedTime(file, now);
        }
    }

    /** Keeps an entry, in place of one with the same key. */
    public void put(Key key, Writer writer) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, "new", ".tmp");
            try {
                write(written, writer);
                Files.move(written, folder.resolve(key.fileName()), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
            prune(folder);
        } catch (IOException e) {
            note(e);
        }
    }

    private static void write(Path file, Writer writer) throws IOException {
        CRC32 sum = new CRC32();
        try (FileOutputStream to = new FileOutputStream(file.toFile());
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(new CheckedOutputStream(to, sum), 1 << 16))) {
            writer.write(out);
            out.flush();
            long length = to.getChannel().position();
            long content = sum.getValue();
            out.writeLong(MAGIC);
            out.writeLong(length);
            out.writeLong(content);
        }
    }

    /** One entry's file. */
    private record Entry(Path file, long bytes, FileTime used) {
    }

    /** Deletes what writers that were killed left behind, and what was used least lately while there is too much. */
    private void prune(Path own) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long all = 0;
        long now = clock.millis();
        try (DirectoryStream<Path> editions = Files.newDirectoryStream(own.resolveSibling(""), Files::isDirectory)) {
            for (Path edition : editions) {
                for (Entry entry : entries(edition)) {
                    if (entry.file().toString().endsWith(".tmp")) {
                        if (entry.used().toMillis() < now - ABANDONED.toMillis()) {
                            Files.deleteIfExists(entry.file());
                        }
                    } else {
                        entries.add(entry);
                        all += entry.bytes();
                    }
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (all <= limit) {
                return;
            }
            Files.deleteIfExists(entry.file());
            all -= entry.bytes();
        }
    }

    private static List<Entry> entries(Path edition) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(edition)) {
            for (Path file : files) {
                try {
                    entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
                } catch (NoSuchFileException gone) {
                    // another process was quicker
                }
            }
        }
        return entries;
    }

    private void note(IOException e) {
        trouble.compareAndSet(null, String.valueOf(e));
    }
}
