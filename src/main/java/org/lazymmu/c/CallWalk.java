package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visits the calls of a body in evaluation order, each with the condition of the {@code #if}s around it, or all expressions. */
public final class CallWalk {
    /** Told what is stored in members of structures. */
    public interface Storing {
        /**
         * One value and the member that it is stored in.
         *
         * @param type the type of the variable that is initialized, as written; empty where that is not known
         */
        void accept(String type, String member, Expr value);
    }

    private final BiConsumer<Expr.Call, Condition> visitor;
    private final Storing stored;
    private final Consumer<Expr> each;
    private final List<Condition> conditions = new ArrayList<>();

    private CallWalk(BiConsumer<Expr.Call, Condition> visitor, Storing stored, Consumer<Expr> each) {
        this.visitor = visitor;
        this.stored = stored;
        this.each = each;
    }

    /** Visits all calls of a statement. */
    public static void visit(Stmt statement, BiConsumer<Expr.Call, Condition> visitor) {
        visit(statement, visitor, (type, member, value) -> {
        });
    }

    /**
     * Visits all calls of a statement, and what is stored in members of structures.
     *
     * @param stored told of assignments and of initializers
     */
    public static void visit(Stmt statement, BiConsumer<Expr.Call, Condition> visitor,
            Storing stored) {
        new CallWalk(visitor, stored, expression -> {
        }).statement(statement);
    }

    /** Visits all expressions of a statement, those around others first. */
    public static void visitExpressions(Stmt statement, Consumer<Expr> visitor) {
        new CallWalk((call, condition) -> {
        }, (type, member, value) -> {
        }, visitor).statement(statement);
    }

    private void statement(@Nullable Stmt statement) {
        switch (statement) {
            case null -> {
            }
            case Stmt.Block(List<Stmt> statements, int at, int end) -> statements.forEach(this::statement);
            case Stmt.Expression(Expr expression, int at) -> expression(expression);
            case Stmt.Declaration d -> d.variables().forEach(this::variable);
            case Stmt.If s -> {
                expression(s.test());
                statement(s.then());
                statement(s.otherwise());
            }
            case Stmt.While s -> {
                expression(s.test());
                statement(s.body());
            }
            case Stmt.DoWhile s -> {
                statement(s.body());
                expression(s.test());
            }
            case Stmt.For s -> {
                statement(s.init());
                expression(s.test());
                statement(s.body());
                expression(s.step());
            }
            case Stmt.Switch s -> {
                expression(s.value());
                statement(s.body());
            }
            case Stmt.Case s -> expression(s.low());
            case Stmt.Return s -> expression(s.value());
            case Stmt.ComputedGoto s -> expression(s.target());
            case Stmt.MacroBlock s -> {
                expression(s.head());
                statement(s.body());
            }
            case Stmt.Asm s -> s.operands().forEach(this::expression);
            case Stmt.StaticIf s -> s.branches().forEach(branch -> {
                conditions.add(branch.condition());
                statement(branch.body());
                conditions.removeLast();
            });
            case Stmt.Empty s -> {
            }
            case Stmt.Default s -> {
            }
            case Stmt.Label s -> {
            }
            case Stmt.Goto s -> {
            }
            case Stmt.Break s -> {
            }
            case Stmt.Continue s -> {
            }
        }
    }

    private void expression(@Nullable Expr expression) {
        if (expression != null) {
            each.accept(expression);
        }
        switch (expression) {
            case null -> {
            }
            case Expr.Call call -> {
                if (call.name() == null) {
                    expression(call.callee());
                }
                call.arguments().forEach(this::expression);
                visitor.accept(call, new Condition.All(List.copyOf(conditions)));
            }
            case Expr.Member m -> expression(m.base());
            case Expr.Index i -> {
                expression(i.base());
                expression(i.index());
            }
            case Expr.Unary u -> expression(u.operand());
            case Expr.Postfix p -> expression(p.operand());
            case Expr.Binary b -> {
                expression(b.left());
                expression(b.right());
            }
            case Expr.Conditional c -> {
                expression(c.test());
                expression(c.then());
                expression(c.otherwise());
            }
            case Expr.Assign a -> {
                expression(a.right());
                expression(a.left());
                if (a.left() instanceof Expr.Member member) {
                    stored.accept("", member.name(), a.right());
                }
            }
            case Expr.Cast c -> expression(c.operand());
            case Expr.StatementExpr s -> statement(s.body());
            case Expr.Initializer i -> i.items().forEach(item -> item("", item));
            case Expr.Generic g -> g.values().forEach(this::expression);
            case Expr.StatementArgument s -> statement(s.body());
            case Expr.Name n -> {
            }
            case Expr.Number n -> {
            }
            case Expr.Text t -> {
            }
            case Expr.Unevaluated u -> {
            }
            case Expr.LabelAddress l -> {
            }
            case Expr.Opaque o -> {
            }
        }
    }

    private void variable(Stmt.Variable variable) {
        if (variable.init() instanceof Expr.Initializer initializer) {
            each.accept(initializer);
            initializer.items().forEach(item -> item(variable.type(), item));
        } else {
            expression(variable.init());
        }
    }

    private void item(String type, Expr.Initializer.Item item) {
        expression(item.value());
        String designator = item.designator();
        if (designator != null) {
            stored.accept(type, designator.substring(designator.lastIndexOf('.') + 1), item.value());
        }
    }
}
