package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
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
        boolean before = g.casts.braceEnds(true);
        try {
            return full();
        } finally {
            g.casts.braceEnds(before);
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
            Expr right = c.kind() == '{' ? g.initializers.initializer() : assignment();
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
        Expr otherwise = c.kind() == '{' ? g.initializers.initializer() : conditional();
        c.leave();
        return new Expr.Conditional(test, then, otherwise, at);
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
            int precedence = c.isParameter() && !c.isNewLine(c.pos()) ? PARAMETER : precedence(kind);
            if (precedence < lowest || precedence == 0 || g.simple.endsBefore(left, c.pos())) {
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
        return switch (kind) {
            case '!', '~', '-', '+', '*', '&', Kind.INCREMENT, Kind.DECREMENT -> {
                c.enter();
                String operator = operator(kind);
                c.advance();
                Expr operand = unary();
                c.leave();
                yield new Expr.Unary(operator, operand, at);
            }
            case Kind.AND_AND -> {
                c.advance();
                if (!Kind.isWord(c.kind())) {
                    throw c.fail("expected a label");
                }
                String label = c.text();
                c.advance();
                yield new Expr.LabelAddress(label, at);
            }
            case Kind.SIZEOF -> unevaluated();
            case Kind.EXTENSION -> {
                c.advance();
                yield unary();
            }
            case '(' -> {
                int type = g.casts.close();
                yield type < 0 ? postfix(primary()) : cast(type);
            }
            default -> postfix(primary());
        };
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

    /** The cast or compound literal at {@code (} whose type ends before a token. */
    private Expr cast(int close) {
        int at = c.at();
        c.enter();
        c.advance();
        int from = c.pos();
        c.seek(close);
        String type = c.textFrom(from);
        c.advance();
        Expr operand = c.kind() == '{' ? g.initializers.initializer() : unary();
        c.leave();
        Expr cast = new Expr.Cast(type, operand, at);
        return operand instanceof Expr.Initializer ? postfix(cast) : cast;
    }

    private Expr primary() {
        return switch (c.kind()) {
            case Kind.NAME -> g.texts.name();
            case Kind.NUMBER, Kind.CHARACTER -> g.texts.number();
            case Kind.STRING, '#' -> g.texts.text(c.pos(), c.at());
            case '(' -> parenthesised();
            case Kind.GENERIC -> generic();
            case Kind.TYPEOF, Kind.TYPE_WORD, Kind.TAG, Kind.QUALIFIER -> {
                if (c.is("bool") && c.peek() != Kind.NAME && c.peek() != '*') {
                    yield g.texts.name();
                }
                throw c.fail("a type where a value is expected");
            }
            default -> throw c.fail("expected an expression");
        };
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
                && !c.isNewLine(c.pos());
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
                    if (g.simple.endsBefore(base, c.pos())) {
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
                    if (g.simple.endsBefore(base, c.pos())) {
                        return base;
                    }
                    base = new Expr.Postfix(c.text(), base, at);
                    c.advance();
                }
                case Kind.STRING -> {
                    if (!(base instanceof Expr.Call)) {
                        return base;
                    }
                    return g.texts.text(c.tokens.at(base.at()), base.at());
                }
                default -> {
                    return base;
                }
            }
            bound(++chain);
        }
    }
}
