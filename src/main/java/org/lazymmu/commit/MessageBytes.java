package org.lazymmu.commit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of strangers as text. What is UTF-8 is read as such; any other byte becomes the character of the same number, which
 * is what it means in the encoding that messages without a declared one mostly have. So nothing is lost or refused.
 */
public final class MessageBytes {
    private MessageBytes() {
    }

    /** The text of some bytes. */
    public static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    /** The text of a part of some bytes. */
    public static String text(byte[] bytes, int start, int end) {
        if (isAscii(bytes, start, end)) {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        try {
            return decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            return mixed(decoder.reset(), ByteBuffer.wrap(bytes, start, end - start));
        }
    }

    private static String mixed(CharsetDecoder decoder, ByteBuffer in) {
        CharBuffer out = CharBuffer.allocate(in.remaining());
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (in.get() & 0xff));
            }
            decoder.reset();
        }
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
