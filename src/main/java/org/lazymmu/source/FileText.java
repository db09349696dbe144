package org.lazymmu.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one source file, in a buffer that may be longer than the file and may be used again for the next one.
 *
 * <p>
 * The kernel has files in UTF-8, Latin-1 and worse, so text is bytes and becomes a string one byte to one character.
 * {@value #PADDING} zero bytes follow the text, so that a scanner may look ahead without asking for the end.
 */
public final class FileText {
    /** Zero bytes that follow the text. */
    public static final int PADDING = 8;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    /** A text of its own, for tests and small inputs. */
    public static FileText of(String text) {
        FileText result = new FileText();
        result.fill(text.getBytes(StandardCharsets.ISO_8859_1));
        return result;
    }

    /** Makes these bytes the text. */
    public void fill(byte[] content) {
        System.arraycopy(content, 0, room(content.length), 0, content.length);
        end(content.length);
    }

    /** The buffer, at least {@code size} bytes and the padding long; its content up to now is kept. */
    public byte[] room(int size) {
        if (bytes.length < size + PADDING) {
            bytes = Arrays.copyOf(bytes, Math.max(size + PADDING, bytes.length * 2));
        }
        return bytes;
    }

    /** States that the text is the first {@code size} bytes of the buffer. */
    public void end(int size) {
        length = size;
        Arrays.fill(bytes, size, size + PADDING, (byte) 0);
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** The characters from one offset up to another, one per byte. */
    public String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
