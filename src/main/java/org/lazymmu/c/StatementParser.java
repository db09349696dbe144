package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.ParseFailure.Misaligned;

/** Statements, and the kernel's macros that stand where statements do. */
final class StatementParser {
    private final Cursor c;
    private final Grammar g;
    private boolean commaEnds;

    StatementParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** A block at its opening brace. */
    Stmt.Block block() {
        int at = c.at();
        c.enter();
        c.expect('{', "expected {");
        boolean comma = commaEnds(false);
        List<Stmt> statements;
        try {
            statements = g.lists.list();
        } finally {
            commaEnds(comma);
        }
        if (c.kind() != '}') {
            throw c.fail("expected }");
        }
        int end = c.at();
        c.advance();
        c.leave();
        return new Stmt.Block(statements, at, end);
    }

    /** One statement that another one needs: the body of a loop or a branch. */
    Stmt body() {
        if (c.kind() == '{') {
            return block();
        }
        if (c.atHole()) {
            c.markHole();
            return new Stmt.Empty(Body.HOLE);
        }
        int at = c.at();
        List<Stmt> statements = new ArrayList<>(2);
        statement(statements);
        while (isLabel(statements.getLast()) && c.kind() != '}' && c.kind() != Kind.END) {
            statement(statements);
        }
        return statements.size() == 1 ? statements.getFirst()
                : new Stmt.Block(List.copyOf(statements), at, c.lastEnd());
    }

    private static boolean isLabel(Stmt stmt) {
        return stmt instanceof Stmt.Label || stmt instanceof Stmt.Case || stmt instanceof Stmt.Default;
    }

    /** Reads one statement into a list; a few forms make two. */
    void statement(List<Stmt> out) {
        c.enter();
        int at = c.at();
        switch (c.kind()) {
            case '{' -> out.add(block());
            case ';' -> {
                c.advance();
                out.add(new Stmt.Empty(at));
            }
            case Kind.IF -> out.add(ifStatement());
            case Kind.FOR -> out.add(forStatement());
            case Kind.WHILE -> {
                c.advance();
                Expr test = test();
                out.add(new Stmt.While(test, body(), at));
            }
            case Kind.DO -> out.add(doStatement());
            case Kind.SWITCH -> {
                c.advance();
                Expr value = test();
                out.add(new Stmt.Switch(value, body(), at));
            }
            case Kind.CASE, Kind.DEFAULT -> out.add(caseLabel());
            case Kind.BREAK -> {
                c.advance();
                semicolon();
                out.add(new Stmt.Break(at));
            }
            case Kind.CONTINUE -> {
                c.advance();
                semicolon();
                out.add(new Stmt.Continue(at));
            }
            case Kind.RETURN -> out.add(returnStatement());
            case Kind.GOTO -> out.add(gotoStatement());
            case Kind.ASM -> out.add(new AsmParser(c, g).statement());
            case Kind.LOCAL_LABEL -> {
                while (c.kind() != ';') {
                    c.advance();
                }
                c.advance();
                out.add(new Stmt.Declaration(List.of(), at));
            }
            case Kind.ELSE -> {
                // The macro before it holds the if.
                c.advance();
                out.add(new Stmt.If(new Expr.Opaque("else", at), body(), null, at));
            }
            case Kind.ATTRIBUTE -> attributed(out);
            default -> other(out);
        }
        c.leave();
    }

    private void attributed(List<Stmt> out) {
        int at = c.at();
        int p = c.pos();
        while (c.kindAt(p) == Kind.ATTRIBUTE) {
            p = c.next(c.close(c.next(p)));
        }
        if (c.kindAt(p) == ';') {
            c.seek(p);
            c.advance();
            out.add(new Stmt.Empty(at));
        } else {
            other(out);
        }
    }

    private void other(List<Stmt> out) {
        if (c.kind() == Kind.NAME && c.peek() == ':') {
            out.add(new Stmt.Label(c.text(), c.at()));
            c.advance();
            c.advance();
            while (c.kind() == Kind.ATTRIBUTE) {
                c.advance();
                c.skipGroup();
            }
        } else if (g.guess.declarationStarts()) {
            out.add(g.declarations.declaration());
        } else {
            g.simple.statement(out);
        }
    }

    /** An expression of a statement; a comma ends it in a macro's argument. */
    Expr value() {
        return commaEnds ? g.expressions.assignment() : g.expressions.full();
    }

    /** Sets whether commas end statements, and tells what held before. */
    boolean commaEnds(boolean now) {
        boolean before = commaEnds;
        commaEnds = now;
        return before;
    }

    private void semicolon() {
        if (!c.accept(';') && !endsHere()) {
            throw c.fail("expected ;");
        }
    }

    /** May a statement end here without its semicolon: at the end of a macro or of a macro's argument? */
    private boolean endsHere() {
        int kind = c.kind();
        return c.inMacro && (kind == Kind.END || kind == '}') || kind == ')' || kind == ',';
    }

