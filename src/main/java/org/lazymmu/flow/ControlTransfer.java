package org.lazymmu.flow;

import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Finds statements that leave the code they stand in: {@code return} and {@code goto}, and a loop's exits outside a loop. */
final class ControlTransfer {
    private ControlTransfer() {
    }

    static boolean in(Stmt statement) {
        return in(statement, false);
    }

    private static boolean in(Stmt statement, boolean inLoop) {
        return switch (statement) {
            case Stmt.Block b -> b.statements().stream().anyMatch(s -> in(s, inLoop));
            case Stmt.Expression e -> in(e.expression(), inLoop);
            case Stmt.If s -> in(s.test(), inLoop) || in(s.then(), inLoop)
                    || s.otherwise() != null && in(s.otherwise(), inLoop);
            case Stmt.While s -> in(s.body(), true);
            case Stmt.DoWhile s -> in(s.body(), true);
            case Stmt.For s -> in(s.body(), true);
            case Stmt.Switch s -> in(s.body(), true);
            case Stmt.MacroBlock s -> in(s.body(), true);
            case Stmt.StaticIf s -> s.branches().stream().anyMatch(b -> in(b.body(), inLoop));
            case Stmt.Goto g -> true;
            case Stmt.ComputedGoto g -> true;
            case Stmt.Return r -> true;
            case Stmt.Break b -> !inLoop;
            case Stmt.Continue c -> !inLoop;
            case Stmt.Asm asm -> !asm.labels().isEmpty();
            case Stmt.Empty e -> false;
            case Stmt.Declaration d -> d.variables().stream().anyMatch(v -> v.init() != null && in(v.init(), inLoop));
            case Stmt.Case c -> false;
            case Stmt.Default d -> false;
            case Stmt.Label l -> false;
        };
    }

    private static boolean in(Expr expression, boolean inLoop) {
        return switch (expression) {
            case Expr.StatementExpr(Stmt.Block body, int at) -> in(body, inLoop);
            case Expr.Unary u -> in(u.operand(), inLoop);
            case Expr.Binary b -> in(b.left(), inLoop) || in(b.right(), inLoop);
            case Expr.Conditional c -> in(c.otherwise(), inLoop) || c.then() != null && in(c.then(), inLoop);
            case Expr.Assign a -> in(a.right(), inLoop);
            case Expr.Cast c -> in(c.operand(), inLoop);
            case Expr.Call c -> c.arguments().stream().anyMatch(a -> in(a, inLoop));
            default -> false;
        };
    }
}
