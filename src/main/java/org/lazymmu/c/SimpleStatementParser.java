package org.lazymmu.c;

import java.util.List;

/**
 * Statements that begin as expressions do: expressions, and macro calls that head a block or the next statement, or that are
 * statements of their own without a semicolon.
 */
final class SimpleStatementParser {
    private final Cursor c;
    private final Grammar g;
    /** Offset at which the innermost expression statement begins, if with a call: macros that head a statement do. */
    private int head = -1;
    /** Offset at which the innermost expression statement begins. */
    private int begin = -1;

    SimpleStatementParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** Reads one statement into a list. */
    void statement(List<Stmt> out) {
        if (c.kind() == Kind.NAME && isLoneMacro()) {
            loneMacro(out);
        } else {
            expression(out);
        }
    }

    /** Is the name here a macro without arguments and semicolon, in front of a statement? */
    private boolean isLoneMacro() {
        int next = c.next(c.pos());
        int kind = c.kindAt(next);
        return kind >= Kind.IF && kind <= Kind.GOTO || kind == '{' || kind == '}' || kind == Kind.END
                || kind == Kind.NAME
                || kind == Kind.ASM || Kind.isConditional(kind) && c.isNewLine(next) && !continues(next);
    }

    private void loneMacro(List<Stmt> out) {
        int at = c.at();
        Expr.Name name = new Expr.Name(c.text(), at);
        c.advance();
        if (c.kind() == '{') {
            out.add(new Stmt.MacroBlock(new Expr.Call(name, List.of(), at), g.statements.block(), at));
        } else {
            out.add(new Stmt.Expression(name, at));
        }
    }

    private void expression(List<Stmt> out) {
        int at = c.at();
        int outer = head;
        boolean call = c.kind() == Kind.NAME && c.peek() == '(';
        int outerBegin = begin;
        head = call ? at : -1;
        begin = at;
        Expr expression;
        try {
            expression = g.statements.value();
        } finally {
            head = outer;
            begin = outerBegin;
        }
        if (c.accept(';')) {
            out.add(new Stmt.Expression(expression, at));
        } else if (call && expression instanceof Expr.Call macro && isHead(macro)) {
            out.add(new Stmt.MacroBlock(macro, g.statements.body(), at));
        } else if (call && c.accept(':')) {
            // A macro that makes a label of its argument.
            out.add(new Stmt.Case(expression, null, at));
        } else if (endsWithoutSemicolon(expression)) {
            out.add(new Stmt.Expression(expression, at));
        } else {
            throw c.fail("expected ;");
        }
    }

    /** Does an expression statement begin at an offset? */
    boolean beginsAt(int offset) {
        return begin == offset;
    }

    /** Does a macro call head the statement that follows? */
    private boolean isHead(Expr.Call macro) {
        int kind = c.kind();
        if (kind == '{') {
            return true;
        }
        if (!startsStatement(kind) || kind == Kind.ELSE || kind == Kind.CASE || kind == Kind.DEFAULT) {
            return false;
        }
        if (!c.isNewLine(c.pos())) {
            return true;
        }
        return c.tokens.indentation(c.pos()) > c.tokens.indentation(c.tokens.at(macro.at())) && !isLabelHere();
    }

    private boolean isLabelHere() {
        return c.kind() == Kind.NAME && c.peek() == ':';
    }

    /** Can a token of this kind begin a statement? */
    boolean startsStatement(int kind) {
        return switch (kind) {
            case Kind.NAME, '*', '(', Kind.INCREMENT, Kind.DECREMENT -> true;
            default -> kind >= Kind.FIRST_WORD && kind <= Kind.LAST_WORD;
        };
    }

    private boolean endsWithoutSemicolon(Expr expression) {
        int kind = c.kind();
        if (kind == ')' || kind == ',') {
            // The last statement of a macro argument.
            return true;
        }
        boolean macro = expression instanceof Expr.Call || expression instanceof Expr.Name;
        if (Kind.isConditional(kind)) {
            return macro && !continues(c.pos());
        }
        boolean last = kind == '}' || kind == Kind.END;
        return macro && (startsStatement(kind) || last) || c.inMacro && last;
    }

    /** Does what stands in a group of directives, or behind it, continue an expression before it? */
    private boolean continues(int directive) {
        int number = c.directives.groupAt(directive);
        if (number < 0) {
            return false;
        }
        Directives.Group group = c.directives.groups().get(number);
        for (int i = 0; i < group.directives(); i++) {
            int member = group.directive(i);
            if (member >= c.limit()) {
                return false;
            }
            int kind = c.kindAt(member + 1);
            boolean free = startsStatement(kind) && kind != '*' && kind != '(' || kind == '}' || kind == Kind.END
                    || Kind.isConditional(kind) || kind == Kind.HASH_DEFINE || kind == '{' || kind == ';';
            if (!free || kind == ';' || kind == '{') {
                return true;
            }
        }
        return false;
    }

    /** Does the macro call that begins a statement end here, although an operator follows? Then the operator is a new statement's. */
    boolean endsBefore(Expr base, int token) {
        if (!(base instanceof Expr.Call call) || call.at() != head || !(call.callee() instanceof Expr.Name name)) {
            return false;
        }
        int kind = c.kindAt(token);
        boolean either = kind == '*' || kind == '(' || kind == '&' || kind == Kind.INCREMENT || kind == Kind.DECREMENT;
        if (!either) {
            return false;
        }
        if (kind == '(' && c.kindAt(c.next(token)) == '{') {
            return true;
        }
        boolean twoCalls = kind == '(' && (name.name().equals("CLASS") || name.name().contains("guard"));
        return c.isNewLine(token) && !twoCalls || name.name().contains("for_each");
    }

    /** Does a statement with a keyword of its own begin on a new line here? */
    boolean keywordOnNewLine() {
        return c.kind() >= Kind.IF && c.kind() <= Kind.GOTO && c.isNewLine(c.pos());
    }
}
