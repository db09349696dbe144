package org.lazymmu.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Identities of the contents of files in a folder, by what the file system knows of them. */
final class FolderContents {
    /** A file changed this lately may change again without a trace; file systems of old note the time every two seconds. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final String ASKED = "unix:dev,ino,size,lastModifiedTime,ctime,mode";
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;

    private FolderContents() {
    }

    static Contents of(Path root, List<String> paths, Instant now) {
        byte[] identities = new byte[paths.size() * Contents.BYTES];
        long settled = nanos(now) - SETTLED_NANOS;
        IntStream.range(0, paths.size()).parallel()
                .forEach(file -> identity(root.resolve(paths.get(file)), settled, identities, file * Contents.BYTES));
        return new Contents(identities);
    }

    /** Links have none: what is behind them may change without them. */
    private static void identity(Path path, long settled, byte[] into, int at) {
        try {
            Map<String, Object> known = Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS);
            long modified = time(known, "lastModifiedTime");
            long changed = time(known, "ctime");
            if ((number(known, "mode") & FILE_TYPE) == REGULAR && modified < settled && changed < settled) {
                ByteBuffer.wrap(into, at, Contents.BYTES).putLong(number(known, "dev")).putLong(number(known, "ino"))
                        .putLong(number(known, "size")).putLong(modified).putLong(changed);
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            // no identity: what depends on the file is worked out again
        }
    }

    private static long number(Map<String, Object> known, String what) {
        return known.get(what) instanceof Number number ? number.longValue() : 0;
    }

    private static long time(Map<String, Object> known, String what) {
        return known.get(what) instanceof FileTime time ? nanos(time.toInstant()) : Long.MAX_VALUE;
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
