package org.lazymmu.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The tar stream inside an archive file: what the file is shows in its first bytes, not in its name. A Debian package has it two
 * levels down: {@code data.tar.*}, and in it {@code usr/src/linux-source-*.tar.*}.
 */
final class ArchiveStream implements AutoCloseable {
    private static final int MAGIC_BYTES = 512;
    private static final int BUFFER = 1 << 16;

    private final InputStream file;
    private final ArchiveLimits limits;
    private final MeteredStream packed;
    /** Streams that the tar lies in, inner first. */
    private final List<MeteredStream> around = new ArrayList<>();
    private final MeteredStream tar;

    private ArchiveStream(InputStream file, long size, ArchiveLimits limits, Trees.Progress progress)
            throws IOException {
        this.file = file;
        this.limits = limits;
        packed = new MeteredStream(new DiskStream(file), bytes -> progress.unpacked(bytes, size));
        tar = tarIn(new BufferedInputStream(packed, BUFFER), true);
    }

    /** Opens an archive. Reading beyond the limits throws {@link ArchiveException}. */
    static ArchiveStream open(Path path, ArchiveLimits limits, Trees.Progress progress) throws IOException {
        long size = size(path);
        InputStream file = Files.newInputStream(path);
        try {
            return new ArchiveStream(file, size, limits, progress);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Holds a stream of unpacked bytes to the limits. */
    private MeteredStream unpacked(InputStream in) {
        return new MeteredStream(in, bytes -> {
            if (bytes > limits.unpackedBytes()) {
                throw new ArchiveException("unpacks to more than " + (limits.unpackedBytes() >> 20) + " MiB");
            }
            if (bytes > limits.ratioFromBytes() && bytes / limits.ratio() > packed.bytes()) {
                throw new ArchiveException("unpacks to more than " + limits.ratio() + " times its size");
            }
        });
    }

    private static long size(Path path) throws IOException {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new ArchiveException.Disk(e.getMessage(), e);
        }
    }

    MeteredStream tar() {
        return tar;
    }

    /** Reads what follows the tar, at every level: the check sums of all of them stand at their ends. */
    void drain() throws IOException {
        tar.skip(Long.MAX_VALUE);
        for (MeteredStream stream : around) {
            stream.skip(Long.MAX_VALUE);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The tar stream in a stream; {@code mayBePackage} keeps packages out of packages. */
    private MeteredStream tarIn(BufferedInputStream in, boolean mayBePackage) throws IOException {
        in.mark(MAGIC_BYTES);
        byte[] start = in.readNBytes(MAGIC_BYTES);
        in.reset();
        if (starts(start, 0, "!<arch>\n") && mayBePackage) {
            return kernelIn(in);
        }
        if (starts(start, 0, "\u00fd7zXZ\0")) {
            return unpacked(new XZInputStream(in, (int) (limits.dictionaryBytes() >> 10)));
        }
        if (starts(start, 0, "\u001f\u008b")) {
            return unpacked(new GZIPInputStream(in, BUFFER));
        }
        if (starts(start, 257, "ustar") || oldTar(start)) {
            return unpacked(in);
        }
        String[][] known = { { "(\u00b5/\u00fd", "zstd" }, { "BZh", "bzip2" }, { "PK\u0003\u0004", "zip" } };
        for (String[] format : known) {
            if (starts(start, 0, format[0])) {
                throw new ArchiveException("compressed with " + format[1] + "; only tar, gzip, xz and .deb are read");
            }
        }
        throw new ArchiveException(
                start.length == 0 ? "empty file" : "neither tar, tar.gz, tar.xz nor a Debian package");
    }

    private static boolean starts(byte[] bytes, int from, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (from + i >= bytes.length || (bytes[from + i] & 255) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A tar of before 1988 has no magic, but a checksum. */
    private static boolean oldTar(byte[] start) {
        return start.length == MAGIC_BYTES && start[0] != 0
                && TarUtils.verifyCheckSum(start);
    }

    private MeteredStream kernelIn(InputStream in)
            throws IOException {
        ArArchiveInputStream members = new ArArchiveInputStream(in);
        for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
            if (member.getName().startsWith("data.tar")) {
                MeteredStream data = tarIn(new BufferedInputStream(members, BUFFER), false);
                around.add(data);
                return kernelInData(data);
            }
        }
        throw new ArchiveException("a Debian package without data.tar");
    }

    private MeteredStream kernelInData(InputStream data) throws IOException {
        HeaderGuard guard = new HeaderGuard(data, limits.headerBytes());
        TarArchiveInputStream entries = new TarArchiveInputStream(guard);
        for (int count = 0; count < limits.entries(); count++) {
            TarArchiveEntry entry = guard.next(entries);
            if (entry == null) {
                break;
            }
            String name = entry.getName();
            if (entry.isFile() && name.matches("(\\./)?usr/src/linux-source-[^/]*\\.tar(\\.[a-z0-9]+)?")) {
                guard.allowAll();
                return tarIn(new BufferedInputStream(entries, BUFFER), false);
            }
            guard.allowAll();
            ArchiveReader.skipRest(entries);
        }
        throw new ArchiveException("a Debian package without usr/src/linux-source-*.tar.*");
    }

    /** Marks failures of the disk, which are not the archive's fault. */
    private static final class DiskStream extends InputStream {
        private final InputStream in;

        DiskStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                throw new ArchiveException.Disk(e.getMessage(), e);
            }
        }
    }

    /** Bounds what the tar reader takes for one header: a long name of gigabytes would otherwise be read into memory. */
    static final class HeaderGuard extends FilterInputStream {
        private final long most;
        private long left = Long.MAX_VALUE;

        HeaderGuard(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        /** The next entry; what was before must have been read completely. */
        @Nullable
        TarArchiveEntry next(TarArchiveInputStream entries) throws IOException {
            left = most;
            return entries.getNextEntry();
        }

        void allowAll() {
            left = Long.MAX_VALUE;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = in.read(into, offset, length);
            if (got > 0 && left != Long.MAX_VALUE) {
                left -= got;
                if (left < 0) {
                    throw new ArchiveException("a header of more than " + (most >> 10) + " KiB");
                }
            }
            return got;
        }

        @Override
        public long skip(long count) throws IOException {
            return in.skip(count);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
