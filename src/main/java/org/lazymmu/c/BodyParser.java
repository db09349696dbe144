package org.lazymmu.c;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.ParseFailure.Limit;

/** Bodies of functions and replacements of macros to {@link Body}. */
final class BodyParser {
    private final Tokens tokens;
    private final Directives directives;

    BodyParser(Tokens tokens, Directives directives) {
        this.tokens = tokens;
        this.directives = directives;
    }

    /** The body whose braces are the tokens {@code open} and {@code close}. */
    Body function(CFile.Function function, int open, int close) {
        String name = function.name();
        Grammar grammar = new Grammar(new Cursor(tokens, directives, open + 1, close));
        grammar.branches.assumed().add(function.condition());
        List<ParseFailure> failures = new ArrayList<>();
        List<Stmt> statements = grammar.lists.whole(failures);
        Stmt.Block block = new Stmt.Block(statements, tokens.start(open), tokens.start(close));
        boolean dead = function.condition().equals(Condition.NEVER);
        return new Body(block, false, dead ? List.of() : problems(name, tokens, failures));
    }

    private static List<CFile.Problem> problems(String name, Tokens tokens, List<ParseFailure> failures) {
        return failures.stream().map(f -> new CFile.Problem(tokens.start(f.token), name, f.reason())).toList();
    }

    /** The replacement of a macro, the tokens from one up to another. */
    Body macro(CFile.Macro macro, int from, int to) {
        Tokens source = tokens;
        int begin = from;
        int end = to;
        if (hasGlue(from, to)) {
            source = Glue.join(tokens, from, to);
            begin = 0;
            end = source.count();
        }
        if (begin == end) {
            int at = tokens.start(from);
            return new Body(new Stmt.Block(List.of(), at, at), false, List.of());
        }
        if (Assembly.only(macro.condition())) {
            Expr text = new Expr.Opaque(TokenText.join(tokens, from, to), tokens.start(from));
            Stmt statement = new Stmt.Expression(text, text.at());
            return new Body(new Stmt.Block(List.of(statement), text.at(), tokens.end(to - 1)), false, List.of());
        }
        return new MacroParser(source, directives, macro, begin, end).body();
    }

