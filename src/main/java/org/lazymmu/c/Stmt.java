package org.lazymmu.c;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as written, with the byte offset {@link #at} of its first token. */
public sealed interface Stmt {
    int at();

    /** {@code { … }}; {@code end} is the offset of the closing brace. */
    record Block(List<Stmt> statements, int at, int end) implements Stmt {
    }

    record Expression(Expr expression, int at) implements Stmt {
    }

    /** {@code ;} */
    record Empty(int at) implements Stmt {
    }

    /**
     * A declaration of one or more names. Declarations of types and prototypes have no variables. A function inside a function (a
     * macro that defines one is parsed as such) is a variable with the function's body as its {@link Expr.StatementExpr}.
     */
    record Declaration(List<Variable> variables, int at) implements Stmt {
    }

    /**
     * A declared name.
     *
     * @param type    the type as written, with its stars, without attributes
     * @param name    the name
     * @param init    the initial value, or null
     * @param cleanup the argument of {@code __free(x)} or {@code __cleanup(x)}, or null: a function run on scope exit
     */
    record Variable(String type, String name, @Nullable Expr init, @Nullable String cleanup, int at) {
    }

    record If(Expr test, Stmt then, @Nullable Stmt otherwise, int at) implements Stmt {
    }

    record While(Expr test, Stmt body, int at) implements Stmt {
    }

    /** {@code do body while (test);}, or {@code do body macro(…);} where the test is that call. */
    record DoWhile(Stmt body, Expr test, int at) implements Stmt {
    }

    record For(@Nullable Stmt init, @Nullable Expr test, @Nullable Expr step, Stmt body, int at) implements Stmt {
    }

    record Switch(Expr value, Stmt body, int at) implements Stmt {
    }

    /** {@code case low:} or {@code case low ... high:}; the labelled statement follows in the block. */
    record Case(Expr low, @Nullable Expr high, int at) implements Stmt {
    }

    record Default(int at) implements Stmt {
    }

    record Label(String name, int at) implements Stmt {
    }

    record Goto(String label, int at) implements Stmt {
    }

    /** {@code goto *target;} */
    record ComputedGoto(Expr target, int at) implements Stmt {
    }

    record Break(int at) implements Stmt {
    }

    record Continue(int at) implements Stmt {
    }

    record Return(@Nullable Expr value, int at) implements Stmt {
    }

    /**
     * A macro call that heads a statement: {@code for_each_cpu(cpu, mask) body}, {@code scoped_guard(x, y) body}. Whether it is
     * a loop, a condition or a scope stands in the macro's {@code #define}.
     */
    record MacroBlock(Expr.Call head, Stmt body, int at) implements Stmt {
    }

    /** An {@code asm} statement: the operands as expressions, and the labels of an {@code asm goto}. */
    record Asm(List<Expr> operands, List<String> labels, int at) implements Stmt {
    }

    /**
     * {@code #if … #elif … #else … #endif}: exactly one branch exists. The conditions are complete, each excludes those before
     * it; a missing {@code #else} is a last branch with an empty block. A branch that cannot exist where it stands (it contradicts
     * an {@code #if} around it) may be missing. The block of a branch opens no scope: what is declared in it lives on behind it.
     *
     * <p>
     * An {@code #if} that divides a statement becomes one around the whole statement, which then stands in each branch as that
     * branch makes it. A declaration with more than three of them (a table) is there once, with the elements of all sides. In
     * another statement with more than six not all combinations are there: the statement with the text of all sides if that
     * makes sense, else the first sides, the last sides, and each last side alone. Every call is in some branch.
     */
    record StaticIf(List<Branch> branches, int at) implements Stmt {
        public record Branch(Condition condition, Block body) {
        }
    }
}
