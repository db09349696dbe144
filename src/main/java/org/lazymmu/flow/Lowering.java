package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * Turns expressions into instructions and {@link Term}s: calls after their arguments, {@code &&}, {@code ||} and {@code ?:} as
 * branches, macros that matter in place.
 */
final class Lowering {
    private static final int DEEPEST_MACRO = 16;
    private static final Term UNKNOWN = new Term.Operation("?", List.of());

    private final CfgBuilder out;
    private final View view;
    private final Meaning meaning;
    private final Predicate<Definition> inline;
    private boolean testing;

    Lowering(CfgBuilder out, View view, Meaning meaning, Predicate<Definition> inline) {
        this.out = out;
        this.view = view;
        this.meaning = meaning;
        this.inline = inline;
    }

    /** Evaluates an expression for its effects. */
    void effect(Expr expression, Scope scope) {
        value(expression, scope);
    }

    /** Evaluates an expression and says where its value is. */
    Term value(Expr expression, Scope scope) {
        return switch (expression) {
            case Expr.Name name -> name(name, scope);
            case Expr.Number(String text, int at) -> new Term.Literal(text);
            case Expr.Text(String text, int at) -> new Term.Literal(text.startsWith("\"") ? text : "\"" + text);
            case Expr.Call call -> call(call, scope);
            case Expr.Member(Expr base, boolean arrow, String name, int at) -> {
                Term of = value(base, scope);
                yield new Term.Field(arrow ? new Term.Dereference(of) : of, name);
            }
            case Expr.Index(Expr base, Expr index, int at) -> {
                Term of = value(base, scope);
                yield new Term.Element(of, value(index, scope));
            }
            case Expr.Unary unary -> unary(unary, scope);
            case Expr.Postfix(String operator, Expr operand, int at) -> {
                out.emit(new Instruction.Assign(value(operand, scope), null), scope.site(at));
                yield UNKNOWN;
            }
            case Expr.Binary binary -> binary(binary, scope);
            case Expr.Conditional conditional -> conditional(conditional, scope);
            case Expr.Assign assign -> assign(assign, scope);
            case Expr.Cast(String type, Expr operand, int at) -> value(operand, scope);
            case Expr.Unevaluated unevaluated -> UNKNOWN;
            case Expr.StatementExpr(Stmt.Block body, int at) -> block(body.statements(), scope);
            case Expr.Initializer(List<Expr.Initializer.Item> items, int at) -> {
                items.forEach(item -> effect(item.value(), scope));
                yield UNKNOWN;
            }
            case Expr.LabelAddress(String label, int at) -> {
                out.takeAddress(label);
                yield UNKNOWN;
            }
            case Expr.Generic(Expr control, List<Expr> values, int at) -> alternatives(values, scope, at);
            case Expr.StatementArgument(Stmt body, int at) -> {
                out.statement(body, scope.block());
                yield UNKNOWN;
            }
            case Expr.Opaque opaque -> UNKNOWN;
        };
    }

