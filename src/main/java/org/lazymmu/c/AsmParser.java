package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;

/** {@code asm} in its forms. Templates and constraints are skipped, operands parsed, labels of {@code asm goto} kept. */
final class AsmParser {
    private static final int LABELS = 4;

    private final Cursor c;
    private final Grammar g;
    private final List<Expr> operands = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    AsmParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    Stmt.Asm statement() {
        int at = c.at();
        c.advance();
        while (c.kind() != '(' && Kind.isWord(c.kind())) {
            c.advance();
        }
        c.expect('(', "expected ( of asm");
        c.enter();
        int section = 0;
        while (c.kind() != ')') {
            if (c.accept(':')) {
                section++;
            } else {
                part(section);
            }
        }
        c.advance();
        c.leave();
        if (!c.accept(';') && c.kind() == ';') {
            throw c.fail("expected ; of asm");
        }
        return new Stmt.Asm(List.copyOf(operands), List.copyOf(labels), at);
    }

    private void part(int section) {
        int kind = c.kind();
        if (kind == Kind.END || kind == '}' || kind == ';' || Kind.isConditional(kind)) {
            throw c.fail("unexpected token in asm");
        }
        if (section == 0) {
            skip();
        } else if (section >= LABELS && kind == Kind.NAME) {
            labels.add(c.text());
            c.advance();
        } else if (kind == '(') {
            c.advance();
            operands.add(g.expressions.full());
            c.expect(')', "expected ) of an operand");
        } else if (kind == Kind.NAME && c.peek() == '(') {
            int at = c.at();
            Expr.Name name = new Expr.Name(c.text(), at);
            c.advance();
            operands.add(new Expr.Call(name, g.arguments.list(), at));
        } else {
            skip();
        }
    }

    private void skip() {
        if (c.kind() == '(' || c.kind() == '[' || c.kind() == '{') {
            c.skipGroup();
        } else {
            c.advance();
        }
    }
}
