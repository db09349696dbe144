package org.lazymmu.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What tells the content of each file of a tree from any other, without reading it: the same identity means the same content,
 * now and later, in this tree and in any other.
 *
 * <p>
 * For a revision in git these are the names of its blobs. For a folder they are where a file is on the disk, its size, and when it
 * and its entry were last changed, which is what git goes by, too; the time of the entry's change cannot be set by anybody. A file
 * that was changed a moment ago may change again within one tick of the clock, so it has no identity yet, as has none that cannot be
 * looked at.
 */
public final class Contents {
    /** Bytes of an identity. */
    public static final int BYTES = 40;
    private static final byte[] NONE = new byte[BYTES];

    private final byte[] identities;

    /** @param identities those of all files in order, {@link #BYTES} each; all zeros for a file without one */
    Contents(byte[] identities) {
        this.identities = identities;
    }

    /** The contents that git names, in order. */
    static Contents ofBlobs(List<byte[]> ids) {
        ByteBuffer all = ByteBuffer.allocate(ids.size() * BYTES);
        for (byte[] id : ids) {
            // no device has this number, so that no file in a folder has the same identity
            all.putLong(-1).put(id).position(all.position() + BYTES - Long.BYTES - id.length);
        }
        return new Contents(all.array());
    }

    /** The identity of a file; not to be used when it {@linkplain #isKnown has none}. */
    public ByteBuffer of(int file) {
        return ByteBuffer.wrap(identities, file * BYTES, BYTES).slice().asReadOnlyBuffer();
    }

    /** Whether a file has an identity. */
    public boolean isKnown(int file) {
        return !Arrays.equals(identities, file * BYTES, (file + 1) * BYTES, NONE, 0, BYTES);
    }

    /**
     * The same of a tree with other numbers.
     *
     * @param numbers  from numbers there to those here
     * @param isWithout whether a file there has no identity
     */
    Contents renumbered(int[] numbers, IntPredicate isWithout) {
        byte[] there = new byte[numbers.length * BYTES];
        for (int file = 0; file < numbers.length; file++) {
            if (!isWithout.test(file)) {
                System.arraycopy(identities, numbers[file] * BYTES, there, file * BYTES, BYTES);
            }
        }
        return new Contents(there);
    }

    /** Whether all files have one. */
    public boolean areKnown() {
        for (int file = 0; file < identities.length / BYTES; file++) {
            if (!isKnown(file)) {
                return false;
            }
        }
        return true;
    }

    /** Adds all that a tree holds to a digest: paths, identities, and what is missing. */
    public void digest(KernelTree tree, MessageDigest into) {
        add(tree.paths(), into);
        into.update(identities);
        add(tree.leftOut(), into);
        add(tree.losses().stream().map(Loss::toString).toList(), into);
    }

    private static void add(List<String> texts, MessageDigest into) {
        StringBuilder all = new StringBuilder().append(texts.size());
        texts.forEach(text -> all.append('\0').append(text));
        into.update(all.append('\0').toString().getBytes(StandardCharsets.UTF_8));
    }
}
