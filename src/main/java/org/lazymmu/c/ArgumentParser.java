package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.c.ParseFailure.Limit;
import org.lazymmu.c.ParseFailure.Misaligned;

/**
 * Arguments of calls. The callee may be a macro, so an argument may be anything between two commas: a value, statements, a type,
 * an operator, nothing. Whatever it is, no call in it is lost.
 */
final class ArgumentParser {
    private final Cursor c;
    private final Grammar g;

    ArgumentParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** The arguments at an opening parenthesis, up to behind the closing one. */
    List<Expr> list() {
        c.enter();
        c.advance();
        if (c.accept(')')) {
            c.leave();
            return List.of();
        }
        List<Expr> arguments = new ArrayList<>(4);
        do {
            arguments.add(argument());
        } while (c.accept(','));
        c.expect(')', "expected ) of a call");
        c.leave();
        return List.copyOf(arguments);
    }

    /** One argument, up to the comma or parenthesis behind it. */
    Expr argument() {
        int kind = c.kind();
        if (atEnd()) {
            return new Expr.Opaque("", c.at());
        }
        if (kind >= Kind.IF && kind <= Kind.ASM || kind == ';') {
            return statements();
        }
        int from = c.pos();
        int depth = c.depth();
        if (kind == '{') {
            return braces(from, depth);
        }
        if (kind != Kind.TYPEOF && (Kind.startsType(kind) || kind == Kind.STORAGE || kind == Kind.ATTRIBUTE)) {
            return typeOrStatements(from, depth);
        }
        try {
            Expr value = g.expressions.assignment();
            if (atEnd()) {
                return value;
            }
        } catch (Limit | Misaligned e) {
            throw e;
        } catch (ParseFailure e) {
            // Not a value: read again below.
        }
        failOnDirective();
        c.restoreDepth(depth);
        c.seek(from);
        return typeOrStatements(from, depth);
    }

    /** A directive that is not decided yet may be why this is not a value. */
    private void failOnDirective() {
        if (Kind.isConditional(c.kind())) {
            throw c.fail("#if in an argument");
        }
    }

    private boolean atEnd() {
        return c.kind() == ',' || c.kind() == ')';
    }

    private Expr braces(int from, int depth) {
        try {
            Expr value = g.initializers.initializer();
            if (atEnd()) {
                return value;
            }
        } catch (Limit | Misaligned e) {
            throw e;
        } catch (ParseFailure e) {
            // A block then.
        }
        failOnDirective();
        c.restoreDepth(depth);
        c.seek(from);
        return statements();
    }

    private Expr statements() {
        int from = c.pos();
        int at = c.at();
        int depth = c.depth();
        try {
            List<Stmt> list = g.lists.argument();
            if (atEnd()) {
                return new Expr.StatementArgument(list.size() == 1 ? list.getFirst()
                        : new Stmt.Block(list, at, c.lastEnd()), at);
            }
        } catch (Limit | Misaligned e) {
            throw e;
        } catch (ParseFailure e) {
            // Neither.
        }
        failOnDirective();
        c.restoreDepth(depth);
        c.seek(from);
        return pieces();
    }

    private Expr typeOrStatements(int from, int depth) {
        if (semicolonAhead()) {
            return statements();
        }
        c.restoreDepth(depth);
        c.seek(from);
        return pieces();
    }

    /** Is there a {@code ;} before the end of the argument? */
    private boolean semicolonAhead() {
        int p = c.pos();
        while (p < c.limit()) {
            int kind = c.kindAt(p);
            switch (kind) {
                case ';' -> {
                    return true;
                }
                case ',', ')', ']', '}' -> {
                    return false;
                }
                case '(', '[', '{' -> p = c.close(p);
                default -> {
                }
            }
            p = c.next(p);
        }
        return false;
    }

    /** Tokens that make neither a value nor statements: their text, or the calls among them as statements. */
    private Expr pieces() {
        int from = c.pos();
        int at = c.at();
        List<Stmt> calls = new ArrayList<>();
        while (!atEnd()) {
            int kind = c.kind();
            if (kind == ']' || kind == '}' || kind == Kind.END || Kind.isConditional(kind)) {
                throw c.fail("unbalanced argument");
            }
            boolean call = kind == Kind.NAME && c.peek() == '(' && !Words.isAttribute(c.tokens, c.pos());
            if (call) {
                int where = c.at();
                Expr.Name name = new Expr.Name(c.text(), where);
                c.advance();
                if (isPrototypeLike()) {
                    c.skipGroup();
                } else {
                    calls.add(new Stmt.Expression(new Expr.Call(name, list(), where), where));
                }
            } else if (kind == '(' || kind == '[' || kind == '{') {
                group(calls);
            } else {
                c.advance();
            }
        }
        return calls.isEmpty() ? new Expr.Opaque(c.textFrom(from), at)
                : new Expr.StatementArgument(new Stmt.Block(List.copyOf(calls), at, c.lastEnd()), at);
    }

    private boolean isPrototypeLike() {
        int inside = c.next(c.pos());
        int kind = c.kindAt(inside);
        return Kind.startsType(kind) || kind == '*';
    }

    private void group(List<Stmt> calls) {
        int close = c.close(c.pos());
        boolean hasCall = false;
        for (int p = c.next(c.pos()); p < close; p = c.next(p)) {
            hasCall |= c.kindAt(p) == Kind.NAME && c.kindAt(c.next(p)) == '(';
        }
        if (!hasCall) {
            c.skipGroup();
            return;
        }
        int at = c.at();
        if (c.kind() == '{') {
            calls.add(g.statements.block());
        } else if (c.kind() == '(') {
            for (Expr argument : list()) {
                calls.add(new Stmt.Expression(argument, at));
            }
        } else {
            c.advance();
            calls.add(new Stmt.Expression(g.expressions.full(), at));
            c.expect(']', "expected ]");
        }
    }
}
