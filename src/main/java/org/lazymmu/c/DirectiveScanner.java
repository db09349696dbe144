package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Preprocessor directives in the light scan: enters macros into the log, and sets the count of braces and parentheses back at
 * each {@code #else}, so that two beginnings of one body count once.
 */
abstract class DirectiveScanner extends ByteCursor {
    private static final int MAX_IFS = 1 << 10;

    final NameLog log;
    private final Set<String> includedSources = new HashSet<>();

    /** Braces open. */
    int depth;
    /** Parentheses open at file level. */
    int parens;
    /** Depth and parentheses at each open {@code #if}. */
    private final int[] ifDepth = new int[MAX_IFS];
    private final int[] ifParens = new int[MAX_IFS];
    int ifs;

    DirectiveScanner(NameLog log) {
        this.log = log;
    }

    /** What stands here stands under another condition than what stood before. */
    abstract void conditionChanged();

    /** Forgets the last file. */
    void startFile(int file) {
        p = 0;
        depth = 0;
        parens = 0;
        ifs = 0;
        includedSources.clear();
        log.startFile(file);
    }

    /** Files named {@code *.c} that the last file scanned includes, without quotes. */
    Set<String> includedSources() {
        return includedSources;
    }

    /** At the first byte of a line: takes a directive if there is one. */
    void lineStart() {
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
    int directive() {
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
                    conditionChanged();
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
        conditionChanged();
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
}
