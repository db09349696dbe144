package org.lazymmu.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** A tree from an archive: its files one behind the other in a temporary file that has no name any more. */
final class ArchiveTree implements KernelTree {
    private static final int CHUNK = 1 << 18;

    private final String name;
    private final FileChannel spool;
    private final List<String> paths;
    private final long[] offsets;
    private final int[] lengths;
    private final List<Loss> losses;
    private final List<String> leftOut;

    /** {@code offsets} and {@code lengths} are those of {@code paths}, which are sorted. */
    ArchiveTree(String name, FileChannel spool, List<String> paths, long[] offsets, int[] lengths, List<Loss> losses,
            List<String> leftOut) {
        this.name = name;
        this.spool = spool;
        this.paths = List.copyOf(paths);
        this.offsets = offsets.clone();
        this.lengths = lengths.clone();
        this.losses = List.copyOf(losses);
        this.leftOut = List.copyOf(leftOut);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        int length = lengths[file];
        byte[] bytes = into.room(length);
        int at = 0;
        while (at < length) {
            int got = spool.read(ByteBuffer.wrap(bytes, at, Math.min(CHUNK, length - at)), offsets[file] + at);
            if (got <= 0) {
                throw new IOException(paths.get(file) + ": the temporary file ends early");
            }
            at += got;
        }
        into.end(length);
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
    public void close() throws IOException {
        spool.close();
    }
}
