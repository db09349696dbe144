package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declarations in bodies and of variables at file level. Types are kept as text. */
final class DeclarationParser {
    private final Cursor c;
    private final Grammar g;
    /** The argument of the last {@code __free} or {@code __cleanup} met in this declaration. */
    private @Nullable String cleanup;
    private boolean typedef;

    DeclarationParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** A declaration up to behind its semicolon. */
    Stmt declaration() {
        int at = c.at();
        cleanup = null;
        typedef = false;
        c.enter();
        int from = c.pos();
        String base = specifiers();
        List<Stmt.Variable> variables = new ArrayList<>(2);
        if (c.kind() == '=') {
            variables.add(macroVariable(from, base));
            c.leave();
            if (!c.accept(';') && !mayEnd()) {
                throw c.fail("expected ; of a declaration");
            }
            return new Stmt.Declaration(List.copyOf(variables), at);
        }
        if (c.kind() != ';' && !mayEnd()) {
            do {
                if (declarator(base, variables)) {
                    c.leave();
                    return new Stmt.Declaration(List.copyOf(variables), at);
                }
            } while (c.accept(','));
        }
        c.leave();
        if (!c.accept(';') && !mayEnd() && !g.simple.keywordOnNewLine()) {
            throw c.fail("expected ; of a declaration");
        }
        return new Stmt.Declaration(List.copyOf(variables), at);
    }

    /** {@code DEFINE_PER_CPU(type, name) = value}: the variable is named by the macro's last argument. */
    private Stmt.Variable macroVariable(int from, String type) {
        int name = -1;
        for (int p = c.skip(from); p < c.pos(); p = c.next(p)) {
            if (c.kindAt(p) == Kind.NAME && c.kindAt(c.next(p)) != '(') {
                name = p;
            }
        }
        if (name < 0) {
            throw c.fail("expected the name of a variable");
        }
        c.accept('=');
        Expr init = c.kind() == '{' ? g.initializers.initializer() : g.expressions.assignment();
        return new Stmt.Variable(type, c.tokens.text(name), init, cleanup, c.tokens.start(name));
    }

    private boolean mayEnd() {
        return c.kind() == ')' || c.inMacro && (c.kind() == Kind.END || c.kind() == '}');
    }

    /** The words before the first declarator. */
    private String specifiers() {
        StringBuilder type = new StringBuilder();
        boolean typed = false;
        for (;;) {
            switch (c.kind()) {
                case Kind.TYPE_WORD -> {
                    if (typed && c.is("bool") && isDeclaratorName(true)) {
                        // Older than the type.
                        return type.toString();
                    }
                    typed = true;
                    word(type);
                }
                case Kind.QUALIFIER -> word(type);
                case Kind.STORAGE, Kind.EXTENSION -> {
                    typedef |= c.is("typedef");
                    c.advance();
                }
                case Kind.TAG -> {
                    typed = true;
                    tag(type);
                }
                case Kind.TYPEOF -> {
                    typed = true;
                    int from = c.pos();
                    c.advance();
                    c.skipGroup();
                    append(type, c.textFrom(from));
                }
                case Kind.ATTRIBUTE -> attribute();
                case Kind.NAME -> {
                    if (isDeclaratorName(typed)) {
                        return type.toString();
                    }
                    boolean attribute = Words.isAttribute(c.tokens, c.pos());
                    if (attribute && (typed || c.peek() != '*')) {
                        attributeWord();
                    } else {
                        typed = true;
                        int from = c.pos();
                        c.advance();
                        if (c.kind() == '(' && !isDeclaratorGroup()) {
                            c.skipGroup();
                        }
                        append(type, c.textFrom(from));
                    }
                }
                default -> {
                    return type.toString();
                }
            }
        }
    }

    private boolean isDeclaratorGroup() {
        return c.peek() == '*' || c.peek() == '^';
    }

    /** Is the name here the one that is declared? */
    private boolean isDeclaratorName(boolean typed) {
        int second = c.next(c.pos());
        int kind = c.kindAt(second);
        if (kind == '=' || kind == ';' || kind == ',' || kind == '[' || kind == ':' || kind == ')'
                || kind == Kind.END) {
            return true;
        }
        if (kind == '(') {
            int after = c.kindAt(c.next(c.close(second)));
            if (typed && (after == '{' || after == ';' || after == Kind.END)) {
                return !HeadReader.isKnownAttribute(c.text());
            }
            boolean attribute = Words.isAttribute(c.tokens, c.pos());
            return typed && !attribute && after != Kind.NAME && !(after == '*');
        }
        if (kind == Kind.ATTRIBUTE || kind == Kind.ASM) {
            return typed;
        }
        if (kind == Kind.NAME) {
            return typed && !Words.isAttribute(c.tokens, c.pos()) && Words.isAttribute(c.tokens, second);
        }
        return false;
    }

    private void word(StringBuilder type) {
        append(type, c.text());
        c.advance();
    }

    private static void append(StringBuilder type, String text) {
        if (!type.isEmpty()) {
            type.append(' ');
        }
        type.append(text);
    }

