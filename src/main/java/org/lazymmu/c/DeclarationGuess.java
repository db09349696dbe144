package org.lazymmu.c;

/** Whether a statement is a declaration: no type is known, so names, stars and what follows decide. */
final class DeclarationGuess {
    private final Cursor c;

    DeclarationGuess(Cursor cursor) {
        c = cursor;
    }

    /** Does a declaration, and no expression, begin here? */
    boolean declarationStarts() {
        return switch (c.kind()) {
            case Kind.STORAGE, Kind.QUALIFIER, Kind.TYPE_WORD, Kind.TAG, Kind.TYPEOF, Kind.ATTRIBUTE -> true;
            case Kind.EXTENSION -> Kind.startsType(c.peek()) || c.peek() == Kind.STORAGE;
            case Kind.NAME -> nameStarts();
            default -> false;
        };
    }

    private boolean nameStarts() {
        int second = c.next(c.pos());
        int third = c.next(second);
        return switch (c.kindAt(second)) {
            case Kind.NAME -> secondNameDeclares(second, third);
            case '*' -> starsDeclare(second);
            case Kind.QUALIFIER, Kind.TYPE_WORD, Kind.TAG, Kind.STORAGE, Kind.TYPEOF -> true;
            case Kind.ATTRIBUTE -> c.kindAt(c.next(c.close(third))) == Kind.NAME;
            case '(' -> callDeclares(second);
            default -> false;
        };
    }

    private boolean secondNameDeclares(int second, int third) {
        return switch (c.kindAt(third)) {
            case '=', ';', ',', '[', ':' -> !(c.tokens.lineBreakBetween(second - 1, second) && isCapital(c.pos()));
            case Kind.NAME, '*', Kind.QUALIFIER, Kind.TYPE_WORD, Kind.TAG, Kind.ATTRIBUTE, Kind.ASM, ')', Kind.TYPEOF ->
                    true;
            case Kind.END -> c.inMacro;
            case '(' -> {
                int after = c.kindAt(c.next(c.close(third)));
                yield Words.isAttribute(c.tokens, second) || isParameters(third) && (after == ';' || after == '{');
            }
            default -> false;
        };
    }

    private boolean isCapital(int token) {
        byte first = c.tokens.bytes[c.tokens.start(token)];
        return first >= 'A' && first <= 'Z' && !Words.isType(c.tokens, token);
    }

    /** Do these parentheses hold the parameters of a prototype rather than the arguments of a call? */
    private boolean isParameters(int open) {
        int first = c.next(open);
        int second = c.next(first);
        int kind = c.kindAt(first);
        if (Kind.startsType(kind) || kind == Kind.STORAGE) {
            return true;
        }
        if (kind == ')') {
            return false;
        }
        return kind == Kind.NAME && (c.kindAt(second) == Kind.NAME
                || c.kindAt(second) == '*' && c.kindAt(c.next(second)) == Kind.NAME
                        && c.kindAt(c.next(c.next(second))) != '(' && Words.isType(c.tokens, first));
    }

    private boolean starsDeclare(int star) {
        int p = star;
        while (c.kindAt(p) == '*' || c.kindAt(p) == Kind.QUALIFIER) {
            p = c.next(p);
        }
        int kind = c.kindAt(p);
        if (kind == '(') {
            int inner = c.next(p);
            return c.kindAt(inner) == '*' && c.kindAt(c.next(inner)) == Kind.NAME
                    && (c.kindAt(c.next(c.close(p))) == '(' || c.kindAt(c.next(c.close(p))) == '[');
        }
        if (kind != Kind.NAME) {
            return kind == Kind.ATTRIBUTE;
        }
        int after = c.kindAt(c.next(p));
        return switch (after) {
            case '=', ';', ',', '[', ')', ':', Kind.NAME, Kind.ATTRIBUTE, Kind.ASM -> true;
            case '(' -> c.kindAt(c.next(c.close(c.next(p)))) == ';' && isParameters(c.next(p))
                    || Words.isAttribute(c.tokens, p);
            default -> false;
        };
    }

    /** {@code macro(x) name = …}, {@code type (*name)(…)}. */
    private boolean callDeclares(int open) {
        int close = c.close(open);
        int after = c.next(close);
        int star = c.next(open);
        int follows = c.kindAt(after);
        if (follows == Kind.STORAGE || follows == Kind.TYPE_WORD || follows == Kind.TAG || follows == Kind.QUALIFIER) {
            return Words.isAttribute(c.tokens, c.pos());
        }
        if (c.kindAt(after) == Kind.NAME && !c.isNewLine(after)) {
            int then = c.kindAt(c.next(after));
            return then == '=' || then == ';' || then == '[' || then == ',';
        }
        if (c.kindAt(star) == '*' && Words.isType(c.tokens, c.pos()) && c.kindAt(after) == '(') {
            int then = c.kindAt(c.next(c.close(after)));
            return then == '=' || then == ';';
        }
        if (c.kindAt(after) == '*' && !c.isNewLine(after) && !c.text().contains("for_each")) {
            int name = c.next(after);
            while (c.kindAt(name) == '*') {
                name = c.next(name);
            }
            int then = c.kindAt(c.next(name));
            return c.kindAt(name) == Kind.NAME && (then == '=' || then == ';' || then == ',' || then == '[');
        }
        return false;
    }
}