    private boolean hasGlue(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens.kind(i) == Kind.GLUE) {
                return true;
            }
        }
        return false;
    }

    /** Several readings of one replacement, the likeliest first. */
    private static final class MacroParser {
        private final Tokens tokens;
        private final Directives directives;
        private final String name;
        private final Set<String> parameters;
        private final int from;
        private final int to;

        MacroParser(Tokens tokens, Directives directives, CFile.Macro macro, int from, int to) {
            this.tokens = tokens;
            this.directives = directives;
            name = macro.name();
            List<String> names = macro.parameters();
            parameters = names == null ? Set.of() : Set.copyOf(new HashSet<>(names));
            this.from = from;
            this.to = to;
        }

        Body body() {
            int first = tokens.kind(from);
            boolean code = first >= Kind.IF && first <= Kind.ASM || hasSemicolon();
            try {
                Body body = first == '{' ? initializer() : null;
                if (body == null && !code) {
                    body = expression();
                }
                if (body == null) {
                    body = statements();
                }
                if (body == null && code) {
                    body = expression();
                }
                if (body == null) {
                    body = items();
                }
                return body != null ? body : fragment();
            } catch (Limit limit) {
                return new Body(block(List.of()), false,
                        List.of(new CFile.Problem(tokens.start(limit.token), name, limit.reason())));
            }
        }

        private Grammar grammar() {
            return new Grammar(new Cursor(tokens, directives, from, to, parameters));
        }

        private boolean hasSemicolon() {
            int nested = 0;
            for (int i = from; i < to; i++) {
                switch (tokens.kind(i)) {
                    case '(', '[', '{' -> nested++;
                    case ')', ']', '}' -> nested--;
                    case ';' -> {
                        if (nested == 0) {
                            return true;
                        }
                    }
                    default -> {
                    }
                }
            }
            return false;
        }

        private Stmt.Block block(List<Stmt> statements) {
            return new Stmt.Block(statements, tokens.start(from), tokens.end(to - 1));
        }

        private @Nullable Body expression() {
            Grammar grammar = grammar();
            try {
                Expr expression = grammar.expressions.full();
                if (grammar.cursor.kind() == Kind.ELLIPSIS) {
                    // case LOW ... HIGH: from one macro.
                    int at = grammar.cursor.at();
                    grammar.cursor.advance();
                    expression = new Expr.Binary("...", expression, grammar.expressions.conditional(), at);
                }
                if (grammar.cursor.kind() == Kind.END) {
                    Stmt statement = new Stmt.Expression(expression, tokens.start(from));
                    return new Body(block(List.of(statement)), false, List.of());
                }
            } catch (Limit e) {
                throw e;
            } catch (ParseFailure e) {
                // Another reading.
            }
            return null;
        }

        private @Nullable Body statements() {
            Grammar grammar = grammar();
            try {
                List<Stmt> statements = grammar.lists.list();
                if (grammar.cursor.kind() == Kind.END && !isType(statements)) {
                    return new Body(block(statements), grammar.cursor.hasHole(), List.of());
                }
            } catch (Limit e) {
                throw e;
            } catch (ParseFailure e) {
                // Another reading.
            }
            return null;
        }

        /** Is it a type or an attribute, which reads as a declaration of nothing? */
        private boolean isType(List<Stmt> statements) {
            return statements.size() == 1 && statements.getFirst() instanceof Stmt.Declaration(var variables, int at)
                    && variables.isEmpty() && tokens.kind(to - 1) != ';' && !hasCall();
        }

        private @Nullable Body initializer() {
            Grammar grammar = grammar();
            try {
                Expr value = grammar.initializers.initializer();
                if (grammar.cursor.kind() == Kind.END) {
                    return new Body(block(List.of(new Stmt.Expression(value, value.at()))), false, List.of());
                }
            } catch (Limit e) {
                throw e;
            } catch (ParseFailure e) {
                // A block.
            }
            return null;
        }

        /** Pieces of an initializer: {@code .name = value, …}. */
        private @Nullable Body items() {
            Grammar grammar = grammar();
            try {
                Expr value = grammar.initializers.items(tokens.start(from));
                if (grammar.cursor.kind() == Kind.END) {
                    return new Body(block(List.of(new Stmt.Expression(value, value.at()))), false, List.of());
                }
            } catch (Limit e) {
                throw e;
            } catch (ParseFailure e) {
                // A fragment.
            }
            return null;
        }

        /** Attributes, types, operators: text. If calls are among them, something was not understood. */
        private Body fragment() {
            int at = tokens.start(from);
            Expr text = new Expr.Opaque(TokenText.join(tokens, from, to), at);
            List<CFile.Problem> problems = hasCall()
                    ? List.of(new CFile.Problem(at, name, "neither an expression nor statements"))
                    : List.of();
            return new Body(block(List.of(new Stmt.Expression(text, at))), false, problems);
        }

        private boolean hasCall() {
            for (int i = from; i + 1 < to; i++) {
                int kind = tokens.kind(i);
                if (kind == Kind.ATTRIBUTE || kind == Kind.TYPEOF || kind == Kind.ASM || kind == Kind.SIZEOF) {
                    i = afterGroup(i + 1);
                } else if (kind == Kind.NAME && tokens.kind(i + 1) == '(' && !Words.isAttribute(tokens, i)) {
                    return true;
                }
            }
            return false;
        }

        private int afterGroup(int open) {
            int nested = 0;
            for (int i = open; i < to; i++) {
                int kind = tokens.kind(i);
                if (kind == '(') {
                    nested++;
                } else if (kind == ')' && --nested == 0) {
                    return i;
                }
            }
            return to;
        }
    }
}