    /** Evaluates a test and goes to one of two labels. */
    void condition(Expr test, int yes, int no, Scope scope) {
        switch (test) {
            case Expr.Unary(String operator, Expr operand, int at) when operator.equals("!") ->
                    condition(operand, no, yes, scope);
            case Expr.Binary(String operator, Expr left, Expr right, int at) when operator.equals("&&") -> {
                int second = out.label(scope.site(at));
                condition(left, second, no, scope);
                out.place(second);
                condition(right, yes, no, scope);
            }
            case Expr.Binary(String operator, Expr left, Expr right, int at) when operator.equals("||") -> {
                int second = out.label(scope.site(at));
                condition(left, yes, second, scope);
                out.place(second);
                condition(right, yes, no, scope);
            }
            case Expr.Binary(String operator, Expr left, Expr right, int at) when operator.equals(",") -> {
                effect(left, scope);
                condition(right, yes, no, scope);
            }
            case Expr.Name(String name, int at) when scope.argument(name) != null -> {
                Scope.Argument argument = java.util.Objects.requireNonNull(scope.argument(name));
                condition(argument.text(), yes, no, argument.scope());
            }
            case Expr.Call call when idiom(call, scope) == Meaning.Idiom.PASSES_ARGUMENT
                    && !call.arguments().isEmpty() -> {
                condition(call.arguments().getFirst(), yes, no, scope);
            }
            case Expr.Call call when idiom(call, scope) == Meaning.Idiom.PRESENCE && option(call, scope) != null -> {
                Condition set = new Condition.Defined(java.util.Objects.requireNonNull(option(call, scope)));
                int node = out.emit(new Instruction.Present(List.of(set, new Condition.Not(set))),
                        scope.site(call.at()));
                out.from(node);
                out.jump(yes);
                out.from(node);
                out.jump(no);
            }
            default -> {
                testing = test instanceof Expr.Call;
                Term value = value(test, scope);
                testing = false;
                int node = out.emit(new Instruction.Branch(value), scope.site(test.at()));
                out.jump(yes);
                out.from(node);
                out.jump(no);
            }
        }
    }

    private Meaning.@Nullable Idiom idiom(Expr.Call call, Scope scope) {
        String name = call.name();
        return name == null || scope.local(name) != null ? null : meaning.idiom(name);
    }

    private static @Nullable String option(Expr.Call call, Scope scope) {
        if (call.arguments().isEmpty() || !(call.arguments().getFirst() instanceof Expr.Name(String name, int at))) {
            return null;
        }
        Scope.Argument argument = scope.argument(name);
        if (argument == null) {
            return name;
        }
        return argument.text() instanceof Expr.Name(String inner, int at2) ? inner : null;
    }

    private Term name(Expr.Name name, Scope scope) {
        Scope.Argument argument = scope.argument(name.name());
        if (argument != null) {
            return value(argument.text(), argument.scope());
        }
        String local = scope.local(name.name());
        if (local != null) {
            return new Term.Variable(local);
        }
        List<View.Candidate> macros = view.resolveBare(name.name(), scope.unit()).isEmpty() ? List.of()
                : inlined(name.name(), scope, false);
        if (!macros.isEmpty()) {
            return expand(macros, List.of(), scope, name.at(), null, null);
        }
        return new Term.Global(name.name());
    }

    private Term unary(Expr.Unary unary, Scope scope) {
        switch (unary.operator()) {
            case "*" :
                return new Term.Dereference(value(unary.operand(), scope));
            case "&" :
                return new Term.Address(value(unary.operand(), scope));
            case "++", "--" :
                Term place = value(unary.operand(), scope);
                out.emit(new Instruction.Assign(place, null), scope.site(unary.at()));
                return place;
            case "+" :
                return value(unary.operand(), scope);
            default :
                return new Term.Operation(unary.operator(), List.of(value(unary.operand(), scope)));
        }
    }

    private Term binary(Expr.Binary binary, Scope scope) {
        switch (binary.operator()) {
            case "&&", "||" :
                return truth(binary, scope, binary.at());
            case "," :
                effect(binary.left(), scope);
                return value(binary.right(), scope);
            default :
                Term left = value(binary.left(), scope);
                return new Term.Operation(binary.operator(), List.of(left, value(binary.right(), scope)));
        }
    }

    /** The value of a test: 1 or 0, by branching. */
    private Term truth(Expr test, Scope scope, int at) {
        Term.Variable result = out.temporary();
        Site site = scope.site(at);
        int yes = out.label(site);
        int no = out.label(site);
        int end = out.label(site);
        condition(test, yes, no, scope);
        out.place(yes);
        out.emit(new Instruction.Assign(result, new Term.Literal("1")), site);
        out.jump(end);
        out.place(no);
        out.emit(new Instruction.Assign(result, new Term.Literal("0")), site);
        out.place(end);
        return result;
    }

