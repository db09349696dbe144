package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes to tokens. Knows line splices, comments, literals and directives (first on a line only). Never fails: a literal without
 * its end ends with the line, an unknown byte is a token of its own.
 */
final class Lexer {
    private static final int SPACE = 1;
    private static final int WORD = 2;
    private static final int DIGIT = 3;
    private static final byte[] CLASSES = classes();

    private final byte[] b;
    private final int end;
    private final Tokens out;
    private int p;
    /** Inside a line where {@code #} is an operator. */
    private boolean inDefine;
    private boolean defineOpen;
    private boolean lineStart = true;

    private Lexer(byte[] bytes, int from, int end, int length) {
        b = bytes;
        p = from;
        this.end = end;
        out = new Tokens(bytes, length, (end - from) / 6 + 16);
    }

    private static byte[] classes() {
        byte[] result = new byte[256];
        for (int c : new int[]{ ' ', '\t', '\r', '\f', 0x0b }) {
            result[c] = SPACE;
        }
        Arrays.fill(result, 'a', 'z' + 1, (byte) WORD);
        Arrays.fill(result, 'A', 'Z' + 1, (byte) WORD);
        result['_'] = WORD;
        result['$'] = WORD;
        Arrays.fill(result, '0', '9' + 1, (byte) DIGIT);
        return result;
    }

    /** The tokens of a file. The bytes are kept, and at least two zero bytes follow the text. */
    static Tokens file(byte[] bytes, int length) {
        Lexer lexer = new Lexer(bytes, 0, length, length);
        lexer.run();
        return lexer.out;
    }

    /** The tokens of a part of a file in which no directive is looked for. */
    static Tokens part(byte[] bytes, int from, int to) {
        Lexer lexer = new Lexer(bytes, from, to, to);
        lexer.lineStart = false;
        lexer.inDefine = true;
        lexer.run();
        return lexer.out;
    }

    private void run() {
        while (p < end) {
            int c = b[p] & 0xff;
            switch (CLASSES[c]) {
                case SPACE -> p++;
                case WORD -> word();
                case DIGIT -> number();
                default -> other(c);
            }
        }
        if (defineOpen) {
            out.add(Kind.HASH_DEFINE_END, end, end);
        }
        out.trim();
    }

    private void word() {
        int start = p;
        int hash = 0;
        do {
            int cls;
            do {
                hash = hash * 31 + b[p++];
                cls = CLASSES[b[p] & 0xff];
            } while (p < end && (cls == WORD || cls == DIGIT));
        } while (spliceInside());
        lineStart = false;
        if (p - start <= 2 && (b[p] == '"' || b[p] == '\'') && p < end && isLiteralPrefix(start)) {
            literal(start, b[p]);
            return;
        }
        out.add(Kind.ofWord(b, start, p, hash), start, p);
    }

    private boolean isLiteralPrefix(int start) {
        return b[start] == 'L' || b[start] == 'u' || b[start] == 'U';
    }

    /** Steps over a line splice in the middle of a word. */
    private boolean spliceInside() {
        int after = afterSplice(p);
        if (after > p && after < end) {
            int cls = CLASSES[b[after] & 0xff];
            if (cls == WORD || cls == DIGIT) {
                p = after;
                return true;
            }
        }
        return false;
    }

    private int afterSplice(int at) {
        if (at < end && b[at] == '\\') {
            int next = at + 1;
            while (next < end && CLASSES[b[next] & 0xff] == SPACE) {
                next++;
            }
            if (next < end && b[next] == '\n') {
                return next + 1;
            }
        }
        return at;
    }

    private void number() {
        int start = p;
        while (p < end) {
            int c = b[p];
            int cls = CLASSES[c & 0xff];
            boolean sign = (c == '+' || c == '-') && isExponent(start);
            if (cls != WORD && cls != DIGIT && c != '.' && !sign) {
                break;
            }
            p++;
        }
        lineStart = false;
        out.add(Kind.NUMBER, start, p);
    }

    private boolean isExponent(int start) {
        int before = b[p - 1] | 0x20;
        boolean hex = p - start > 1 && (b[start + 1] | 0x20) == 'x';
        return hex ? before == 'p' : before == 'e';
    }

    private void other(int c) {
        switch (c) {
            case '\n' -> newLine();
            case '"', '\'' -> literal(p, c);
            case '/' -> slash();
            case '\\' -> {
                int after = afterSplice(p);
                if (after > p) {
                    p = after;
                } else {
                    out.add(Kind.OTHER, p, ++p);
                }
            }
            case '#' -> hash();
            default -> punctuator(c);
        }
    }

    private void newLine() {
        if (defineOpen) {
            out.add(Kind.HASH_DEFINE_END, p, p);
            defineOpen = false;
            inDefine = false;
        }
        lineStart = true;
        p++;
    }

    private void literal(int start, int quote) {
        lineStart = false;
        p++;
        while (p < end) {
            int c = b[p];
            if (c == '\\') {
                int after = afterSplice(p);
                p = after > p ? after : p + 2;
            } else if (c == quote) {
                p++;
                break;
            } else if (c == '\n') {
                break;
            } else {
                p++;
            }
        }
        p = Math.min(p, end);
        out.add(quote == '"' ? Kind.STRING : Kind.CHARACTER, start, p);
    }

