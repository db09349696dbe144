package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
final class NameScanner extends DirectiveScanner {
    private static final int MAX_CANDIDATES = 1 << 14;
    private static final long STATIC = word("static");
    private static final long DEFINE = word("DEFINE_");
    /** Words that stand before a parenthesis and name nothing. */
    private static final long[] KEYWORDS = { word("void"), word("int"), word("long"), word("if"), word("while"),
            word("for"),
            word("switch"), word("return"), word("sizeof"), word("char"), word("typeof"), word("bool") };

    private boolean header;

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
        super(log);
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
        startFile(file);
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

    @Override
    void conditionChanged() {
        sawStatic = false;
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
}
