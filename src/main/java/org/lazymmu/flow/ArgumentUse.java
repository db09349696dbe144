package org.lazymmu.flow;

import java.util.List;
import java.util.function.Predicate;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Finds macros that do what only code in the place of their use can do: change a variable of their user, or call an argument. */
final class ArgumentUse {
    private final List<String> parameters;
    private final Predicate<String> stops;

    private ArgumentUse(List<String> parameters, Predicate<String> stops) {
        this.parameters = parameters;
        this.stops = stops;
    }

    /**
     * Whether a replacement assigns to a parameter or to what one points to, passes the address of one on, calls one or a member
     * of one, or never comes back.
     *
     * @param stops whether a call of a name does not come back
     */
    static boolean in(Stmt.Block replacement, List<String> parameters, Predicate<String> stops) {
        return new ArgumentUse(parameters, stops).in(replacement);
    }

    private boolean in(Stmt statement) {
        return switch (statement) {
            case Stmt.Block(List<Stmt> statements, int at, int end) -> statements.stream().anyMatch(this::in);
            case Stmt.Expression(Expr expression, int at) -> in(expression);
            case Stmt.If s -> in(s.then()) || s.otherwise() != null && in(s.otherwise());
            case Stmt.DoWhile s -> in(s.body());
            default -> false;
        };
    }

    private boolean in(Expr expression) {
        return switch (expression) {
            case Expr.Assign(String operator, Expr left, Expr right, int at) -> isOfParameter(left) || in(right);
            case Expr.Postfix(String operator, Expr operand, int at) -> isOfParameter(operand);
            case Expr.Unary(String operator, Expr operand, int at) ->
                    operator.length() == 2 && isOfParameter(operand) || in(operand);
            case Expr.Call call -> isParameter(call.callee()) || stops.test(String.valueOf(call.name()))
                    || call.arguments().stream().anyMatch(this::isAddress)
                    || call.callee() instanceof Expr.Member(Expr base, boolean arrow, String member, int at)
                            && isParameter(base);
            case Expr.StatementExpr(Stmt.Block body, int at) -> in(body);
            case Expr.Cast(String type, Expr operand, int at) -> in(operand);
            case Expr.Binary(String operator, Expr left, Expr right, int at) -> in(left) || in(right);
            default -> false;
        };
    }

    /** Whether a place is a parameter, or lies in what one is or points to. */
    private boolean isOfParameter(Expr place) {
        return switch (place) {
            case Expr.Member(Expr base, boolean arrow, String member, int at) -> isOfParameter(base);
            case Expr.Unary(String operator, Expr operand, int at) -> operator.equals("*") && isOfParameter(operand);
            default -> isParameter(place);
        };
    }

    private boolean isAddress(Expr argument) {
        return argument instanceof Expr.Unary(String operator, Expr operand, int at) && operator.equals("&")
                && isParameter(operand);
    }

    private boolean isParameter(Expr expression) {
        return expression instanceof Expr.Name(String name, int at) && parameters.contains(name);
    }
}
