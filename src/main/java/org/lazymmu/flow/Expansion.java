package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Follows macros that matter in place, every definition that they may have as an alternative. */
final class Expansion {
    private static final int DEEPEST_MACRO = 16;

    private final CfgBuilder out;
    private final Lowering lowering;
    private final GuardLowering guards;
    private final View view;
    private final Meaning meaning;
    private final Predicate<Definition> inline;

    Expansion(CfgBuilder out, Lowering lowering, GuardLowering guards, View view, Meaning meaning,
            Predicate<Definition> inline) {
        this.out = out;
        this.lowering = lowering;
        this.guards = guards;
        this.view = view;
        this.meaning = meaning;
        this.inline = inline;
    }

    /** The definitions of a name that is to be followed in place; none where it is not. */
    List<View.Candidate> candidates(String name, Scope scope, boolean asCall) {
        if (scope.depth() > DEEPEST_MACRO || scope.within(name)) {
            return List.of();
        }
        List<View.Candidate> candidates = view.resolve(name, scope.unit());
        for (View.Candidate candidate : candidates) {
            if (candidate.definition() instanceof Definition.Macro macro
                    && (macro.macro().parameters() != null) == asCall && inline.test(macro)) {
                return candidates;
            }
            if (candidate.definition() instanceof Definition.Macro macro && asCall && macro.macro().parameters() == null
                    && inline.test(macro)) {
                return candidates;
            }
        }
        return List.of();
    }

    /**
     * Follows a macro in place, every definition it may have as an alternative.
     *
     * @param call the call, or null for an object-like use
     */
    Term expand(List<View.Candidate> candidates, List<Expr> arguments, Scope scope, int at, Expr.@Nullable Call call) {
        Site site = scope.site(at);
        List<View.Candidate> macros = candidates.stream().filter(c -> c.definition() instanceof Definition.Macro)
                .toList();
        boolean functions = macros.size() < candidates.size();
        if (macros.size() == 1 && !functions && macros.getFirst().presence() == Presence.ALWAYS) {
            return replace((Definition.Macro) macros.getFirst().definition(), arguments, scope, at, call, null);
        }
        Term.Variable result = out.temporary();
        int rest = Presence.ALWAYS;
        List<Integer> presences = new ArrayList<>();
        for (View.Candidate macro : macros) {
            presences.add(macro.presence());
            rest = view.presence().and(rest, view.presence().not(macro.presence()));
        }
        presences.add(functions ? Presence.ALWAYS : rest);
        int node = out.emit(new Instruction.Dispatch(presences), site);
        int end = out.label(site);
        for (View.Candidate macro : macros) {
            out.from(node);
            Term value = replace((Definition.Macro) macro.definition(), arguments, scope, at, call, null);
            out.emit(new Instruction.Assign(result, value), site);
            out.jump(end);
        }
        out.from(node);
        Term otherwise = call != null && call.name() != null
                ? lowering.plainCall(new Term.Global(Objects.requireNonNull(call.name())), arguments, scope, at)
                : Lowering.UNKNOWN;
        out.emit(new Instruction.Assign(result, otherwise), site);
        out.place(end);
        return result;
    }

    private Term replace(Definition.Macro definition, List<Expr> arguments, Scope scope, int at,
            Expr.@Nullable Call call, @Nullable Stmt hole) {
        Scope inner = scope.macro(definition.unit(), definition.name(), scope.site(at));
        List<String> parameters = definition.macro().parameters();
        if (parameters == null && call != null) {
            Expr alias = definition.body().onlyExpression();
            if (alias != null) {
                return lowering.call(new Expr.Call(alias, arguments, at), inner, scope);
            }
        }
        for (int i = 0; parameters != null && i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            if (parameter.endsWith("...")) {
                inner.bindRest(parameter.length() == 3 ? "__VA_ARGS__" : parameter.replace("...", ""),
                        arguments.subList(Math.min(i, arguments.size()), arguments.size()), scope, at);
                continue;
            }
            Expr argument = i < arguments.size() ? arguments.get(i) : new Expr.Opaque("", at);
            inner.bind(parameter, new Scope.Argument(argument, scope));
        }
        if (hole != null) {
            inner.setHole(new Scope.Hole(hole, scope));
        }
        return lowering.block(definition.body().block().statements(), inner);
    }

    /** A macro call that heads a statement. */
    void macroBlock(Stmt.MacroBlock block, Scope scope) {
        Expr.Call head = block.head();
        String name = head.name();
        if (name == null) {
            lowering.effect(head, scope);
            out.statement(block.body(), scope.block());
            return;
        }
        Meaning.Idiom idiom = meaning.idiom(name);
        if (idiom == Meaning.Idiom.SCOPED_GUARD || idiom == Meaning.Idiom.SCOPED_COND_GUARD) {
            guards.scopedGuard(head, block.body(), scope, idiom == Meaning.Idiom.SCOPED_COND_GUARD);
            return;
        }
        List<View.Candidate> headers = new ArrayList<>();
        if (scope.depth() <= DEEPEST_MACRO && !scope.within(name)) {
            for (View.Candidate candidate : view.resolve(name, scope.unit())) {
                if (candidate.definition() instanceof Definition.Macro macro
                        && (macro.body().header() || macro.body().onlyExpression() instanceof Expr.Call)) {
                    headers.add(candidate);
                }
            }
        }
        if (headers.isEmpty()) {
            lowering.effect(head, scope);
            out.anyTimes(block.body(), scope, block.at());
            return;
        }
        List<Integer> presences = headers.stream().map(View.Candidate::presence).toList();
        int node = out.emit(new Instruction.Dispatch(presences), scope.site(block.at()));
        int end = out.label(scope.site(block.at()));
        for (View.Candidate candidate : headers) {
            out.from(node);
            header((Definition.Macro) candidate.definition(), head, block, scope);
            out.jump(end);
        }
        out.place(end);
    }

    private void header(Definition.Macro macro, Expr.Call head, Stmt.MacroBlock block, Scope scope) {
        Expr only = macro.body().onlyExpression();
        if (macro.body().header() || !(only instanceof Expr.Call(Expr callee, List<Expr> passed, int at))) {
            replace(macro, head.arguments(), scope, head.at(), head, block.body());
            return;
        }
        // The macro is another name for a header macro: its arguments in the place of the parameters.
        Scope inner = scope.macro(macro.unit(), macro.name(), scope.site(head.at()));
        List<String> parameters = macro.macro().parameters();
        for (int i = 0; parameters != null && i < parameters.size() && i < head.arguments().size(); i++) {
            inner.bind(parameters.get(i), new Scope.Argument(head.arguments().get(i), scope));
        }
        inner.setHole(new Scope.Hole(block.body(), scope));
        macroBlock(new Stmt.MacroBlock(new Expr.Call(callee, passed, at), new Stmt.Empty(Body.HOLE), at), inner);
    }
}
