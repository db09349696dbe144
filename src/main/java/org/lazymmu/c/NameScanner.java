package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.lazymmu.source.FileText;

/**
 * The light scan of one file: names that it may define for others. One for each thread, used for one file after the other.
 *
 * <p>
 * At file level it remembers every {@code name (}, and enters them when a {@code {} opens that may be their body. Bodies are
 * skipped: line by line up to a {@code }} in the first column where the file follows the kernel's style, otherwise by counting
 * braces. A brace in the first column always means the end or the beginning of a body, which heals whatever an {@code #if} or a
 * macro made of the count. All loops move forward, except that a body skipped by lines may be skipped once more by braces.
 */
final class NameScanner {
    private static final int OTHER = 0;
    private static final int SPACE = 1;
    private static final int NEWLINE = 2;
    private static final int LETTER = 3;
    private static final int DIGIT = 4;
    private static final int SLASH = 5;
    private static final int QUOTE = 6;
    private static final int APOSTROPHE = 7;
    private static final int OPEN = 8;
    private static final int CLOSE = 9;
    private static final int BODY = 10;
    private static final int BODY_END = 11;
    private static final int SEMICOLON = 12;
    private static final int EQUALS = 13;
    private static final byte[] CLASSES = classes();
    private static final int MAX_IFS = 1 << 10;
    private static final int MAX_CANDIDATES = 1 << 14;
    private static final long STATIC = word("static");
    private static final long DEFINE = word("DEFINE_");
    /** Words that stand before a parenthesis and name nothing. */
    private static final long[] KEYWORDS = { word("void"), word("int"), word("long"), word("if"), word("while"),
            word("for"),
            word("switch"), word("return"), word("sizeof"), word("char"), word("typeof"), word("bool") };

    private final NameLog log;
    private final Set<String> includedSources = new HashSet<>();
    private byte[] b = new byte[0];
    private int n;
    private int p;
    private boolean header;

    /** Braces open. */
    private int depth;
    /** Parentheses open at file level. */
    private int parens;
    /** Depth and parentheses at each open {@code #if}. */
    private final int[] ifDepth = new int[MAX_IFS];
    private final int[] ifParens = new int[MAX_IFS];
    private int ifs;

    /** Names that the next body may belong to: offsets from, to. */
    private int[] candidates = new int[64];
    private int candidateEnd;
    /** Where the candidates of the current statement begin; those before may be of a head in the style of Kernighan and Ritchie. */
    private int statementStart;
    private boolean sawStatic;
    private boolean sawCall;
    private boolean wordAfterGroup;
    /** Class of the last token; {@link #CLOSE}, {@link #LETTER} and {@link #QUOTE} matter. */
    private int last;
    private int lastFrom;
    private int lastTo;

