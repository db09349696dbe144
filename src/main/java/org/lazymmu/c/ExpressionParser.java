package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.ParseFailure.Limit;

/**
 * Expressions, by precedence climbing. No type is known, so whether {@code (x)} begins a cast is decided by the look of {@code x}
 * and by what follows.
 */
final class ExpressionParser {
    /** Longest chain of operators of one level; the tree it makes is as deep. */
    private static final int MAX_CHAIN = 1000;

    private static final String[] SIGNS = signs();

    private final Cursor c;
    private final Grammar g;
    /** A brace behind a name in parentheses begins a block, not a compound literal. */
    private boolean braceEnds;

    ExpressionParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    private static String[] signs() {
        String[] signs = new String[128];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = String.valueOf((char) i);
        }
        return signs;
    }

    /** The test of a statement that goes on behind its parentheses, up to a brace: {@code (a) && (b)} and a block. */
    Expr bareTest() {
        boolean before = braceEnds;
        braceEnds = true;
        try {
            return full();
        } finally {
            braceEnds = before;
        }
    }

    /** An expression, commas included. */
    Expr full() {
        Expr left = assignment();
        int chain = 0;
        while (c.kind() == ',') {
            int at = c.at();
            c.advance();
            bound(++chain);
            left = new Expr.Binary(",", left, assignment(), at);
        }
        return left;
    }

    /** An expression without a comma of its own. */
    Expr assignment() {
        c.enter();
        Expr left = conditional();
        if (c.kind() == '=' || c.kind() == Kind.ASSIGN) {
            String operator = c.text();
            int at = c.at();
            c.advance();
            Expr right = c.kind() == '{' ? initializer() : assignment();
            left = new Expr.Assign(operator, left, right, at);
        }
        c.leave();
        return left;
    }

    /** A {@code ?:} or anything that binds closer. */
    Expr conditional() {
        Expr test = binary(1);
        if (c.kind() != '?') {
            return test;
        }
        c.enter();
        int at = c.at();
        c.advance();
        Expr then = c.kind() == ':' ? null : full();
        c.expect(':', "expected : of a conditional");
        Expr otherwise = c.kind() == '{' ? initializer() : assignmentOrConditional();
        c.leave();
        return new Expr.Conditional(test, then, otherwise, at);
    }

    /** GNU code writes {@code a ? b : c = d} nowhere, but macros write {@code x ? (y) : z = w}. */
    private Expr assignmentOrConditional() {
        return conditional();
    }

    /** How a macro's parameter binds that stands between two values: it may be any operator. */
    private static final int PARAMETER = 7;

    private static int precedence(int kind) {
        return switch (kind) {
            case Kind.OR_OR -> 1;
            case Kind.AND_AND -> 2;
            case '|' -> 3;
            case '^' -> 4;
            case '&' -> 5;
            case Kind.EQUAL, Kind.NOT_EQUAL -> 6;
            case '<', '>', Kind.LESS_EQUAL, Kind.GREATER_EQUAL -> 7;
            case Kind.SHIFT_LEFT, Kind.SHIFT_RIGHT -> 8;
            case '+', '-' -> 9;
            case '*', '/', '%' -> 10;
            default -> 0;
        };
    }

    private void bound(int chain) {
        if (chain > MAX_CHAIN) {
            throw new Limit("expression is too long", c.pos());
        }
    }

    private Expr binary(int lowest) {
        Expr left = unary();
        int chain = 0;
        for (;;) {
            int kind = c.kind();
            int precedence = c.isParameter() && !g.statements.isNewLine(c.pos()) ? PARAMETER : precedence(kind);
            if (precedence < lowest || precedence == 0 || g.statements.endsBefore(left, c.pos())) {
                return left;
            }
            bound(++chain);
            String operator = operator(kind);
            int at = c.at();
            c.advance();
            Expr right = binary(precedence + 1);
            left = new Expr.Binary(operator, left, right, at);
        }
    }

    private String operator(int kind) {
        return kind > ' ' && kind < 128 ? SIGNS[kind] : c.text();
    }

    private Expr unary() {
        int at = c.at();
        int kind = c.kind();
        switch (kind) {
            case '!', '~', '-', '+', '*', '&', Kind.INCREMENT, Kind.DECREMENT -> {
                c.enter();
                String operator = operator(kind);
                c.advance();
                Expr operand = unary();
                c.leave();
                return new Expr.Unary(operator, operand, at);
            }
            case Kind.AND_AND -> {
                c.advance();
                if (!Kind.isWord(c.kind())) {
                    throw c.fail("expected a label");
                }
                String label = c.text();
                c.advance();
                return new Expr.LabelAddress(label, at);
            }
            case Kind.SIZEOF -> {
                return unevaluated();
            }
            case Kind.EXTENSION -> {
                c.advance();
                return unary();
            }
            case '(' -> {
                Expr cast = cast();
                return cast != null ? cast : postfix(primary());
            }
            default -> {
                return postfix(primary());
            }
        }
    }

    private Expr unevaluated() {
        int from = c.pos();
        int at = c.at();
        c.advance();
        c.enter();
        if (c.kind() == '(') {
            c.skipGroup();
            if (c.kind() == '{') {
                c.skipGroup();
            }
            while (c.kind() == '[' || c.kind() == Kind.ARROW || c.kind() == '.') {
                if (c.kind() == '[') {
                    c.skipGroup();
                } else {
                    c.advance();
                    c.advance();
                }
            }
        } else if (!atOperand()) {
            c.leave();
            return new Expr.Opaque(c.textFrom(from), at);
        } else {
            unary();
        }
        c.leave();
        return new Expr.Unevaluated(c.textFrom(from), at);
    }

    private boolean atOperand() {
        return switch (c.kind()) {
            case Kind.NAME, Kind.NUMBER, Kind.STRING, Kind.CHARACTER, '*', '&', '(', '-', '~', '!', Kind.SIZEOF -> true;
            default -> false;
        };
    }

    /** A cast or compound literal at {@code (}, or null if it is neither. */
    private @Nullable Expr cast() {
        int open = c.pos();
        int inside = c.next(open);
        int type = typeEnd(inside);
        if (type < 0) {
            return null;
        }
        int at = c.at();
        int sure = c.kindAt(inside);
        int after = c.next(type);
        int follows = c.kindAt(after);
        boolean certain = Kind.startsType(sure) || !isSingleName(inside, type);
        if (!startsOperand(follows, certain, inside, after)
                && !(follows == '(' && typeEnd(c.next(after)) >= 0 && isSureType(c.next(after)))) {
            return null;
        }
        c.enter();
        c.advance();
        c.seek(type);
        String name = c.textFrom(inside);
        c.advance();
        Expr operand = c.kind() == '{' ? initializer() : unary();
        c.leave();
        Expr cast = new Expr.Cast(name, operand, at);
        return operand instanceof Expr.Initializer ? postfix(cast) : cast;
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
            case Kind.NAME, Kind.NUMBER, Kind.CHARACTER, Kind.SIZEOF, '~', '!', Kind.EXTENSION -> true;
            case '{' -> certain || !braceEnds;
            case Kind.STRING -> certain || Words.isType(c.tokens, name);
            case '(', '-', '+', '*', '&', Kind.AND_AND, Kind.INCREMENT, Kind.DECREMENT -> certain
                    || Words.isType(c.tokens, name) && !isPostfixStep(kind, operand);
            case Kind.TYPEOF, Kind.GENERIC -> true;
            default -> false;
        };
    }

    private boolean isPostfixStep(int kind, int operand) {
        int next = c.kindAt(c.next(operand));
        return (kind == Kind.INCREMENT || kind == Kind.DECREMENT) && next != Kind.NAME && next != '(' && next != '*';
    }

    /**
     * If the tokens from one on look like the name of a type up to a closing parenthesis, the token of that parenthesis; else -1.
     * A single name may be one.
     */
    private int typeEnd(int from) {
        int p = from;
        boolean names = false;
        boolean sure = false;
        boolean stars = false;
        for (;;) {
            int kind = c.kindAt(p);
            switch (kind) {
                case Kind.TYPE_WORD, Kind.QUALIFIER -> sure = true;
                case Kind.TAG -> {
                    sure = true;
                    int name = c.next(p);
                    boolean named = Kind.isWord(c.kindAt(name));
                    int brace = named ? c.next(name) : name;
                    if (c.kindAt(brace) == '{') {
                        p = c.close(brace);
                    } else if (named) {
                        p = name;
                    } else {
                        return -1;
                    }
                }
                case Kind.TYPEOF, Kind.ATTRIBUTE -> {
                    sure |= kind == Kind.TYPEOF;
                    int open = c.next(p);
                    if (c.kindAt(open) != '(') {
                        return -1;
                    }
                    p = c.close(open);
                }
                case Kind.NAME -> {
                    if (stars && !sure && !names) {
                        return -1;
                    }
                    if (stars && !Words.isAttribute(c.tokens, p) && !c.tokens.startsWith(p, "__")) {
                        return -1;
                    }
                    names = true;
                    int open = c.next(p);
                    if (c.kindAt(open) == '(' && !sure && !isFunctionPointer(open)) {
                        int star = c.next(c.close(open));
                        if (c.kindAt(star) != '*' || !starsOnly(star)) {
                            return -1;
                        }
                        sure = true;
                        p = c.close(open);
                    }
                }
                case '*' -> {
                    if (!sure && !names) {
                        return -1;
                    }
                    stars = true;
                }
                case '[', '(' -> {
                    boolean function = names && kind == '(' && isFunctionPointer(p);
                    boolean literal = names && kind == '[' && isArrayLiteral(p);
                    if (!sure && !function && !literal && !(names && stars && kind == '(')) {
                        return -1;
                    }
                    sure |= function || literal;
                    p = c.close(p);
                }
                case ')' -> {
                    return sure || names ? p : -1;
                }
                default -> {
                    return -1;
                }
            }
            p = c.next(p);
            if (p >= c.limit()) {
                return -1;
            }
        }
    }

    private boolean starsOnly(int star) {
        int p = star;
        while (c.kindAt(p) == '*') {
            p = c.next(p);
        }
        return c.kindAt(p) == ')';
    }

    /** Is this the {@code [n]} of {@code (type[n]){ … }}? */
    private boolean isArrayLiteral(int open) {
        int close = c.next(c.close(open));
        return c.kindAt(close) == ')' && c.kindAt(c.next(close)) == '{';
    }

    /** Is this {@code (*)} or {@code (* name)(}? */
    private boolean isFunctionPointer(int open) {
        int star = c.next(open);
        if (c.kindAt(star) != '*') {
            return false;
        }
        int p = c.next(star);
        return c.kindAt(p) == ')';
    }

    private Expr primary() {
        int at = c.at();
        int kind = c.kind();
        switch (kind) {
            case Kind.NAME -> {
                return name();
            }
            case Kind.NUMBER, Kind.CHARACTER -> {
                int from = c.pos();
                c.advance();
                while (c.kind() == Kind.NAME && isUnitHere()) {
                    // 64 KB, with a macro that multiplies.
                    c.advance();
                }
                return new Expr.Number(c.textFrom(from), at);
            }
            case Kind.STRING, '#' -> {
                return text(c.pos(), at);
            }
            case '(' -> {
                return parenthesised();
            }
            case Kind.GENERIC -> {
                return generic();
            }
            case Kind.TYPEOF, Kind.TYPE_WORD, Kind.TAG, Kind.QUALIFIER -> {
                if (c.is("bool") && c.peek() != Kind.NAME && c.peek() != '*') {
                    return name();
                }
                throw c.fail("a type where a value is expected");
            }
            default -> throw c.fail("expected an expression");
        }
    }

    private Expr name() {
        int at = c.at();
        int from = c.pos();
        String name = c.text();
        c.advance();
        if (c.kind() == Kind.STRING || c.kind() == Kind.NAME && !g.statements.beginsAt(at) && isStringMacros(from)) {
            return text(from, at);
        }
        return new Expr.Name(name, at);
    }

    private boolean isUnitHere() {
        return !g.statements.isNewLine(c.pos()) && isCapitals(c.pos());
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
    private Expr text(int from, int at) {
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

    private Expr parenthesised() {
        int at = c.at();
        c.enter();
        c.advance();
        Expr inner;
        if (c.kind() == '{') {
            Stmt.Block block = g.statements.block();
            inner = new Expr.StatementExpr(block, at);
        } else {
            inner = full();
        }
        c.expect(')', "expected )");
        c.leave();
        boolean castOfCall = inner instanceof Expr.Call && (c.kind() == Kind.NAME || c.kind() == Kind.NUMBER)
                && !g.statements.isNewLine(c.pos());
        if (castOfCall) {
            int from = c.pos();
            Expr operand = unary();
            return new Expr.Cast(TokenText.join(c.tokens, c.tokens.at(at) + 1, from - 1), operand, at);
        }
        return inner;
    }

    private Expr generic() {
        int at = c.at();
        c.advance();
        c.expect('(', "expected ( of _Generic");
        c.enter();
        Expr control = g.arguments.argument();
        List<Expr> values = new ArrayList<>();
        while (c.accept(',')) {
            if (c.kind() == ')') {
                break;
            }
            int from = c.pos();
            while (c.kind() != ':' && c.kind() != ',' && c.kind() != ')') {
                if (c.kind() == '(') {
                    c.skipGroup();
                } else {
                    c.advance();
                }
            }
            if (c.accept(':')) {
                values.add(assignment());
            } else {
                values.add(new Expr.Opaque(c.textFrom(from), c.tokens.start(from)));
            }
        }
        c.expect(')', "expected ) of _Generic");
        c.leave();
        return new Expr.Generic(control, List.copyOf(values), at);
    }

    private Expr postfix(Expr start) {
        Expr base = start;
        int chain = 0;
        for (;;) {
            int at = c.at();
            int kind = c.kind();
            switch (kind) {
                case '(' -> {
                    if (g.statements.endsBefore(base, c.pos())) {
                        return base;
                    }
                    int named = base instanceof Expr.Name || base instanceof Expr.Member ? base.at() : at;
                    base = new Expr.Call(base, g.arguments.list(), named);
                }
                case '[' -> {
                    c.enter();
                    c.advance();
                    Expr index = full();
                    c.expect(']', "expected ]");
                    c.leave();
                    base = new Expr.Index(base, index, at);
                }
                case '.', Kind.ARROW -> {
                    c.advance();
                    if (!Kind.isWord(c.kind())) {
                        throw c.fail("expected the name of a member");
                    }
                    base = new Expr.Member(base, kind == Kind.ARROW, c.text(), c.at());
                    c.advance();
                }
                case Kind.INCREMENT, Kind.DECREMENT -> {
                    if (g.statements.endsBefore(base, c.pos())) {
                        return base;
                    }
                    base = new Expr.Postfix(c.text(), base, at);
                    c.advance();
                }
                case Kind.STRING -> {
                    if (!(base instanceof Expr.Call)) {
                        return base;
                    }
                    return text(c.tokens.at(base.at()), base.at());
                }
                default -> {
                    return base;
                }
            }
            bound(++chain);
        }
    }

    /** {@code { … }} as a value. */
    Expr.Initializer initializer() {
        int at = c.at();
        c.enter();
        c.expect('{', "expected {");
        List<Expr.Initializer.Item> items = new ArrayList<>();
        while (c.kind() != '}') {
            items.add(item());
            if (c.kind() != ',' && c.kind() != '}' && !isItemWithoutComma(items.getLast().value())) {
                throw c.fail("expected , or } in an initializer");
            }
            c.accept(',');
        }
        c.advance();
        c.leave();
        return new Expr.Initializer(List.copyOf(items), at);
    }

    /** The items of an initializer without its braces, up to the end of the range. */
    Expr.Initializer items(int at) {
        List<Expr.Initializer.Item> items = new ArrayList<>();
        while (c.kind() != Kind.END) {
            items.add(item());
            if (!c.accept(',') && c.kind() != Kind.END) {
                throw c.fail("expected , between items");
            }
        }
        return new Expr.Initializer(List.copyOf(items), at);
    }

    /** Macros that expand to items with their commas stand in initializers without one of their own. */
    private boolean isItemWithoutComma(Expr value) {
        boolean macroNext = c.kind() == Kind.NAME && g.statements.isNewLine(c.pos());
        return macroNext || (value instanceof Expr.Call || value instanceof Expr.Name)
                && (c.kind() == Kind.NAME || c.kind() == '{' || c.kind() == '.' || c.kind() == '[');
    }

    private Expr.Initializer.Item item() {
        int from = c.pos();
        int kind = c.kind();
        if (kind == ',') {
            return new Expr.Initializer.Item(null, new Expr.Opaque("", c.at()));
        }
        if (kind == Kind.NAME && c.peek() == ':') {
            String name = c.text();
            c.advance();
            c.advance();
            return new Expr.Initializer.Item("." + name, value());
        }
        while (c.kind() == '.' || c.kind() == '[') {
            if (c.kind() == '[') {
                c.skipGroup();
            } else {
                c.advance();
                c.advance();
                if (c.kind() == '(') {
                    c.skipGroup();
                }
            }
        }
        if (c.pos() == from) {
            return new Expr.Initializer.Item(null, value());
        }
        String designator = c.textFrom(from);
        c.accept('=');
        return new Expr.Initializer.Item(designator, value());
    }

    private Expr value() {
        return c.kind() == '{' ? initializer() : Kind.startsType(c.kind()) ? g.arguments.argument() : assignment();
    }
}
