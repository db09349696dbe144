package org.lazymmu.c;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed body of a function or macro.
 *
 * <p>
 * The replacement of a macro that is an expression is a block with one {@link Stmt.Expression}. A macro that heads a statement
 * (its replacement ends in an unfinished {@code for (…)}, {@code while (…)}, {@code if (…)} or {@code … else}) is parsed with
 * an empty statement in place of the missing one, and {@code header} is true; the {@link Stmt.Empty} where the user's
 * statement goes has offset {@link #HOLE}.
 *
 * @param problems empty when everything was understood
 */
public record Body(Stmt.Block block, boolean header, List<CFile.Problem> problems) {
    /** Offset of the empty statement that stands for the body a header macro is waiting for. */
    public static final int HOLE = -1;

    /** The expression that is all of it, or null when there is something else. */
    public @Nullable Expr onlyExpression() {
        List<Stmt> statements = block.statements();
        return statements.size() == 1 && statements.getFirst() instanceof Stmt.Expression(Expr expression, int at)
                ? expression
                : null;
    }
}