    NameScanner(NameLog log) {
        this.log = log;
    }

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
    private static long word(String text) {
        return Bytes.eight(Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), 8), 0);
    }

    /**
     * Scans one file into the log.
     *
     * @param withStatic whether its static functions matter to others, as those of headers do
     */
    void scan(FileText text, int file, boolean withStatic) {
        b = text.bytes();
        n = text.length();
        header = withStatic;
        p = 0;
        depth = 0;
        parens = 0;
        ifs = 0;
        includedSources.clear();
        log.startFile(file);
        clearCandidates();
        lineStart();
        while (p < n) {
            if (depth > 0) {
                countBraces();
                endOfBody();
            } else {
                token();
            }
        }
    }

    /** Files named {@code *.c} that the last file scanned includes, without quotes. */
    Set<String> includedSources() {
        return includedSources;
    }

    /** One token at file level. */
    private void token() {
        int c = CLASSES[b[p] & 255];
        switch (c) {
            case SPACE -> p++;
            case NEWLINE -> {
                p++;
                lineStart();
            }
            case LETTER -> name();
            case DIGIT -> number();
            case SLASH -> {
                if (!comment()) {
                    p++;
                    last = OTHER;
                }
            }
            case QUOTE, APOSTROPHE -> {
                literal();
                last = c;
            }
            case OPEN -> open();
            case CLOSE -> {
                if (last == LETTER) {
                    candidate(lastFrom, lastTo);
                }
                parens = Math.max(0, parens - 1);
                last = CLOSE;
                p++;
            }
            case BODY -> openBody();
            case BODY_END -> {
                p++;
                endOfBody();
            }
            case SEMICOLON -> semicolon();
            case EQUALS -> {
                if (parens == 0) {
                    clearCandidates();
                }
                last = OTHER;
                p++;
            }
            default -> {
                last = OTHER;
                p++;
            }
        }
    }

    private void name() {
        int from = p;
        int to = endOfName(from);
        p = to;
        if (parens == 0) {
            boolean first = from == 0 || b[from - 1] == '\n';
            boolean isStatic = to - from == 6 && (Bytes.eight(b, from) & 0xFFFFFFFFFFFFL) == STATIC;
            if (last == CLOSE) {
                wordAfterGroup = true;
                if (first) {
                    sawStatic = false; // a macro call without a semicolon ended, a new head begins
                }
            }
            sawStatic |= isStatic;
        }
        last = LETTER;
        lastFrom = from;
        lastTo = to;
    }

    private int endOfName(int from) {
        int at = from;
        byte[] text = b;
        int c;
        do {
            at++;
            c = CLASSES[text[at] & 255];
        } while (c == LETTER || c == DIGIT);
        return Math.min(at, n);
    }

    private void number() {
        p = endOfName(p);
        last = OTHER;
    }

    /** An opening parenthesis: of a call or parameter list, or one within a declarator. */
    private void open() {
        p++;
        boolean named = last == LETTER;
        last = OTHER;
        if (named) {
            candidate(lastFrom, lastTo);
        }
        int next = pastBlanks(p);
        int c = CLASSES[b[next] & 255];
        if (!named || b[next] == '*' || c == OPEN) {
            parens++;
            return;
        }
        sawCall |= parens == 0;
        if (c == LETTER) {
            int to = endOfName(next);
            if (parens == 0 && Bytes.eight(b, lastFrom) << 8 == DEFINE << 8) {
                log.add(b, next, to, NameIndex.CLASS);
            }
            int after = pastBlanks(to);
            if (b[after] == ',' || b[after] == ')') {
                candidate(next, to);
            }
        }
        group(parens);
        last = CLOSE;
    }

    private int pastBlanks(int from) {
        int at = from;
        while (at < n && (CLASSES[b[at] & 255] == SPACE || b[at] == '\n')) {
            at++;
        }
        return at;
    }

    /**
     * Skips up to behind the parenthesis that matches the one just read. A brace in the first column says that it has none; the
     * scan then goes back to the last line that begins with a name, which is the head that the brace belongs to.
     */
    private void group(int base) {
        parens = base + 1;
        int head = -1;
        int ifsAtHead = 0;
        while (p < n && parens > base) {
            switch (CLASSES[b[p] & 255]) {
                case OPEN -> {
                    parens++;
                    p++;
                }
                case CLOSE -> {
                    parens--;
                    p++;
                }
                case NEWLINE -> {
                    p++;
                    if (b[p] == '{' || b[p] == '}') {
                        parens = 0;
                        if (b[p] == '{' && head >= 0) {
                            p = head;
                            ifs = ifsAtHead;
                        }
                        return;
                    }
                    if (CLASSES[b[p] & 255] == LETTER) {
                        head = p;
                        ifsAtHead = ifs;
                    }
                    lineStart();
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

    private void semicolon() {
        p++;
        last = OTHER;
        if (wordAfterGroup) {
            int kept = candidateEnd - statementStart;
            System.arraycopy(candidates, statementStart, candidates, 0, kept);
            candidateEnd = kept;
        } else if (sawCall || candidateEnd == 0) {
            candidateEnd = 0;
        }
        statementStart = candidateEnd;
        parens = 0;
        sawStatic = false;
        sawCall = false;
        wordAfterGroup = false;
    }

    private void clearCandidates() {
        candidateEnd = 0;
        statementStart = 0;
        sawStatic = false;
        sawCall = false;
        wordAfterGroup = false;
    }

    private void endOfBody() {
        clearCandidates();
        last = BODY_END;
    }

    private void candidate(int from, int to) {
        int length = to - from;
        if (length <= 6 && keyword(Bytes.eight(b, from) & -1L >>> (64 - 8 * length))
                || length == 13 && Arrays.equals(b, from, to, ATTRIBUTE, 0, 13)) {
            return;
        }
        if (candidateEnd == candidates.length) {
            if (candidateEnd >= MAX_CANDIDATES) {
                enterCandidates();
                candidateEnd = 0;
                statementStart = 0;
            } else {
                candidates = Arrays.copyOf(candidates, candidateEnd * 2);
            }
        }
        candidates[candidateEnd++] = from;
        candidates[candidateEnd++] = to;
    }

    private static final byte[] ATTRIBUTE = "__attribute__".getBytes(StandardCharsets.ISO_8859_1);

    private static boolean keyword(long word) {
        for (long keyword : KEYWORDS) {
            if (word == keyword) {
                return true;
            }
        }
        return false;
    }

    private void enterCandidates() {
        for (int i = 0; i < candidateEnd; i += 2) {
            log.add(b, candidates[i], candidates[i + 1], NameIndex.FUNCTION);
        }
    }

    /** A brace at file level: a body, a type, an initial value, or {@code extern "C"}. */
    private void openBody() {
        boolean linkage = last == QUOTE;
        boolean firstColumn = p == 0 || b[p - 1] == '\n';
        if (!linkage && (header || !sawStatic)) {
            enterCandidates();
        }
        clearCandidates();
        p++;
        last = OTHER;
        if (linkage) {
            return;
        }
        parens = 0;
        depth = 1;
        int after = p;
        while (CLASSES[b[after] & 255] == SPACE) {
            after++;
        }
        if (firstColumn && b[after] == '\n') {
            skipLines();
        } else {
            countBraces();
        }
        if (depth == 0) {
            endOfBody();
        }
    }

    /** Skips a body whose last line begins with its closing brace; falls back to counting where another body begins first. */
    private void skipLines() {
        int start = p;
        int ifsBefore = ifs;
        int level = 0;
        while (true) {
            p = Bytes.newline(b, p, n) + 1;
            if (p >= n || b[p] == '{') {
                p = start;
                ifs = ifsBefore;
                countBraces();
                return;
            }
            if (b[p] == '}') {
                p++;
                depth = 0;
                return;
            }
            int at = p;
            while (CLASSES[b[at] & 255] == SPACE) {
                at++;
            }
            if (b[at] != '#') {
                continue;
            }
            p = at;
            int opened = directive();
            level += opened;
            if (level < 0 || opened == 0 && depth == 0) {
                level = 0;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Skips to where the braces balance, or behind a brace that closes in the first column. */
    private void countBraces() {
        while (p < n && depth > 0) {
            switch (CLASSES[b[p] & 255]) {
                case BODY -> {
                    depth++;
                    p++;
                }
                case BODY_END -> {
                    depth--;
                    p++;
                }
                case NEWLINE -> {
                    p++;
                    if (b[p] == '}') {
                        depth = 0;
                        p++;
                        return;
                    }
                    lineStart();
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

    /** Skips a comment at the current offset, if there is one. */
    private boolean comment() {
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
    private void literal() {
        byte[] text = b;
        byte quote = text[p];
        int at = p + 1;
        while (at < n && text[at] != quote && text[at] != '\n') {
            at += text[at] == '\\' ? 2 : 1;
        }
        p = Math.min(n, at < n && text[at] == quote ? at + 1 : at);
    }

    /** Whether the line that ends here goes on. */
    private boolean continued(int newline) {
        return b[newline - 1] == '\\' || newline > 1 && b[newline - 1] == '\r' && b[newline - 2] == '\\';
    }

    /** At the first byte of a line: takes a directive if there is one. */
    private void lineStart() {
        int at = p;
        while (CLASSES[b[at] & 255] == SPACE) {
            at++;
        }
        if (b[at] == '#' && at < n) {
            p = at;
            directive();
        }
    }

    /** Takes the directive at the current offset, up to its newline. Returns 1 for an #if, -1 for an #endif, otherwise 0. */
    private int directive() {
        int at = pastSpaces(p + 1);
        int opened = 0;
        switch (b[at]) {
            case 'd' -> define(at);
            case 'i' -> {
                if (b[at + 1] == 'f') {
                    pushIf();
                    opened = 1;
                } else {
                    include(at);
                }
            }
            case 'e' -> {
                if (b[at + 1] == 'n') {
                    ifs = Math.max(0, ifs - 1);
                    sawStatic = false;
                    opened = -1;
                } else if (b[at + 1] == 'l') {
                    branch();
                }
            }
            default -> {
                // #undef, #pragma, #error, #warning: nothing in them matters
            }
        }
        p = Math.max(p, Math.min(at, n));
        restOfLine();
        return opened;
    }

    private int pastSpaces(int from) {
        int at = from;
        while (CLASSES[b[at] & 255] == SPACE) {
            at++;
        }
        return at;
    }

    private void pushIf() {
        if (ifs < MAX_IFS) {
            ifDepth[ifs] = depth;
            ifParens[ifs] = parens;
        }
        ifs++;
    }

    /** {@code #else}, {@code #elif}: goes on where the {@code #if} was. */
    private void branch() {
        if (ifs > 0 && ifs <= MAX_IFS) {
            depth = ifDepth[ifs - 1];
            parens = ifParens[ifs - 1];
        }
        sawStatic = false;
    }

    private void include(int at) {
        int end = Bytes.newline(b, at, n);
        int close = end - 1;
        while (close > at && b[close] != '"' && b[close] != '>') {
            close--;
        }
        if (close > at + 3 && b[close - 1] == 'c' && b[close - 2] == '.') {
            int open = close - 1;
            while (open > at && b[open] != '"' && b[open] != '<') {
                open--;
            }
            includedSources.add(new String(b, open + 1, close - open - 1, StandardCharsets.ISO_8859_1));
        }
    }

    private void define(int at) {
        int from = pastSpaces(endOfName(at));
        if (CLASSES[b[from] & 255] != LETTER) {
            return;
        }
        int to = endOfName(from);
        p = to;
        if (b[to] == '(') {
            log.add(b, from, to, NameIndex.CALL_MACRO);
        } else if (isMarker(to)) {
            log.add(b, from, to, NameIndex.MARKER_MACRO);
        } else if (replacementHasName()) {
            log.add(b, from, to, NameIndex.ALIAS_MACRO);
        }
    }

    /** Whether a replacement that would begin here is empty or 1. */
    private boolean isMarker(int from) {
        int at = pastSpaces(from);
        if (b[at] == '1') {
            at = pastSpaces(at + 1);
        }
        return at >= n || b[at] == '\n' || b[at] == '/' && b[at + 1] == '*';
    }

    /** Whether the replacement of an object-like macro contains a name; moves up to it or to the end of the line. */
    private boolean replacementHasName() {
        while (p < n) {
            switch (CLASSES[b[p] & 255]) {
                case LETTER -> {
                    return true;
                }
                case DIGIT -> p = endOfName(p);
                case NEWLINE -> {
                    if (!continued(p)) {
                        return false;
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
        return false;
    }

    /** Moves to the newline that ends a directive; comments may carry it over several lines. */
    private void restOfLine() {
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
