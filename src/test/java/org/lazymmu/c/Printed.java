package org.lazymmu.c;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The syntax tree as text close to C, on one line, so that an expectation can be read and compared. */
final class Printed {
    private Printed() {
    }

    /** The statements of a body. */
    static String body(Body body) {
        String text = statements(body.block().statements());
        return body.header() ? text + " [header]" : text;
    }

    /** A head: {@code static inline int name(int a, char *b)}, definers and conditions in brackets. */
    static String head(CFile.Function f) {
        String parameters = f.parameters().stream().map(p -> (p.type() + " " + p.name()).strip())
                .collect(Collectors.joining(", "));
        String definer = f.definer() == null ? "" : " [" + f.definer() + "]";
        String condition = f.condition().equals(Condition.ALWAYS) ? "" : " [" + condition(f.condition()) + "]";
        return (f.isStatic() ? "static " : "") + (f.isInline() ? "inline " : "")
                + (f.returns().isEmpty() ? "" : f.returns() + " ")
                + f.name() + "(" + parameters + ")" + definer + condition;
    }

    static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Defined(String name) -> name;
            case Condition.Test(String text) -> "<" + text + ">";
            case Condition.Not(Condition inner) -> "!" + condition(inner);
            case Condition.All(List<Condition> parts) -> parts.isEmpty() ? "1" : join(parts, " && ");
            case Condition.Any(List<Condition> parts) -> parts.isEmpty() ? "0" : join(parts, " || ");
        };
    }

    private static String join(List<Condition> parts, String operator) {
        return parts.stream().map(Printed::condition).collect(Collectors.joining(operator, "(", ")"));
    }

    static String statements(List<Stmt> statements) {
        return statements.stream().map(Printed::statement).collect(Collectors.joining(" "));
    }

    private static String block(Stmt.Block block) {
        return block.statements().isEmpty() ? "{}" : "{ " + statements(block.statements()) + " }";
    }

    static String statement(Stmt stmt) {
        return switch (stmt) {
            case Stmt.Block b -> block(b);
            case Stmt.Expression(Expr e, int at) -> expr(e) + ";";
            case Stmt.Empty(int at) -> at == Body.HOLE ? "HOLE" : ";";
            case Stmt.Declaration(List<Stmt.Variable> variables, int at) -> declaration(variables);
            case Stmt.If(Expr test, Stmt then, Stmt otherwise, int at) -> "if (" + expr(test) + ") " + statement(then)
                    + (otherwise == null ? "" : " else " + statement(otherwise));
            case Stmt.While(Expr test, Stmt body, int at) -> "while (" + expr(test) + ") " + statement(body);
            case Stmt.DoWhile(Stmt body, Expr test, int at) -> "do " + statement(body) + " while (" + expr(test) + ");";
            case Stmt.For f ->
                    "for (" + (f.init() == null ? ";" : statement(f.init())) + " " + optional(f.test()) + "; "
                            + optional(f.step()) + ") " + statement(f.body());
            case Stmt.Switch(Expr value, Stmt body, int at) -> "switch (" + expr(value) + ") " + statement(body);
            case Stmt.Case(Expr low, Expr high, int at) ->
                    "case " + expr(low) + (high == null ? "" : " ... " + expr(high)) + ":";
            case Stmt.Default(int at) -> "default:";
            case Stmt.Label(String name, int at) -> name + ":";
            case Stmt.Goto(String label, int at) -> "goto " + label + ";";
            case Stmt.ComputedGoto(Expr target, int at) -> "goto *" + expr(target) + ";";
            case Stmt.Break(int at) -> "break;";
            case Stmt.Continue(int at) -> "continue;";
            case Stmt.Return(Expr value, int at) -> value == null ? "return;" : "return " + expr(value) + ";";
            case Stmt.MacroBlock(Expr.Call head, Stmt body, int at) -> "@" + expr(head) + " " + statement(body);
            case Stmt.Asm(List<Expr> operands, List<String> labels, int at) -> "asm(" + expressions(operands)
                    + (labels.isEmpty() ? "" : " : " + String.join(", ", labels)) + ");";
            case Stmt.StaticIf(List<Stmt.StaticIf.Branch> branches, int at) -> branches.stream()
                    .map(b -> "[" + condition(b.condition()) + "] " + block(b.body()))
                    .collect(Collectors.joining(" ", "#if ", ""));
        };
    }

    private static String declaration(List<Stmt.Variable> variables) {
        return variables.isEmpty() ? "declare;"
                : variables.stream().map(Printed::variable).collect(Collectors.joining(", ", "", ";"));
    }

    private static String variable(Stmt.Variable v) {
        return v.type() + ":" + v.name() + (v.cleanup() == null ? "" : " ~" + v.cleanup())
                + (v.init() == null ? "" : " = " + expr(v.init()));
    }

    private static String optional(@Nullable Expr e) {
        return e == null ? "" : expr(e);
    }

    static String expressions(List<Expr> list) {
        return list.stream().map(Printed::expr).collect(Collectors.joining(", "));
    }

    static String expr(Expr expr) {
        return switch (expr) {
            case Expr.Name(String name, int at) -> name;
            case Expr.Number(String text, int at) -> text;
            case Expr.Text(String text, int at) -> text;
            case Expr.Call(Expr callee, List<Expr> arguments, int at) ->
                    expr(callee) + "(" + expressions(arguments) + ")";
            case Expr.Member(Expr base, boolean arrow, String name, int at) -> expr(base) + (arrow ? "->" : ".") + name;
            case Expr.Index(Expr base, Expr index, int at) -> expr(base) + "[" + expr(index) + "]";
            case Expr.Unary(String operator, Expr operand, int at) -> operator + expr(operand);
            case Expr.Postfix(String operator, Expr operand, int at) -> expr(operand) + operator;
            case Expr.Binary(String operator, Expr left, Expr right, int at) -> "(" + expr(left) + " " + operator + " "
                    + expr(right) + ")";
            case Expr.Conditional(Expr test, Expr then, Expr otherwise, int at) ->
                    "(" + expr(test) + " ? " + optional(then)
                            + " : " + expr(otherwise) + ")";
            case Expr.Assign(String operator, Expr left, Expr right, int at) -> "(" + expr(left) + " " + operator + " "
                    + expr(right) + ")";
            case Expr.Cast(String type, Expr operand, int at) -> "<" + type + ">" + expr(operand);
            case Expr.Unevaluated(String text, int at) -> "`" + text + "`";
            case Expr.StatementExpr(Stmt.Block body, int at) -> "(" + block(body) + ")";
            case Expr.Initializer(List<Expr.Initializer.Item> items, int at) -> items.stream()
                    .map(i -> (i.designator() == null ? "" : i.designator() + " = ") + expr(i.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Expr.LabelAddress(String label, int at) -> "&&" + label;
            case Expr.Generic(Expr control, List<Expr> values, int at) -> "_Generic(" + expr(control) + ": "
                    + expressions(values) + ")";
            case Expr.StatementArgument(Stmt body, int at) -> "code " + statement(body);
            case Expr.Opaque(String text, int at) -> "'" + text + "'";
        };
    }
}