    private void slash() {
        if (b[p + 1] == '*' && p + 1 < end) {
            p = afterBlockComment(p);
        } else if (b[p + 1] == '/' && p + 1 < end) {
            p = afterLineComment(p);
        } else {
            punctuator('/');
        }
    }

    private int afterBlockComment(int at) {
        int q = at + 2;
        while (q < end && !(b[q] == '*' && b[q + 1] == '/')) {
            q++;
        }
        return Math.min(q + 2, end);
    }

    private int afterLineComment(int at) {
        int q = at;
        while (q < end && b[q] != '\n') {
            int after = afterSplice(q);
            q = after > q ? after : q + 1;
        }
        return q;
    }

    private void hash() {
        if (lineStart && !inDefine) {
            directive();
        } else if (b[p + 1] == '#' && p + 1 < end) {
            out.add(Kind.GLUE, p, p + 2);
            p += 2;
        } else {
            out.add('#', p, ++p);
        }
    }

    private void directive() {
        int start = p;
        int q = blanks(p + 1);
        int word = q;
        while (q < end && CLASSES[b[q] & 0xff] == WORD) {
            q++;
        }
        int kind = directiveKind(word, q);
        if (kind == Kind.HASH_DEFINE) {
            out.add(kind, start, q);
            p = q;
            inDefine = true;
            defineOpen = true;
            lineStart = false;
            return;
        }
        p = directiveEnd(q);
        out.add(kind, start, p);
    }

    private int blanks(int at) {
        int q = at;
        while (q < end) {
            int after = afterSplice(q);
            if (CLASSES[b[q] & 0xff] == SPACE) {
                q++;
            } else if (after > q) {
                q = after;
            } else if (b[q] == '/' && b[q + 1] == '*') {
                q = afterBlockComment(q);
            } else {
                break;
            }
        }
        return q;
    }

    private int directiveEnd(int from) {
        int q = from;
        while (q < end && b[q] != '\n') {
            int c = b[q];
            int after = afterSplice(q);
            if (after > q) {
                q = after;
            } else if (c == '/' && b[q + 1] == '*') {
                q = afterBlockComment(q);
            } else if (c == '/' && b[q + 1] == '/') {
                q = afterLineComment(q);
            } else {
                q++;
            }
        }
        return q;
    }

    private int directiveKind(int from, int to) {
        String word = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        return switch (word) {
            case "if" -> Kind.HASH_IF;
            case "ifdef" -> Kind.HASH_IFDEF;
            case "ifndef" -> Kind.HASH_IFNDEF;
            case "elif" -> Kind.HASH_ELIF;
            case "elifdef" -> Kind.HASH_ELIFDEF;
            case "elifndef" -> Kind.HASH_ELIFNDEF;
            case "else" -> Kind.HASH_ELSE;
            case "endif" -> Kind.HASH_ENDIF;
            case "define" -> Kind.HASH_DEFINE;
            case "include", "include_next", "import" -> Kind.HASH_INCLUDE;
            default -> Kind.HASH_OTHER;
        };
    }

    private void punctuator(int c) {
        lineStart = false;
        int n = p + 1 < end ? b[p + 1] : 0;
        int kind = c;
        int size = 1;
        if (n == '=' && "+-*/%&|^".indexOf(c) >= 0) {
            kind = Kind.ASSIGN;
            size = 2;
        } else if (n == c) {
            kind = doubled(c);
            size = kind == c ? 1 : 2;
            if ((c == '<' || c == '>') && p + 2 < end && b[p + 2] == '=') {
                kind = Kind.ASSIGN;
                size = 3;
            }
        } else if (n == '=') {
            kind = switch (c) {
                case '<' -> Kind.LESS_EQUAL;
                case '>' -> Kind.GREATER_EQUAL;
                case '!' -> Kind.NOT_EQUAL;
                default -> c;
            };
            size = kind == c ? 1 : 2;
        } else if (c == '-' && n == '>') {
            kind = Kind.ARROW;
            size = 2;
        } else if (c == '.' && CLASSES[n & 0xff] == DIGIT) {
            number();
            return;
        }
        if (c == '.' && n == '.' && p + 2 < end && b[p + 2] == '.') {
            kind = Kind.ELLIPSIS;
            size = 3;
        }
        out.add(c >= 127 || c < 32 || c == '@' || c == '`' ? (kind >= 128 && size > 1 ? kind : Kind.OTHER) : kind, p,
                p + size);
        p += size;
    }

    private static int doubled(int c) {
        return switch (c) {
            case '+' -> Kind.INCREMENT;
            case '-' -> Kind.DECREMENT;
            case '<' -> Kind.SHIFT_LEFT;
            case '>' -> Kind.SHIFT_RIGHT;
            case '=' -> Kind.EQUAL;
            case '&' -> Kind.AND_AND;
            case '|' -> Kind.OR_OR;
            default -> c;
        };
    }
}
