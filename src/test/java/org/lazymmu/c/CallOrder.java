package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of a body in the order in which they are evaluated, arguments before the call, with their {@code #if} conditions. */
final class CallOrder {
    /** A call: the name called, {@code ->name} through a member, {@code *} if computed, and its condition. */
    record Event(String name, List<Condition> conditions, int at) {
        @Override
        public String toString() {
            return conditions.isEmpty() ? name
                    : name + "[" + Printed.condition(ConditionParser.all(conditions)) + "]";
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final boolean loopTestLast;

    private CallOrder(boolean loopTestLast) {
        this.loopTestLast = loopTestLast;
    }

    static List<Event> of(Body body) {
        CallOrder order = new CallOrder(false);
        order.statements(body.block().statements());
        return order.events;
    }

    /** As a compiler lays loops out: the test of a loop behind its body and step. */
    static List<Event> compiled(Body body) {
        CallOrder order = new CallOrder(true);
        order.statements(body.block().statements());
        return order.events;
    }

    private void statements(List<Stmt> list) {
        list.forEach(this::statement);
    }

    private void statement(Stmt stmt) {
        switch (stmt) {
            case Stmt.Block b -> statements(b.statements());
            case Stmt.Expression(Expr e, int at) -> expr(e);
            case Stmt.Declaration(List<Stmt.Variable> variables, int at) -> variables.forEach(v -> optional(v.init()));
            case Stmt.If(Expr test, Stmt then, Stmt otherwise, int at) -> {
                expr(test);
                statement(then);
                if (otherwise != null) {
                    statement(otherwise);
                }
            }
            case Stmt.While(Expr test, Stmt body, int at) -> loop(test, body, null);
            case Stmt.DoWhile(Stmt body, Expr test, int at) -> {
                statement(body);
                expr(test);
            }
            case Stmt.For f -> {
                if (f.init() != null) {
                    statement(f.init());
                }
                loop(f.test(), f.body(), f.step());
            }
            case Stmt.Switch(Expr value, Stmt body, int at) -> {
                expr(value);
                statement(body);
            }
            case Stmt.ComputedGoto(Expr target, int at) -> expr(target);
            case Stmt.Return(Expr value, int at) -> optional(value);
            case Stmt.MacroBlock(Expr.Call head, Stmt body, int at) -> {
                expr(head);
                statement(body);
            }
            case Stmt.Asm(List<Expr> operands, List<String> labels, int at) -> operands.forEach(this::expr);
            case Stmt.StaticIf(List<Stmt.StaticIf.Branch> branches, int at) -> branches.forEach(b -> {
                conditions.add(b.condition());
                statement(b.body());
                conditions.removeLast();
            });
            case Stmt.Case c -> {
            }
            case Stmt.Empty e -> {
            }
            case Stmt.Default d -> {
            }
            case Stmt.Label l -> {
            }
            case Stmt.Goto g -> {
            }
            case Stmt.Break b -> {
            }
            case Stmt.Continue c -> {
            }
        }
    }

    private void loop(@Nullable Expr test, Stmt body, @Nullable Expr step) {
        if (loopTestLast) {
            statement(body);
            optional(step);
            optional(test);
        } else {
            optional(test);
            statement(body);
            optional(step);
        }
    }

    private void optional(@Nullable Expr e) {
        if (e != null) {
            expr(e);
        }
    }

    private void expr(Expr expr) {
        switch (expr) {
            case Expr.Call(Expr callee, List<Expr> arguments, int at) -> {
                if (!(callee instanceof Expr.Name)) {
                    expr(callee);
                }
                arguments.forEach(this::expr);
                String name = callee instanceof Expr.Name n ? n.name()
                        : callee instanceof Expr.Member m ? "->" + m.name() : "*";
                events.add(new Event(name, List.copyOf(conditions), at));
            }
            case Expr.Member m -> expr(m.base());
            case Expr.Index i -> {
                expr(i.base());
                expr(i.index());
            }
            case Expr.Unary u -> expr(u.operand());
            case Expr.Postfix p -> expr(p.operand());
            case Expr.Binary b -> {
                expr(b.left());
                expr(b.right());
            }
            case Expr.Conditional c -> {
                expr(c.test());
                optional(c.then());
                expr(c.otherwise());
            }
            case Expr.Assign a -> {
                expr(a.left());
                expr(a.right());
            }
            case Expr.Cast c -> expr(c.operand());
            case Expr.StatementExpr s -> statement(s.body());
            case Expr.Initializer i -> i.items().forEach(item -> expr(item.value()));
            case Expr.Generic g -> g.values().forEach(this::expr);
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
}