    private Term conditional(Expr.Conditional conditional, Scope scope) {
        Term.Variable result = out.temporary();
        Site site = scope.site(conditional.at());
        int yes = out.label(site);
        int no = out.label(site);
        int end = out.label(site);
        Expr then = conditional.then();
        if (then == null) {
            Term test = value(conditional.test(), scope);
            int node = out.emit(new Instruction.Branch(test), site);
            out.jump(yes);
            out.from(node);
            out.jump(no);
            out.place(yes);
            out.emit(new Instruction.Assign(result, test), site);
        } else {
            condition(conditional.test(), yes, no, scope);
            out.place(yes);
            out.emit(new Instruction.Assign(result, value(then, scope)), site);
        }
        out.jump(end);
        out.place(no);
        out.emit(new Instruction.Assign(result, value(conditional.otherwise(), scope)), site);
        out.place(end);
        return result;
    }

    private Term alternatives(List<Expr> values, Scope scope, int at) {
        int fork = out.emit(new Instruction.Fork(), scope.site(at));
        int end = out.label(scope.site(at));
        for (Expr value : values) {
            out.from(fork);
            effect(value, scope);
            out.jump(end);
        }
        out.place(end);
        return UNKNOWN;
    }

    private Term assign(Expr.Assign assign, Scope scope) {
        Site site = scope.site(assign.at());
        if (!assign.operator().equals("=")) {
            effect(assign.right(), scope);
            Term place = value(assign.left(), scope);
            out.emit(new Instruction.Assign(place, null), site);
            return place;
        }
        Term right = assign.right() instanceof Expr.Binary(String operator, Expr l, Expr r, int at)
                && (operator.equals("&&") || operator.equals("||")) ? truth(assign.right(), scope, at)
                        : value(assign.right(), scope);
        Term place = value(assign.left(), scope);
        if (assign.right() instanceof Expr.Cast(String type, Expr.Initializer initializer, int at)) {
            initialise(place, initializer, scope);
        }
        out.emit(new Instruction.Assign(place, right), site);
        return right instanceof Term.Operation ? place : right;
    }

    /** Stores the named elements of an initializer. */
    void initialise(Term place, Expr.Initializer initializer, Scope scope) {
        for (Expr.Initializer.Item item : initializer.items()) {
            String designator = item.designator();
            boolean field = designator != null && designator.matches("\\.\\w+");
            if (field && designator != null && !(item.value() instanceof Expr.Initializer)) {
                Term value = value(item.value(), scope);
                out.emit(new Instruction.Assign(new Term.Field(place, designator.substring(1)), value),
                        scope.site(item.value().at()));
            } else {
                effect(item.value(), scope);
            }
        }
    }

    // --- calls

    private Term call(Expr.Call call, Scope scope) {
        String name = call.name();
        Scope.Argument renamed = name == null ? null : scope.argument(name);
        if (renamed != null) {
            return call(new Expr.Call(renamed.text(), call.arguments(), call.at()), renamed.scope(), scope);
        }
        return call(call, scope, scope);
    }

    private Term call(Expr.Call call, Scope calleeScope, Scope scope) {
        String name = call.name();
        if (call.callee() instanceof Expr.Call guard && "guard".equals(guard.name())) {
            return guard(guard, call.arguments(), scope);
        }
        if (name != null && calleeScope.local(name) == null) {
            Meaning.Idiom idiom = meaning.idiom(name);
            if (idiom != null && idiom != Meaning.Idiom.BOUNDARY) {
                return idiom(idiom, call, scope);
            }
            if (!isPrimitive(name)) {
                List<View.Candidate> candidates = inlined(name, scope, true);
                if (!candidates.isEmpty()) {
                    return expand(candidates, call.arguments(), scope, call.at(), call, null);
                }
            }
        }
        Term callee = name != null && calleeScope.local(name) == null ? new Term.Global(name)
                : value(call.callee(), calleeScope);
        return plainCall(callee, call.arguments(), scope, call.at());
    }

