package org.lazymmu.c;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written, with the byte offset {@link #at} of the token that names it (an operator, a callee, a name). */
public sealed interface Expr {
    /** Offset in the file of the token that best names the expression: the operator, the callee's name, the literal. */
    int at();

    /** An identifier: variable, function, enumerator or object-like macro. */
    record Name(String name, int at) implements Expr {
    }

    /** A number or character constant as written. */
    record Number(String text, int at) implements Expr {
    }

    /** One or more adjacent string literals and names of string macros, as written. */
    record Text(String text, int at) implements Expr {
    }

    /** A call of a function or function-like macro; {@code callee} is a {@link Name} unless called through a pointer. */
    record Call(Expr callee, List<Expr> arguments, int at) implements Expr {
        /** The name called, or null where it is computed. */
        public @Nullable String name() {
            return callee instanceof Name n ? n.name() : null;
        }
    }

    /** {@code base.name} or {@code base->name}. */
    record Member(Expr base, boolean arrow, String name, int at) implements Expr {
    }

    record Index(Expr base, Expr index, int at) implements Expr {
    }

    /** A prefix operator: one of {@code ! ~ - + * & ++ --}. */
    record Unary(String operator, Expr operand, int at) implements Expr {
    }

    /** {@code operand++} or {@code operand--}. */
    record Postfix(String operator, Expr operand, int at) implements Expr {
    }

    /** A binary operator other than assignment: arithmetic, comparison, {@code &&}, {@code ||}, {@code ,}. */
    record Binary(String operator, Expr left, Expr right, int at) implements Expr {
    }

    /** {@code test ? then : otherwise}; {@code then} is null in GNU's {@code test ?: otherwise}. */
    record Conditional(Expr test, @Nullable Expr then, Expr otherwise, int at) implements Expr {
    }

    /** {@code left = right}, {@code left += right} …; the operator with its {@code =}. */
    record Assign(String operator, Expr left, Expr right, int at) implements Expr {
    }

    /** {@code (type)operand}; a compound literal when the operand is an {@link Initializer}. */
    record Cast(String type, Expr operand, int at) implements Expr {
    }

    /** {@code sizeof x}, {@code typeof(x)}, {@code __alignof__(x)}, {@code offsetof(…)}: named, never evaluated. */
    record Unevaluated(String text, int at) implements Expr {
    }

    /** GNU statement expression {@code ({ … })}; its value is that of the last expression statement. */
    record StatementExpr(Stmt.Block body, int at) implements Expr {
    }

    /** {@code { .a = 1, [3] = f, x }}. */
    record Initializer(List<Item> items, int at) implements Expr {
        /** One element; the designator as written ({@code .a}, {@code [3].b}), or null. */
        public record Item(@Nullable String designator, Expr value) {
        }
    }

    /** {@code &&label}. */
    record LabelAddress(String label, int at) implements Expr {
    }

    /** {@code _Generic(control, type: value, …)}: one of the values. */
    record Generic(Expr control, List<Expr> values, int at) implements Expr {
    }

    /** A macro argument that is code rather than a value: {@code return -EINTR}, {@code { … }}, {@code if (x) y}. */
    record StatementArgument(Stmt body, int at) implements Expr {
    }

    /** A macro argument that is neither value nor code: a type, an operator, nothing at all. */
    record Opaque(String text, int at) implements Expr {
    }
}
