package org.lazymmu.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what passes through, at either end of the unpacking, and stops what goes beyond a limit. */
final class MeteredStream extends FilterInputStream {
    /** Asked after each piece; throws when it is too much. */
    interface Check {
        void at(long bytes) throws IOException;
    }

    private final Check check;
    private long bytes;
    private long zeros;

    MeteredStream(InputStream in, Check check) {
        super(in);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        if (got < 0) {
            return got;
        }
        bytes += got;
        int last = got - 1;
        while (last >= 0 && into[offset + last] == 0) {
            last--;
        }
        zeros = last < 0 ? zeros + got : got - 1 - last;
        check.at(bytes);
        return got;
    }

    /** By reading, so that what is skipped counts as well. */
    @Override
    public long skip(long count) throws IOException {
        byte[] sink = new byte[(int) Math.min(Math.max(0, count), 1 << 15)];
        long left = count;
        while (left > 0) {
            int got = read(sink, 0, (int) Math.min(left, sink.length));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return count - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long bytes() {
        return bytes;
    }

    /** How many of the last bytes were zero. */
    long trailingZeros() {
        return zeros;
    }
}
