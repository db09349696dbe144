package org.lazymmu.refactoring;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lazymmu.c.Expr;

/** How an expression uses names, and whether it means the same in another function. */
final class Uses {
    final Set<String> read = new TreeSet<>();
    final Set<String> changed = new TreeSet<>();
    final Set<String> addressed = new TreeSet<>();
    final Set<String> called = new TreeSet<>();
    boolean movable = true;

    static Uses of(Expr expression) {
        Uses uses = new Uses();
        uses.visit(expression);
        return uses;
    }

    /** All names that are used. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(read);
        all.addAll(changed);
        all.addAll(addressed);
        return all;
    }

    private void visit(Expr expression) {
        switch (expression) {
            case null -> {
            }
            case Expr.Name n -> read.add(n.name());
            case Expr.Call c -> {
                if (c.name() != null) {
                    called.add(c.name());
                    movable &= !c.name().endsWith("guard") && !Scan.declares(c.name());
                }
                visit(c.callee());
                c.arguments().forEach(this::visit);
            }
            case Expr.Unary u -> unary(u.operator(), u.operand());
            case Expr.Postfix p -> unary("++", p.operand());
            case Expr.Assign a -> {
                unary("++", a.left());
                visit(a.right());
            }
            case Expr.Member m -> visit(m.base());
            case Expr.Index i -> visitAll(List.of(i.base(), i.index()));
            case Expr.Binary b -> visitAll(List.of(b.left(), b.right()));
            case Expr.Conditional c -> {
                visit(c.test());
                visit(c.then());
                visit(c.otherwise());
            }
            case Expr.Cast c -> visit(c.operand());
            case Expr.Number n -> {
            }
            case Expr.Text t -> {
            }
            case Expr.Unevaluated u -> read.addAll(Seed.words(u.text()));
            case Expr.StatementExpr s -> movable = false;
            case Expr.Initializer i -> movable = false;
            case Expr.LabelAddress l -> movable = false;
            case Expr.Generic g -> movable = false;
            case Expr.StatementArgument s -> movable = false;
            case Expr.Opaque o -> movable = false;
        }
    }

    private void visitAll(List<Expr> expressions) {
        expressions.forEach(this::visit);
    }

    private void unary(String operator, Expr operand) {
        if (operand instanceof Expr.Name(String name, int at)) {
            switch (operator) {
                case "&" -> addressed.add(name);
                case "++", "--" -> changed.add(name);
                default -> read.add(name);
            }
        } else {
            visit(operand);
        }
    }
}
