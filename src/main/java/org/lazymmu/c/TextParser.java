package org.lazymmu.c;

/** Names, numbers and strings, and the macros that stand beside them: {@code KERN_INFO "a" PRIx64 "b"}, {@code 64 KB}. */
final class TextParser {
    private final Cursor c;
    private final Grammar g;

    TextParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** A number or character constant, with the macro behind it that multiplies: {@code 64 KB}. */
    Expr number() {
        int at = c.at();
        int from = c.pos();
        c.advance();
        while (c.kind() == Kind.NAME && isUnitHere()) {
            c.advance();
        }
        return new Expr.Number(c.textFrom(from), at);
    }

    /** A name, or the text it begins. */
    Expr name() {
        int at = c.at();
        int from = c.pos();
        String name = c.text();
        c.advance();
        if (c.kind() == Kind.STRING || c.kind() == Kind.NAME && !g.simple.beginsAt(at) && isStringMacros(from)) {
            return text(from, at);
        }
        return new Expr.Name(name, at);
    }

    private boolean isUnitHere() {
        return !c.isNewLine(c.pos()) && isCapitals(c.pos());
    }

    /** Two macros side by side, or a name and a macro that holds an operator: {@code A B}, {@code timeout MULTIPLIER}. */
    private boolean isStringMacros(int first) {
        return isCapitals(first) && isCapitals(c.pos()) || isUnitHere();
    }

    private boolean isCapitals(int token) {
        for (int i = c.tokens.start(token); i < c.tokens.end(token); i++) {
            byte b = c.tokens.bytes[i];
            if (b >= 'a' && b <= 'z') {
                return false;
            }
        }
        return true;
    }

    /** Adjacent literals, names and calls of string macros from a token on; the current token is one of them. */
    Expr text(int from, int at) {
        for (;;) {
            switch (c.kind()) {
                case Kind.STRING -> c.advance();
                case '#' -> {
                    c.advance();
                    if (Kind.isWord(c.kind())) {
                        c.advance();
                    } else {
                        throw c.fail("expected a parameter behind #");
                    }
                }
                case Kind.NAME -> {
                    if (c.tokens.lineBreakBetween(c.pos() - 1, c.pos()) && !stringFollows()) {
                        return new Expr.Text(c.textFrom(from), at);
                    }
                    c.advance();
                    if (c.kind() == '(') {
                        c.skipGroup();
                    }
                }
                default -> {
                    return new Expr.Text(c.textFrom(from), at);
                }
            }
        }
    }

    /** Behind a literal at the end of a line: is the name here a part of the text and no new statement? */
    private boolean stringFollows() {
        int next = c.next(c.pos());
        if (c.kindAt(next) == '(') {
            next = c.next(c.close(next));
        }
        int kind = c.kindAt(next);
        return kind == Kind.STRING || kind == ',' || kind == ')' || kind == ';' || kind == Kind.NAME || kind == '}';
    }
}
