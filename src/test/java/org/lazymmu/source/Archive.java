package org.lazymmu.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Builds archives for tests, hostile ones too: {@code Archive.kernel().file("linux/a.c", "…").xz().write(file)}. */
final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    private Archive() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    static Archive empty() {
        return new Archive();
    }

    /** The least that counts as a kernel, in the folder {@code linux}. */
    static Archive kernel() {
        return empty().folder("linux/").file("linux/Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n")
                .file("linux/mm/mmap.c", "int mmap;\n");
    }

    Archive file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Archive file(String name, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    Archive folder(String name) {
        return put(new TarArchiveEntry(name, true), new byte[0]);
    }

    Archive symbolicLink(String name, String target) {
        return special(name, TarConstants.LF_SYMLINK, target);
    }

    Archive special(String name, byte type, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private Archive put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] tar() {
        try {
            tar.finish();
            tar.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] xz() throws IOException {
        return pack(tar(), "xz");
    }

    static byte[] pack(byte[] content, String how) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = how.equals("xz") ? new XZOutputStream(packed, new LZMA2Options(1))
                : new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** A Debian package with the given members. */
    static byte[] ar(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(packed)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = (byte[]) namesAndContents[i + 1];
                ar.putArchiveEntry(new ArArchiveEntry((String) namesAndContents[i], content.length));
                ar.write(content);
                ar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }

    static byte[] first(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    static Path write(Path folder, String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
