package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file contains at file level, in order, on all sides of its {@code #if}s.
 *
 * @param path      the file, relative to the root of the tree
 * @param functions functions with a body
 * @param macros    {@code #define}s
 * @param variables initialised variables at file level (operation tables among them)
 * @param invocations macro calls at file level: {@code DEFINE_FREE(…)}, {@code EXPORT_SYMBOL(…)}
 * @param includes  the files of {@code #include}, with their quotes or angle brackets
 * @param problems  what could not be understood at file level
 * @param lines     offsets to lines
 */
public record CFile(String path, List<Function> functions, List<Macro> macros, List<FileVariable> variables,
        List<Invocation> invocations, List<String> includes, List<Problem> problems, LineIndex lines) {

    /** The macro calls at file level and the variables, as statements. */
    public List<Stmt> atFileLevel() {
        List<Stmt> statements = new ArrayList<>();
        for (Invocation invocation : invocations) {
            statements.add(new Stmt.Expression(invocation.call(), invocation.call().at()));
        }
        for (FileVariable variable : variables) {
            statements.add(variable.declaration());
        }
        return statements;
    }

    /** A parameter; {@code name} is empty where it has none, {@code ...} for a variable list. */
    public record Parameter(String type, String name) {
    }

    /**
     * A function definition. A definer such as {@code SYSCALL_DEFINE3(name, …)} has its macro as {@code definer}.
     *
     * @param returns   return type as written with its stars; empty when unknown
     * @param bodyFrom  offset of the opening brace
     * @param bodyTo    offset behind the closing brace
     */
    public record Function(String name, int at, boolean isStatic, boolean isInline, String returns,
            List<Parameter> parameters, @Nullable String definer, Condition condition, int bodyFrom, int bodyTo) {
    }

    /**
     * A {@code #define}.
     *
     * @param parameters names, {@code null} for an object-like macro; the last may be {@code ...} or {@code args...}
     * @param bodyFrom   offset of the first byte of the replacement
     * @param bodyTo     offset behind it
     */
    public record Macro(String name, int at, @Nullable List<String> parameters, Condition condition, int bodyFrom,
            int bodyTo) {
    }

    /**
     * A variable with an initializer. Sides of {@code #if} within the initializer are all there, one after the other. Tables that
     * name nothing (numbers and strings only) are left out. A macro that heads an initializer, {@code define_machine(x) { … }},
     * is the type of a variable with its first argument's name; elements at file level without a head (a file to be included)
     * have neither.
     */
    public record FileVariable(String type, String name, int at, Condition condition, Expr init) {
        /** The variable as a statement. */
        public Stmt declaration() {
            return new Stmt.Declaration(List.of(new Stmt.Variable(type, name, init, null, at)), at);
        }
    }

    /** A macro call at file level. Sides of {@code #if} within its arguments are all there, one after the other. */
    public record Invocation(Expr.Call call, Condition condition) {
    }

    /** Something that was not understood: where, in which function (empty at file level), and why. */
    public record Problem(int at, String function, String reason) {
    }
}
