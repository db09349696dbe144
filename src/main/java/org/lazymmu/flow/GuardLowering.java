package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Turns {@code guard()}, {@code scoped_guard()} and clean-up attributes into calls at both ends of their scope. */
final class GuardLowering {
    private final CfgBuilder out;
    private final Lowering lowering;
    private final View view;
    private final Meaning meaning;

    GuardLowering(CfgBuilder out, Lowering lowering, View view, Meaning meaning) {
        this.out = out;
        this.lowering = lowering;
        this.view = view;
        this.meaning = meaning;
    }

    /** {@code guard(kind)(arguments)}: opens here, closes when the scope is left. */
    Term guard(Expr.Call guard, List<Expr> arguments, Scope scope) {
        String kind = guard.arguments().isEmpty() || !(guard.arguments().getFirst() instanceof Expr.Name n) ? ""
                : n.name();
        Guards.Pair pair = Guards.find(kind, scope.unit(), view, meaning);
        List<Term> terms = new ArrayList<>();
        arguments.forEach(argument -> terms.add(lowering.value(argument, scope)));
        Site site = scope.site(guard.at());
        run(pair.open(), terms, scope, site);
        scope.onLeave(() -> run(pair.close(), terms, scope, site));
        return Lowering.UNKNOWN;
    }

    /** Runs one side of a guard: a call of a known name, or the code written in the guard's definition. */
    private void run(Guards.Side side, List<Term> terms, Scope scope, Site site) {
        switch (side) {
            case Guards.Named(String name) ->
                    out.emit(new Instruction.Call(out.temporary(), new Term.Global(name), terms, false), site);
            case Guards.Code(Expr code, Unit unit, String macro) -> {
                Scope inner = scope.macro(unit, macro, site);
                if (!terms.isEmpty()) {
                    String unique = out.unique("_T");
                    inner.declare("_T", unique);
                    out.emit(new Instruction.Assign(new Term.Variable(unique), terms.getFirst()), site);
                }
                lowering.effect(code, inner);
            }
            case Guards.Nothing() -> {
            }
        }
    }

    /** Runs the function of {@code __free(x)} or {@code __cleanup(x)} on a variable that goes out of scope. */
    void cleanup(String function, Term variable, Scope scope, Site site) {
        Guards.Side side = Guards.cleanup(function, scope.unit(), view);
        run(side, List.of(side instanceof Guards.Named ? new Term.Address(variable) : variable), scope, site);
    }

    /** {@code scoped_guard(kind, arguments) body}. */
    void scopedGuard(Expr.Call head, Stmt body, Scope scope, boolean mayFail) {
        List<Expr> arguments = head.arguments();
        List<Expr> passed = arguments.subList(Math.min(mayFail ? 2 : 1, arguments.size()), arguments.size());
        Scope inner = scope.block();
        Site site = scope.site(head.at());
        int end = out.label(site);
        if (mayFail && arguments.size() > 1) {
            int fork = out.emit(new Instruction.Fork(), site);
            lowering.effect(arguments.get(1), scope);
            out.jump(end);
            out.from(fork);
        }
        guard(new Expr.Call(head.callee(), arguments.subList(0, Math.min(1, arguments.size())), head.at()), passed,
                inner);
        out.statement(body, inner);
        if (out.current() >= 0) {
            inner.leave(scope);
        }
        out.place(end);
    }
}