    private boolean isPrimitive(String name) {
        return meaning.bracket(name) != null || !meaning.locks(name).isEmpty() || meaning.idiom(name) != null;
    }

    private Term plainCall(Term callee, List<Expr> arguments, Scope scope, int at) {
        boolean asTest = testing;
        testing = false;
        List<Term> terms = new ArrayList<>();
        for (Expr argument : arguments) {
            terms.add(argument instanceof Expr.StatementArgument statement ? maybe(statement, scope)
                    : value(argument, scope));
        }
        Term.Variable result = out.temporary();
        out.emit(new Instruction.Call(result, callee, terms, asTest), scope.site(at));
        return result;
    }

    /** A statement passed to a macro that is not followed: it may run or not. */
    private Term maybe(Expr.StatementArgument argument, Scope scope) {
        Site site = scope.site(argument.at());
        int end = out.label(site);
        int fork = out.emit(new Instruction.Fork(), site);
        out.statement(argument.body(), scope.block());
        out.jump(end);
        out.from(fork);
        out.place(end);
        return UNKNOWN;
    }

    private Term idiom(Meaning.Idiom idiom, Expr.Call call, Scope scope) {
        List<Expr> arguments = call.arguments();
        Site site = scope.site(call.at());
        switch (idiom) {
            case PASSES_ARGUMENT :
                for (int i = 1; i < arguments.size(); i++) {
                    effect(arguments.get(i), scope);
                }
                return arguments.isEmpty() ? UNKNOWN : value(arguments.getFirst(), scope);
            case STOPS_IF :
                int stops = out.label(site);
                int goesOn = out.label(site);
                if (!arguments.isEmpty()) {
                    condition(arguments.getFirst(), stops, goesOn, scope);
                }
                out.place(stops);
                out.stop();
                out.place(goesOn);
                return UNKNOWN;
            case STOPS :
                arguments.forEach(argument -> effect(argument, scope));
                out.stop();
                return UNKNOWN;
            case PRESENCE :
                return truth(call, scope, call.at());
            case SCOPED_GUARD, SCOPED_COND_GUARD, GUARD, BOUNDARY :
                return plainCall(new Term.Global(String.valueOf(call.name())), arguments, scope, call.at());
        }
        throw new IllegalStateException("idiom without a meaning: " + idiom);
    }

    // --- guards

