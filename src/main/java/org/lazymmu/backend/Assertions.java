package org.lazymmu.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;

/** What functions that are not followed demand of where they are called from, {@code BUG_ON(preemptible())}, whatever else they do. */
final class Assertions {
    /** Levels of functions that only demand something for others. */
    private static final int DEEPEST = 4;

    private final Execution run;
    private final Evaluation evaluation;

    Assertions(Execution run, Evaluation evaluation) {
        this.run = run;
        this.evaluation = evaluation;
    }

    /** Checks what a function demands. */
    void of(@Nullable Definition callee) {
        if (callee != null) {
            of(callee, 0);
        }
    }

    private void of(Definition callee, int depth) {
        if (depth < DEEPEST) {
            of(callee.body().block(), run.frame(callee), depth);
        }
    }

    /** Looks at what is done in any case, and at branches that only stop the kernel. */
    private void of(Stmt statement, Frame inside, int depth) {
        switch (statement) {
            case Stmt.Block block -> block.statements().forEach(one -> of(one, inside, depth));
            case Stmt.DoWhile loop -> of(loop.body(), inside, depth);
            case Stmt.Expression(Expr expression, int at) -> of(expression, inside, depth);
            case Stmt.If branch when asks(branch.test()) && branch.otherwise() == null && stops(branch.then()) ->
                    run.branch(branch, inside);
            default -> {
                // what is done only sometimes, or demands nothing
            }
        }
    }

    private void of(Expr expression, Frame inside, int depth) {
        switch (expression) {
            case Expr.Call call when isDemand(call) && asks(call.arguments().getFirst()) ->
                    evaluation.value(call, inside);
            case Expr.Call call when call.name() != null
                    && run.bench().role(call.name(), inside.unit(), run.presence()).isEmpty()
                    && !run.surroundings().knows(call.name()) -> {
                List<Definition> callees = run.bench().callees(call.name(), inside.unit(), run.presence());
                if (!callees.isEmpty()) {
                    of(callees.getFirst(), depth + 1);
                }
            }
            case Expr.Binary(String operator, Expr left, Expr right, int at) when operator.equals(",") -> {
                of(left, inside, depth);
                of(right, inside, depth);
            }
            case Expr.Cast cast -> of(cast.operand(), inside, depth);
            case Expr.StatementExpr block -> of(block.body(), inside, depth);
            default -> {
                // demands nothing
            }
        }
    }

    private boolean isDemand(Expr.Call call) {
        String name = call.name();
        return name != null && !call.arguments().isEmpty() && (run.bench().facts().idiom(name) == Meaning.Idiom.STOPS_IF
                || run.bench().primitives().role(name).orElse(null) == Primitives.Role.WARN);
    }

    /** Whether a test asks nothing but where it is run. */
    private boolean asks(Expr test) {
        Expr asked = test;
        while (asked instanceof Expr.Unary(String operator, Expr operand, int at) && operator.equals("!")) {
            asked = operand;
        }
        if (!(asked instanceof Expr.Call question) || question.name() == null) {
            return false;
        }
        if (run.bench().facts().idiom(question.name()) == Meaning.Idiom.PASSES_ARGUMENT
                && !question.arguments().isEmpty()) {
            return asks(question.arguments().getFirst());
        }
        return switch (run.bench().primitives().role(question.name()).orElse(Primitives.Role.IGNORED)) {
            case PREEMPTIBLE, IN_INTERRUPT, IN_TASK -> true;
            default -> false;
        };
    }

    private boolean stops(Stmt statement) {
        return Search.any(statement, inner -> false, inner -> inner instanceof Expr.Call call && call.name() != null
                && run.bench().facts().idiom(call.name()) == Meaning.Idiom.STOPS);
    }
}
