package org.lazymmu.c;

/** Whether parentheses hold a type, so that what follows is cast: decided by their look and by what follows, as no type is known. */
final class Casts {
    private final Cursor c;
    /** A brace behind a name in parentheses begins a block, not a compound literal. */
    private boolean braceEnds;

    Casts(Cursor cursor) {
        c = cursor;
    }

    /** Sets whether a brace behind a name in parentheses begins a block, and tells what held before. */
    boolean braceEnds(boolean now) {
        boolean before = braceEnds;
        braceEnds = now;
        return before;
    }

    /** If the parenthesis here opens a cast or compound literal, the token that closes it; else -1. */
    int close() {
        int inside = c.next(c.pos());
        int close = typeEnd(inside);
        if (close < 0) {
            return -1;
        }
        boolean certain = Kind.startsType(c.kindAt(inside)) || !isSingleName(inside, close);
        int after = c.next(close);
        boolean castOfCast = c.kindAt(after) == '(' && isSureType(c.next(after)) && typeEnd(c.next(after)) >= 0;
        return castOfCast || startsOperand(c.kindAt(after), certain, inside, after) ? close : -1;
    }

    /** Does a type begin here for sure: a keyword of types, or a name that looks like one? */
    private boolean isSureType(int token) {
        int kind = c.kindAt(token);
        return Kind.startsType(kind) || kind == Kind.NAME && Words.isType(c.tokens, token);
    }

    private boolean isSingleName(int from, int close) {
        return c.next(from) == close && c.kindAt(from) == Kind.NAME;
    }

    private boolean startsOperand(int kind, boolean certain, int name, int operand) {
        return switch (kind) {
            case Kind.NAME, Kind.NUMBER, Kind.CHARACTER, Kind.SIZEOF, '~', '!', Kind.EXTENSION, Kind.TYPEOF,
                    Kind.GENERIC ->
                    true;
            case '{' -> certain || !braceEnds;
            case Kind.STRING -> certain || Words.isType(c.tokens, name);
            case '(', '-', '+', '*', '&', Kind.AND_AND, Kind.INCREMENT, Kind.DECREMENT -> certain
                    || Words.isType(c.tokens, name) && !isPostfixStep(kind, operand);
            default -> false;
        };
    }

    private boolean isPostfixStep(int kind, int operand) {
        int next = c.kindAt(c.next(operand));
        return (kind == Kind.INCREMENT || kind == Kind.DECREMENT) && next != Kind.NAME && next != '(' && next != '*';
    }

    /** The parenthesis that closes a type which begins at a token, or -1 if that is no type. A single name may be one. */
    private int typeEnd(int from) {
        TypeReader type = new TypeReader(from);
        while (type.p < c.limit()) {
            if (c.kindAt(type.p) == ')') {
                return type.sure || type.names ? type.p : -1;
            }
            if (!type.step()) {
                return -1;
            }
        }
        return -1;
    }

    /** Goes through tokens that may make a type. */
    private final class TypeReader {
        private int p;
        private boolean names;
        private boolean sure;
        private boolean stars;

        TypeReader(int from) {
            p = from;
        }

        /** Takes what is at the position, if a type may have it there. */
        boolean step() {
            boolean fits = switch (c.kindAt(p)) {
                case Kind.TYPE_WORD, Kind.QUALIFIER -> {
                    sure = true;
                    yield true;
                }
                case Kind.TAG -> tag();
                case Kind.TYPEOF, Kind.ATTRIBUTE -> group();
                case Kind.NAME -> name();
                case '*' -> {
                    stars = true;
                    yield sure || names;
                }
                case '[', '(' -> bracket();
                default -> false;
            };
            p = c.next(p);
            return fits;
        }

        private boolean tag() {
            sure = true;
            int name = c.next(p);
            boolean named = Kind.isWord(c.kindAt(name));
            int brace = named ? c.next(name) : name;
            if (c.kindAt(brace) == '{') {
                p = c.close(brace);
                return true;
            }
            p = name;
            return named;
        }

        private boolean group() {
            sure |= c.kindAt(p) == Kind.TYPEOF;
            p = c.next(p);
            boolean fits = c.kindAt(p) == '(';
            p = fits ? c.close(p) : p;
            return fits;
        }

        private boolean name() {
            if (stars && (!sure && !names || !Words.isAttribute(c.tokens, p) && !c.tokens.startsWith(p, "__"))) {
                return false;
            }
            names = true;
            int open = c.next(p);
            if (c.kindAt(open) == '(' && !sure && !isFunctionPointer(open)) {
                int close = c.close(open);
                if (!starsOnly(c.next(close))) {
                    return false;
                }
                sure = true;
                p = close;
            }
            return true;
        }

        private boolean bracket() {
            int kind = c.kindAt(p);
            boolean function = names && kind == '(' && isFunctionPointer(p);
            boolean literal = names && kind == '[' && isArrayLiteral(p);
            if (!sure && !function && !literal && !(names && stars && kind == '(')) {
                return false;
            }
            sure |= function || literal;
            p = c.close(p);
            return true;
        }
    }

    /** Do one or more stars end the parentheses? */
    private boolean starsOnly(int star) {
        int p = star;
        while (c.kindAt(p) == '*') {
            p = c.next(p);
        }
        return p > star && c.kindAt(p) == ')';
    }

    /** Is this the {@code [n]} of a literal {@code (type[n]){ … }}? */
    private boolean isArrayLiteral(int open) {
        int close = c.next(c.close(open));
        return c.kindAt(close) == ')' && c.kindAt(c.next(close)) == '{';
    }

    /** Is this {@code (*)}? */
    private boolean isFunctionPointer(int open) {
        int star = c.next(open);
        return c.kindAt(star) == '*' && c.kindAt(c.next(star)) == ')';
    }
}