    private Term guard(Expr.Call guard, List<Expr> arguments, Scope scope) {
        String kind = guard.arguments().isEmpty() || !(guard.arguments().getFirst() instanceof Expr.Name n) ? ""
                : n.name();
        Guards.Pair pair = Guards.find(kind, scope.unit(), view, meaning);
        List<Term> terms = new ArrayList<>();
        arguments.forEach(argument -> terms.add(value(argument, scope)));
        Site site = scope.site(guard.at());
        run(pair.open(), terms, scope, site);
        scope.onLeave(() -> run(pair.close(), terms, scope, site));
        return UNKNOWN;
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
                effect(code, inner);
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

    // --- macros

    private List<View.Candidate> inlined(String name, Scope scope, boolean asCall) {
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
     * @param hole the statement that a header macro heads, or null
     */
    private Term expand(List<View.Candidate> candidates, List<Expr> arguments, Scope scope, int at,
            Expr.@Nullable Call call,
            @Nullable Stmt hole) {
        Site site = scope.site(at);
        List<View.Candidate> macros = candidates.stream().filter(c -> c.definition() instanceof Definition.Macro)
                .toList();
        boolean functions = macros.size() < candidates.size();
        if (macros.size() == 1 && !functions && macros.getFirst().presence() == Presence.ALWAYS) {
            return replace((Definition.Macro) macros.getFirst().definition(), arguments, scope, at, call, hole);
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
            Term value = replace((Definition.Macro) macro.definition(), arguments, scope, at, call, hole);
            out.emit(new Instruction.Assign(result, value), site);
            out.jump(end);
        }
        out.from(node);
        Term otherwise = call != null && call.name() != null
                ? plainCall(new Term.Global(java.util.Objects.requireNonNull(call.name())), arguments, scope, at)
                : UNKNOWN;
        out.emit(new Instruction.Assign(result, otherwise), site);
        out.place(end);
        return result;
    }

    private Term replace(Definition.Macro definition, List<Expr> arguments, Scope scope, int at,
            Expr.@Nullable Call call,
            @Nullable Stmt hole) {
        Scope inner = scope.macro(definition.unit(), definition.name(), scope.site(at));
        List<String> parameters = definition.macro().parameters();
        if (parameters == null && call != null) {
            Expr alias = onlyExpression(definition.body());
            if (alias != null) {
                return call(new Expr.Call(alias, arguments, at), inner, scope);
            }
        }
        for (int i = 0; parameters != null && i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            boolean variable = parameter.endsWith("...");
            Expr argument = i < arguments.size() ? arguments.get(i) : new Expr.Opaque("", at);
            inner.bind(variable ? parameter.length() == 3 ? "__VA_ARGS__" : parameter.replace("...", "") : parameter,
                    new Scope.Argument(argument, scope));
        }
        if (hole != null) {
            inner.setHole(new Scope.Hole(hole, scope));
        }
        return block(definition.body().block().statements(), inner);
    }

    private static @Nullable Expr onlyExpression(Body body) {
        List<Stmt> statements = body.block().statements();
        return statements.size() == 1 && statements.getFirst() instanceof Stmt.Expression(Expr expression, int at)
                ? expression
                : null;
    }

    /** Runs statements in a scope of their own; the value is that of the last one. */
    Term block(List<Stmt> statements, Scope outer) {
        Scope scope = outer.block();
        Term value = UNKNOWN;
        for (int i = 0; i < statements.size(); i++) {
            if (i == statements.size() - 1 && statements.get(i) instanceof Stmt.Expression(Expr last, int at)) {
                value = value(last, scope);
            } else {
                out.statement(statements.get(i), scope);
            }
        }
        if (out.current() >= 0) {
            scope.leave(outer);
        }
        return value;
    }

    /** A macro call that heads a statement. */
    void macroBlock(Stmt.MacroBlock block, Scope scope) {
        Expr.Call head = block.head();
        String name = head.name();
        if (name == null) {
            effect(head, scope);
            out.statement(block.body(), scope.block());
            return;
        }
        Meaning.Idiom idiom = meaning.idiom(name);
        if (idiom == Meaning.Idiom.SCOPED_GUARD || idiom == Meaning.Idiom.SCOPED_COND_GUARD) {
            scopedGuard(head, block.body(), scope, idiom == Meaning.Idiom.SCOPED_COND_GUARD);
            return;
        }
        List<View.Candidate> headers = new ArrayList<>();
        if (scope.depth() <= DEEPEST_MACRO && !scope.within(name)) {
            for (View.Candidate candidate : view.resolve(name, scope.unit())) {
                if (candidate.definition() instanceof Definition.Macro macro
                        && (macro.body().header() || onlyExpression(macro.body()) instanceof Expr.Call)) {
                    headers.add(candidate);
                }
            }
        }
        if (headers.isEmpty()) {
            effect(head, scope);
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
        Expr only = onlyExpression(macro.body());
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

    private void scopedGuard(Expr.Call head, Stmt body, Scope scope, boolean mayFail) {
        List<Expr> arguments = head.arguments();
        List<Expr> passed = arguments.subList(Math.min(mayFail ? 2 : 1, arguments.size()), arguments.size());
        Scope inner = scope.block();
        Site site = scope.site(head.at());
        int end = out.label(site);
        if (mayFail && arguments.size() > 1) {
            int fork = out.emit(new Instruction.Fork(), site);
            effect(arguments.get(1), scope);
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
