package org.lazymmu.series;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes off what mail programs put around text: base64, quoted-printable, encoded words in headers, character sets. What is not
 * text yet is a string with one byte in each character.
 */
final class Decoding {
    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
    /** Blanks between two encoded words are not part of the text. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)\\s+(?==\\?[^?\\s]+\\?[bBqQ]\\?)");

    private Decoding() {
    }

    /** A body without its transfer encoding, still bytes. */
    static String transfer(String body, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> body;
        };
    }

    /** Like Java's decoder for mails, but a group that is cut off at the end loses only itself. */
    private static String base64(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9+/]", "");
        int whole = clean.length() % 4 == 1 ? clean.length() - 1 : clean.length();
        return new String(Base64.getDecoder().decode(clean.substring(0, whole)), StandardCharsets.ISO_8859_1);
    }

    private static String quotedPrintable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            String line = text.substring(at, feed < 0 ? text.length() : feed).stripTrailing();
            boolean soft = line.endsWith("=");
            result.append(hexadecimals(soft ? line.substring(0, line.length() - 1) : line));
            if (feed < 0) {
                break;
            }
            if (!soft) {
                result.append('\n');
            }
            at = feed + 1;
        }
        return result.toString();
    }

    /** The text with {@code =C3} as the byte. */
    private static String hexadecimals(String text) {
        if (text.indexOf('=') < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '=' && i + 2 < text.length();
            int high = escape ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = escape ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                result.append((char) (high * 16 + low));
                i += 2;
            } else {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    /** A header as text. */
    static String header(String raw) {
        String joined = BETWEEN_WORDS.matcher(raw).replaceAll("$1");
        Matcher words = WORD.matcher(joined);
        StringBuilder result = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "utf-8";
        int end = 0;
        // Neighbouring words of one character set are joined as bytes: some programs cut characters in two.
        while (words.find()) {
            if (words.start() > end || !words.group(1).equalsIgnoreCase(charset)) {
                result.append(text(bytes.toString(StandardCharsets.ISO_8859_1), charset));
                bytes.reset();
                result.append(text(joined.substring(end, words.start()), "utf-8"));
                charset = words.group(1);
            }
            bytes.writeBytes(word(words.group(2), words.group(3)).getBytes(StandardCharsets.ISO_8859_1));
            end = words.end();
        }
        result.append(text(bytes.toString(StandardCharsets.ISO_8859_1), charset));
        return result.append(text(joined.substring(end), "utf-8")).toString();
    }

    private static String word(String encoding, String content) {
        return encoding.equalsIgnoreCase("b") ? base64(content) : hexadecimals(content.replace('_', ' '));
    }

    /** Bytes as text; what is not in the character set that it claims is taken as Latin 1, so that nothing is lost. */
    static String text(String raw, String charset) {
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return charset(charset).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }

    private static Charset charset(String name) {
        String clean = name.strip().replace("\"", "");
        try {
            // ASCII is a part of UTF-8, and what claims to be ASCII and is not is UTF-8 most of the time.
            return clean.isEmpty() || clean.equalsIgnoreCase("us-ascii") ? StandardCharsets.UTF_8
                    : Charset.forName(clean);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
