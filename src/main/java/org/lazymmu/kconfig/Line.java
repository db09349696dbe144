package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one logical line of a Kconfig file from left to right: words, quoted texts, expressions. */
final class Line {
    /** Brackets and negations within each other; no kernel has more than a handful. */
    private static final int DEPTH = 200;

    /** A line that does not follow the grammar; the message says where. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final String text;
    /** Whether what is read is a demand: there, as rewrite_m() of menu.c has it, m counts only where modules are allowed. */
    private boolean demanding;
    private int at;
    private int depth;

    Line(String text) {
        this.text = text;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '#') {
            at = text.length();
        }
    }

    boolean isAtEnd() {
        skipBlanks();
        return at >= text.length();
    }

    /** The next word, or an empty string if there is none. */
    String word() {
        skipBlanks();
        int from = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** Whether the next characters are these; if so, they are read. */
    boolean take(String sign) {
        skipBlanks();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    boolean isQuoteNext() {
        skipBlanks();
        return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    }

    /** All that is left, without blanks around it. */
    String rest() {
        String rest = text.substring(Math.min(at, text.length())).strip();
        at = text.length();
        return rest;
    }

    /** A quoted text, or all up to the next blank; macros are left in it. */
    String quoted() throws Malformed {
        if (!isQuoteNext()) {
            int from = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at = text.charAt(at) == '$' ? afterMacro(at) : at + 1;
            }
            return text.substring(from, at);
        }
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                content.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$') {
                int end = afterMacro(at);
                content.append(text, at, end);
                at = end;
            } else {
                content.append(c);
                at++;
            }
        }
        if (at >= text.length()) {
            throw new Malformed("quoted text without an end");
        }
        at++;
        return content.toString();
    }

    /** The offset behind a {@code $(macro)} or {@code $NAME}. */
    private int afterMacro(int dollar) throws Malformed {
        int end = dollar + 1;
        if (end >= text.length() || text.charAt(end) != '(') {
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            return end;
        }
        int open = 0;
        for (; end < text.length(); end++) {
            if (text.charAt(end) == '(') {
                open++;
            } else if (text.charAt(end) == ')' && --open == 0) {
                return end + 1;
            }
        }
        throw new Malformed("macro without an end");
    }

    /** The condition behind {@code if}, or null when there is none; nothing else may follow. */
    @Nullable
    Expression condition() throws Malformed {
        if (isAtEnd()) {
            return null;
        }
        if (!word().equals("if")) {
            throw new Malformed("if expected");
        }
        Expression result = demand();
        if (!isAtEnd()) {
            throw new Malformed("unexpected " + quotedForMessage());
        }
        return result;
    }

    /** An expression that something demands. */
    Expression demand() throws Malformed {
        demanding = true;
        Expression result = or();
        demanding = false;
        return result;
    }

    private String quotedForMessage() {
        return '"' + text.substring(at, Math.min(text.length(), at + 20)) + '"';
    }

    /** An expression that something else may follow. */
    Expression or() throws Malformed {
        List<Expression> operands = new ArrayList<>(2);
        operands.add(and());
        while (take("||")) {
            operands.add(and());
        }
        return operands.size() == 1 ? operands.getFirst() : new Expression.Or(operands);
    }

    private Expression and() throws Malformed {
        List<Expression> operands = new ArrayList<>(2);
        operands.add(operand());
        while (take("&&")) {
            operands.add(operand());
        }
        return operands.size() == 1 ? operands.getFirst() : new Expression.And(operands);
    }

    private Expression operand() throws Malformed {
        if (++depth > DEPTH) {
            throw new Malformed("nested too deeply");
        }
        Expression result;
        if (take("!")) {
            result = new Expression.Not(operand());
        } else if (take("(")) {
            result = or();
            if (!take(")")) {
                throw new Malformed(") expected");
            }
        } else {
            result = comparison(value());
            if (demanding && result.equals(Expression.MODULE)) {
                result = new Expression.And(List.of(result, new Expression.Symbol(Symbols.MODULES)));
            }
        }
        depth--;
        return result;
    }

    private Expression comparison(Expression left) throws Malformed {
        Expression.Relation relation = take("!=") ? Expression.Relation.UNEQUAL
                : take("<=") ? Expression.Relation.LESS_EQUAL
                        : take(">=") ? Expression.Relation.GREATER_EQUAL
                                : take("=") ? Expression.Relation.EQUAL
                                        : take("<") ? Expression.Relation.LESS
                                                : take(">") ? Expression.Relation.GREATER : null;
        return relation == null ? left : new Expression.Comparison(relation, left, value());
    }

    /** A symbol, a constant or a macro. */
    Expression value() throws Malformed {
        if (isQuoteNext()) {
            String content = quoted();
            return content.indexOf('$') >= 0 ? new Expression.Macro(content) : new Expression.Constant(content);
        }
        int from = at;
        boolean macro = false;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '$')) {
            boolean dollar = text.charAt(at) == '$';
            macro |= dollar;
            at = dollar ? afterMacro(at) : at + 1;
        }
        if (at == from) {
            throw new Malformed(isAtEnd() ? "expression expected" : "unexpected " + quotedForMessage());
        }
        String name = text.substring(from, at);
        if (macro) {
            return new Expression.Macro(name);
        }
        return name.equals("y") || name.equals("m") || name.equals("n") ? new Expression.Constant(name)
                : new Expression.Symbol(name);
    }
}
