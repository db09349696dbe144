package org.lazymmu.backend;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Looks for something in a statement and all that is in it, expressions too. */
final class Search {
    private final Predicate<Stmt> statements;
    private final Predicate<Expr> expressions;

    private Search(Predicate<Stmt> statements, Predicate<Expr> expressions) {
        this.statements = statements;
        this.expressions = expressions;
    }

    /** Whether one of the statements or expressions is what is looked for. */
    static boolean any(@Nullable Stmt statement, Predicate<Stmt> statements, Predicate<Expr> expressions) {
        return new Search(statements, expressions).statement(statement);
    }

    private boolean statement(@Nullable Stmt statement) {
        return statement != null && (statements.test(statement) || within(statement));
    }

    private boolean within(Stmt statement) {
        return switch (statement) {
            case Stmt.Block block -> block.statements().stream().anyMatch(this::statement);
            case Stmt.Expression s -> expression(s.expression());
            case Stmt.Declaration s -> s.variables().stream().anyMatch(v -> expression(v.init()));
            case Stmt.If s -> expression(s.test()) || statement(s.then()) || statement(s.otherwise());
            case Stmt.While s -> expression(s.test()) || statement(s.body());
            case Stmt.DoWhile s -> statement(s.body()) || expression(s.test());
            case Stmt.For s ->
                    statement(s.init()) || expression(s.test()) || expression(s.step()) || statement(s.body());
            case Stmt.Switch s -> expression(s.value()) || statement(s.body());
            case Stmt.MacroBlock s -> expression(s.head()) || statement(s.body());
            case Stmt.Asm s -> s.operands().stream().anyMatch(this::expression);
            case Stmt.StaticIf s -> s.branches().stream().anyMatch(branch -> statement(branch.body()));
            case Stmt.Return s -> expression(s.value());
            case Stmt.Goto s -> false;
            case Stmt.ComputedGoto s -> expression(s.target());
            case Stmt.Break s -> false;
            case Stmt.Continue s -> false;
            case Stmt.Empty s -> false;
            case Stmt.Case s -> false;
            case Stmt.Default s -> false;
            case Stmt.Label s -> false;
        };
    }

    private boolean expression(@Nullable Expr expression) {
        return expression != null && (expressions.test(expression) || within(expression));
    }

    private boolean within(Expr expression) {
        return switch (expression) {
            case Expr.Name n -> false;
            case Expr.Call c -> c.name() == null && expression(c.callee())
                    || c.arguments().stream().anyMatch(this::expression);
            case Expr.Member m -> expression(m.base());
            case Expr.Index i -> expression(i.base()) || expression(i.index());
            case Expr.Unary u -> expression(u.operand());
            case Expr.Postfix p -> expression(p.operand());
            case Expr.Binary b -> expression(b.left()) || expression(b.right());
            case Expr.Conditional c -> expression(c.test()) || expression(c.then()) || expression(c.otherwise());
            case Expr.Assign a -> expression(a.left()) || expression(a.right());
            case Expr.Cast c -> expression(c.operand());
            case Expr.StatementExpr s -> statement(s.body());
            case Expr.StatementArgument s -> statement(s.body());
            case Expr.Initializer i -> i.items().stream().anyMatch(item -> expression(item.value()));
            case Expr.Generic g -> g.values().stream().anyMatch(this::expression);
            case Expr.Number n -> false;
            case Expr.Text t -> false;
            case Expr.Unevaluated u -> false;
            case Expr.LabelAddress l -> false;
            case Expr.Opaque o -> false;
        };
    }
}
