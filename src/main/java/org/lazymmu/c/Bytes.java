package org.lazymmu.c;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: hashes of names, and the search for one byte. Texts must be followed by eight bytes of any value. */
final class Bytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long NEWLINES = ONES * '\n';
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Bytes() {
    }

    /** The eight bytes at an offset, the first lowest. */
    static long eight(byte[] text, int at) {
        return (long) LONG.get(text, at);
    }

    /** A 64-bit hash of the bytes from one offset up to another. */
    static long hash(byte[] text, int from, int to) {
        long hash = (to - from) * MULTIPLIER;
        int at = from;
        for (; to - at >= 8; at += 8) {
            hash = mix(hash ^ eight(text, at));
        }
        if (at < to) {
            hash = mix(hash ^ (eight(text, at) & -1L >>> (64 - 8 * (to - at))));
        }
        return hash;
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 32;
    }

    /** The offset of the first newline at or behind an offset, or {@code end}. */
    static int newline(byte[] text, int from, int end) {
        for (int at = from; at < end; at += 8) {
            long word = eight(text, at) ^ NEWLINES;
            long found = (word - ONES) & ~word & HIGHS;
            if (found != 0) {
                // the bytes below the lowest bit set, counted without a call
                return Math.min(end, at - 1 + (int) ((found - 1 & ~found & ONES) * ONES >>> 56));
            }
        }
        return end;
    }
}
