package org.lazymmu.c;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.Contents;

/**
 * What light scans found, by the content of files: good for any tree in which the same content turns up. Written and read as a
 * whole.
 */
public final class ContentFacts {
    /** Facts of files that a tree does not have are kept up to this many, for the next tree. */
    private static final int MOST_OTHERS = 100_000;

    /** A content, looked at in one way. */
    private record Of(ByteBuffer content, FileFacts.Scanned as) {
        /** One that may be kept: what a tree gives is a part of all its contents, which would be kept with it. */
        Of alone() {
            return new Of(ByteBuffer.allocate(Contents.BYTES).put(content.duplicate()).flip(), as);
        }
    }

    private final Map<Of, FileFacts> known = new ConcurrentHashMap<>();
    private final Map<Of, FileFacts> used = new ConcurrentHashMap<>();
    private final int read;

    private ContentFacts(Map<Of, FileFacts> known) {
        this.known.putAll(known);
        read = known.size();
    }

    /** Nothing known yet. */
    public static ContentFacts none() {
        return new ContentFacts(Map.of());
    }

    /** The facts as they are found with one tree's files; what is learnt of them stays here. */
    FileFacts.Known with(Contents contents) {
        return new FileFacts.Known() {
            @Override
            public @Nullable FileFacts of(int file, FileFacts.Scanned as) {
                if (!contents.isKnown(file)) {
                    return null;
                }
                Of key = new Of(contents.of(file), as);
                FileFacts facts = known.get(key);
                if (facts != null && !used.containsKey(key)) {
                    used.put(key.alone(), facts);
                }
                return facts;
            }

            @Override
            public void learn(int file, FileFacts.Scanned as, FileFacts facts) {
                if (contents.isKnown(file)) {
                    Of key = new Of(contents.of(file), as).alone();
                    known.put(key, facts);
                    used.put(key, facts);
                }
            }
        };
    }

    /** Of how many contents something is known. */
    public int size() {
        return known.size();
    }

    /** Whether something was learnt that was not read. */
    public boolean isNew() {
        return known.size() > read;
    }

    /** Writes what was used, and what was not as long as that is not too much. */
    public void write(DataOutputStream out) throws IOException {
        Map<Of, FileFacts> written = known.size() - used.size() > MOST_OTHERS ? used : known;
        out.writeInt(written.size());
        byte[] content = new byte[Contents.BYTES];
        for (Map.Entry<Of, FileFacts> entry : written.entrySet()) {
            entry.getKey().content().duplicate().get(content);
            out.write(content);
            out.writeByte(entry.getKey().as().letter());
            entry.getValue().write(out);
        }
    }

    /** Reads what was written. */
    public static ContentFacts read(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<Of, FileFacts> known = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            byte[] content = new byte[Contents.BYTES];
            in.readFully(content);
            FileFacts.Scanned as = FileFacts.Scanned.of(in.readByte());
            known.put(new Of(ByteBuffer.wrap(content), as), FileFacts.read(in));
        }
        return new ContentFacts(known);
    }
}