    private void tag(StringBuilder type) {
        word(type);
        while (c.kind() == Kind.ATTRIBUTE || c.kind() == Kind.NAME && isTagAttribute()) {
            attributeOrWord();
        }
        if (Kind.isWord(c.kind())) {
            word(type);
            if (c.kind() == '(' && !isDeclaratorGroup()) {
                c.skipGroup();
            }
        }
        if (c.kind() == '{') {
            c.skipGroup();
        }
    }

    /** Is the word behind {@code struct} an attribute, with the name behind it? */
    private boolean isTagAttribute() {
        int second = c.next(c.pos());
        return c.kindAt(second) == Kind.NAME && c.kindAt(c.next(second)) == '{';
    }

    private void attributeOrWord() {
        if (c.kind() == Kind.ATTRIBUTE) {
            attribute();
        } else {
            attributeWord();
        }
    }

    private void attribute() {
        c.advance();
        if (c.kind() == '(') {
            int from = c.pos();
            c.skipGroup();
            String text = c.textFrom(from);
            int found = text.indexOf("cleanup");
            if (found >= 0) {
                int open = text.indexOf('(', found);
                int close = text.indexOf(')', Math.max(open, 0));
                if (open >= 0 && close > open) {
                    cleanup = text.substring(open + 1, close).strip();
                }
            }
        }
    }

    private void attributeWord() {
        boolean cleans = c.is("__free") || c.is("__cleanup");
        c.advance();
        if (c.kind() == '(' && !isDeclaratorGroup()) {
            int from = c.next(c.pos());
            int close = c.close(c.pos());
            c.skipGroup();
            if (cleans) {
                cleanup = TokenText.join(c.tokens, from, close);
            }
        }
    }

    private void attributes() {
        for (;;) {
            if (c.kind() == Kind.ATTRIBUTE) {
                attribute();
            } else if (c.kind() == Kind.NAME) {
                attributeWord();
            } else if (c.kind() == Kind.ASM) {
                c.advance();
                c.skipGroup();
            } else {
                return;
            }
        }
    }

    /** One declarator with its initial value; true if it was a function with its body, which ends the declaration. */
    private boolean declarator(String base, List<Stmt.Variable> variables) {
        int from = c.pos();
        String prefix = pointers();
        int at = c.at();
        String name = "";
        boolean function = false;
        if (c.kind() == '(') {
            int inner = c.pos();
            int close = c.close(inner);
            c.advance();
            pointers();
            at = c.at();
            if (c.kind() == Kind.NAME) {
                name = c.text();
            } else if (c.kind() == '(') {
                // (*(*f)(…))(…): the innermost name.
                while (c.kind() != Kind.NAME && c.pos() < close) {
                    c.advance();
                }
                name = c.kind() == Kind.NAME ? c.text() : "";
                at = c.at();
            }
            c.seek(close);
            c.advance();
            prefix = (prefix + " (*)").strip();
        } else if (Kind.isWord(c.kind())) {
            name = c.text();
            c.advance();
            function = c.kind() == '(';
        } else if (c.kind() != ':' && c.kind() != ';' && !mayEnd()) {
            throw c.fail("expected the name of a variable");
        }
        while (c.kind() == '[' || c.kind() == '(') {
            c.skipGroup();
        }
        String type = (base + (prefix.isEmpty() ? "" : " " + prefix)).strip();
        attributes();
        if (function && c.kind() == '{') {
            // A function of GNU C inside another: its code stands as the initial value.
            int begin = c.at();
            variables.add(new Stmt.Variable(type, name, new Expr.StatementExpr(g.statements.block(), begin), null, at));
            return true;
        }
        if (c.accept(':')) {
            g.expressions.conditional();
        }
        attributes();
        Expr init = null;
        if (c.accept('=')) {
            init = c.kind() == '{' ? g.initializers.initializer() : g.expressions.assignment();
            attributes();
        }
        if (c.pos() == from) {
            throw c.fail("expected a declarator");
        }
        if (!function && !name.isEmpty() && !typedef) {
            variables.add(new Stmt.Variable(type, name, init, cleanup, at));
        }
        return false;
    }

    private String pointers() {
        StringBuilder stars = new StringBuilder();
        for (;;) {
            if (c.kind() == '*' || c.kind() == '^') {
                stars.append(c.kind() == '*' ? "*" : "");
                c.advance();
            } else if (c.kind() == Kind.QUALIFIER) {
                c.advance();
            } else if (c.kind() == Kind.ATTRIBUTE) {
                attribute();
            } else if (c.kind() == Kind.NAME && !isDeclaratorName(true) && isNameFollowed()) {
                attributeWord();
            } else {
                return stars.toString();
            }
        }
    }

    /** Does a name or star follow the word here, so that it is an attribute? */
    private boolean isNameFollowed() {
        int next = c.peek();
        if (next == '(') {
            int after = c.kindAt(c.next(c.close(c.next(c.pos()))));
            return Words.isAttribute(c.tokens, c.pos()) && (after == Kind.NAME || after == '*');
        }
        return next == Kind.NAME || next == '*';
    }
}
