package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;

/** Initializers with their designators, and macros that stand for elements. */
final class InitializerParser {
    private final Cursor c;
    private final Grammar g;

    InitializerParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
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
        boolean macroNext = c.kind() == Kind.NAME && c.isNewLine(c.pos());
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
        return c.kind() == '{' ? initializer()
                : Kind.startsType(c.kind()) ? g.arguments.argument() : g.expressions.assignment();
    }
}
