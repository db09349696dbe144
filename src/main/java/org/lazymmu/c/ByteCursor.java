package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A position in the bytes of a C file, and the ways to move it that need no grammar: over names, comments, constants, lines. */
abstract class ByteCursor {
    static final int OTHER = 0;
    static final int SPACE = 1;
    static final int NEWLINE = 2;
    static final int LETTER = 3;
    static final int DIGIT = 4;
    static final int SLASH = 5;
    static final int QUOTE = 6;
    static final int APOSTROPHE = 7;
    static final int OPEN = 8;
    static final int CLOSE = 9;
    static final int BODY = 10;
    static final int BODY_END = 11;
    static final int SEMICOLON = 12;
    static final int EQUALS = 13;
    static final byte[] CLASSES = classes();

    /** The text, with padding behind it. */
    byte[] b = new byte[0];
    /** Its length. */
    int n;
    /** The offset of the byte that is looked at. */
    int p;

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
            classes[c] = (byte) (letter ? LETTER : c >= '0' && c <= '9' ? DIGIT : OTHER);
        }
        String special = " \t\r\f\013";
        for (int i = 0; i < special.length(); i++) {
            classes[special.charAt(i)] = SPACE;
        }
        classes['\n'] = NEWLINE;
        classes['/'] = SLASH;
        classes['"'] = QUOTE;
        classes['\''] = APOSTROPHE;
        classes['('] = OPEN;
        classes[')'] = CLOSE;
        classes['{'] = BODY;
        classes['}'] = BODY_END;
        classes[';'] = SEMICOLON;
        classes['='] = EQUALS;
        return classes;
    }

    /** A word of at most eight letters as {@link Bytes#eight} reads it. */
    static long word(String text) {
        return Bytes.eight(Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), 8), 0);
    }

    int endOfName(int from) {
        int at = from;
        byte[] text = b;
        int c;
        do {
            at++;
            c = CLASSES[text[at] & 255];
        } while (c == LETTER || c == DIGIT);
        return Math.min(at, n);
    }

    int pastBlanks(int from) {
        int at = from;
        while (at < n && (CLASSES[b[at] & 255] == SPACE || b[at] == '\n')) {
            at++;
        }
        return at;
    }

    int pastSpaces(int from) {
        int at = from;
        while (CLASSES[b[at] & 255] == SPACE) {
            at++;
        }
        return at;
    }

    /** Skips a comment at the current offset, if there is one. */
    boolean comment() {
        byte[] text = b;
        int at = p + 1;
        if (text[at] == '*') {
            int end = n;
            at++;
            while (at < end && !(text[at] == '*' && text[at + 1] == '/')) {
                at++;
            }
            p = Math.min(at + 2, end);
            return true;
        }
        if (text[at] == '/') {
            do {
                at = Bytes.newline(text, at, n);
            } while (at < n && continued(at) && at++ >= 0);
            p = at;
            return true;
        }
        return false;
    }

    /** Skips a string or character constant; it ends with its line at the latest. */
    void literal() {
        byte[] text = b;
        byte quote = text[p];
        int at = p + 1;
        while (at < n && text[at] != quote && text[at] != '\n') {
            at += text[at] == '\\' ? 2 : 1;
        }
        p = Math.min(n, at < n && text[at] == quote ? at + 1 : at);
    }

    /** Whether the line that ends here goes on. */
    boolean continued(int newline) {
        return b[newline - 1] == '\\' || newline > 1 && b[newline - 1] == '\r' && b[newline - 2] == '\\';
    }

    /** Moves to the newline that ends a directive; comments may carry it over several lines. */
    void restOfLine() {
        while (p < n) {
            switch (CLASSES[b[p] & 255]) {
                case NEWLINE -> {
                    if (!continued(p)) {
                        return;
                    }
                    p++;
                }
                case SLASH -> {
                    if (!comment()) {
                        p++;
                    }
                }
                case QUOTE, APOSTROPHE -> literal();
                default -> p++;
            }
        }
    }
}