    private Expr test() {
        if (c.kind() == '(') {
            c.enter();
            int open = c.pos();
            c.advance();
            Expr test = c.kind() == ')' ? new Expr.Opaque("", c.at()) : g.expressions.full();
            c.expect(')', "expected )");
            c.leave();
            int kind = c.kind();
            boolean goesOn = kind == Kind.AND_AND || kind == Kind.OR_OR || kind == Kind.EQUAL || kind == Kind.NOT_EQUAL
                    || kind == '<' || kind == '>';
            if (goesOn) {
                // if (a) && (b): only macros write it.
                c.seek(open);
                return g.expressions.bareTest();
            }
            return test;
        }
        return g.expressions.conditional();
    }

    /** A whole chain of {@code if … else if …}, by a loop so that long ones need no stack. */
    private Stmt ifStatement() {
        List<Expr> tests = new ArrayList<>();
        List<Stmt> bodies = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Stmt otherwise = null;
        for (;;) {
            places.add(c.at());
            c.advance();
            tests.add(test());
            bodies.add(body());
            if (!elseFollows()) {
                break;
            }
            c.advance();
            if (c.kind() != Kind.IF) {
                otherwise = body();
                break;
            }
            if (tests.size() > 300) {
                throw new ParseFailure.Limit("chain of else if is too long", c.pos());
            }
        }
        return chain(tests, bodies, places, otherwise);
    }

    private static Stmt chain(List<Expr> tests, List<Stmt> bodies, List<Integer> places, @Nullable Stmt last) {
        Stmt.If result = new Stmt.If(tests.getLast(), bodies.getLast(), last, places.getLast());
        for (int i = tests.size() - 2; i >= 0; i--) {
            result = new Stmt.If(tests.get(i), bodies.get(i), result, places.get(i));
        }
        return result;
    }

    private boolean elseFollows() {
        if (Kind.isConditional(c.kind())) {
            int number = c.directives.groupAt(c.pos());
            boolean inner = number >= 0 && Kind.isIf(c.kind());
            if (inner && g.lists.elseInside(c.directives.groups().get(number))
                    || number >= 0 && !inner
                            && c.kindAt(c.skip(c.directives.groups().get(number).close() + 1)) == Kind.ELSE) {
                throw new Misaligned(number, c.pos());
            }
        }
        return c.kind() == Kind.ELSE;
    }

    private Stmt forStatement() {
        int at = c.at();
        c.advance();
        if (c.kind() != '(') {
            throw c.fail("expected ( of for");
        }
        c.advance();
        Stmt init = null;
        if (g.guess.declarationStarts()) {
            init = g.declarations.declaration();
        } else {
            int begin = c.at();
            if (c.kind() != ';') {
                init = new Stmt.Expression(g.expressions.full(), begin);
            }
            if (c.kind() == ')') {
                // A macro stands for the three parts.
                c.advance();
                return new Stmt.For(init, null, null, body(), at);
            }
            c.expect(';', "expected ; of for");
        }
        Expr test = c.kind() == ';' ? null : g.expressions.full();
        if (!c.accept(';') && c.kind() != ')') {
            throw c.fail("expected ; of for");
        }
        Expr step = c.kind() == ')' ? null : g.expressions.full();
        c.expect(')', "expected ) of for");
        return new Stmt.For(init, test, step, body(), at);
    }

    private Stmt doStatement() {
        int at = c.at();
        c.advance();
        Stmt body = body();
        if (c.accept(Kind.WHILE)) {
            Expr test = test();
            if (!c.accept(';') && !endsHere() && c.kind() != '}' && !g.simple.startsStatement(c.kind())) {
                throw c.fail("expected ; of do");
            }
            return new Stmt.DoWhile(body, test, at);
        }
        if (c.kind() == Kind.NAME) {
            Expr test = g.expressions.full();
            semicolon();
            return new Stmt.DoWhile(body, test, at);
        }
        if (c.atHole()) {
            return new Stmt.DoWhile(body, new Expr.Opaque("", at), at);
        }
        throw c.fail("expected while");
    }

    private Stmt caseLabel() {
        int at = c.at();
        if (c.accept(Kind.DEFAULT)) {
            c.expect(':', "expected : of default");
            return new Stmt.Default(at);
        }
        c.advance();
        Expr low = g.expressions.conditional();
        Expr high = c.accept(Kind.ELLIPSIS) ? g.expressions.conditional() : null;
        if (!c.accept(':') && !c.atHole()) {
            throw c.fail("expected : of case");
        }
        return new Stmt.Case(low, high, at);
    }

    private Stmt returnStatement() {
        int at = c.at();
        c.advance();
        Expr value = null;
        if (c.kind() != ';' && !endsHere()) {
            value = c.kind() == '{' ? g.initializers.initializer() : value();
        }
        if (!c.accept(';') && !endsHere() && !(value instanceof Expr.Call && c.kind() == '}')) {
            throw c.fail("expected ; of return");
        }
        return new Stmt.Return(value, at);
    }

    private Stmt gotoStatement() {
        int at = c.at();
        c.advance();
        if (c.kind() == '*') {
            c.advance();
            Expr target = g.expressions.full();
            semicolon();
            return new Stmt.ComputedGoto(target, at);
        }
        if (!Kind.isWord(c.kind())) {
            throw c.fail("expected a label");
        }
        String label = c.text();
        c.advance();
        if (c.kind() == '(') {
            c.skipGroup();
        }
        semicolon();
        return new Stmt.Goto(label, at);
    }
}
