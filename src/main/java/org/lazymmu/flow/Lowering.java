package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * Turns expressions into instructions and {@link Term}s: calls after their arguments, {@code &&}, {@code ||} and {@code ?:} as
 * branches, macros that matter in place.
 */
final class Lowering {
    static final Term UNKNOWN = new Term.Operation("?", List.of());

    private final CfgBuilder out;
    private final View view;
    private final Meaning meaning;
    private final GuardLowering guards;
    private final Expansion expansion;
    private boolean testing;

    Lowering(CfgBuilder out, View view, Meaning meaning, Predicate<Definition> inline) {
        this.out = out;
        this.view = view;
        this.meaning = meaning;
        this.guards = new GuardLowering(out, this, view, meaning);
        this.expansion = new Expansion(out, this, guards, view, meaning, inline);
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
            case Expr.Call call when presence(call, scope) != null ->
                    condition(java.util.Objects.requireNonNull(presence(call, scope)), yes, no, scope);
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

    /** The test of options that a call of a function is, or null. */
    private @Nullable Expr presence(Expr.Call call, Scope scope) {
        String name = call.name();
        return name == null || scope.local(name) != null || meaning.isPrimitive(name) ? null
                : Shapes.presence(view.resolve(name, scope.unit()), meaning);
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
                : expansion.candidates(name.name(), scope, false);
        if (!macros.isEmpty()) {
            return expansion.expand(macros, List.of(), scope, name.at(), null);
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
            Term right = value(assign.right(), scope);
            Term place = value(assign.left(), scope);
            boolean flags = assign.operator().equals("|=") || assign.operator().equals("&=");
            out.emit(new Instruction.Assign(place, flags
                    ? new Term.Operation(assign.operator().substring(0, 1), List.of(place, right)) : null), site);
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

    private Term call(Expr.Call written, Scope scope) {
        List<Expr> spread = scope.spread(written.arguments());
        Expr.Call call = spread.size() == written.arguments().size() ? written
                : new Expr.Call(written.callee(), spread, written.at());
        String name = call.name();
        Scope.Argument renamed = name == null ? null : scope.argument(name);
        if (renamed != null) {
            return call(new Expr.Call(renamed.text(), call.arguments(), call.at()), renamed.scope(), scope);
        }
        return call(call, scope, scope);
    }

    /** A call whose callee is named in one scope and whose arguments are in another. */
    Term call(Expr.Call call, Scope calleeScope, Scope scope) {
        String name = call.name();
        if (call.callee() instanceof Expr.Call guard && "guard".equals(guard.name())) {
            return guards.guard(guard, call.arguments(), scope);
        }
        if (name != null && calleeScope.local(name) == null) {
            Meaning.Idiom idiom = meaning.idiom(name);
            if (idiom != null && idiom != Meaning.Idiom.BOUNDARY) {
                return idiom(idiom, call, scope);
            }
            if (!meaning.isPrimitive(name)) {
                List<View.Candidate> candidates = expansion.candidates(name, scope, true);
                if (!candidates.isEmpty()) {
                    return expansion.expand(candidates, call.arguments(), scope, call.at(), call);
                }
            }
        }
        Term callee = name != null && calleeScope.local(name) == null ? new Term.Global(name)
                : value(call.callee(), calleeScope);
        return plainCall(callee, call.arguments(), scope, call.at());
    }

    /** A call that is not followed in place. */
    Term plainCall(Term callee, List<Expr> arguments, Scope scope, int at) {
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
            case TESTS_FLAG :
                Term flag = new Term.Global(meaning.testedFlag(String.valueOf(call.name())));
                return arguments.isEmpty() ? UNKNOWN
                        : new Term.Operation("&", List.of(value(arguments.getFirst(), scope), flag));
            case SCOPED_GUARD, SCOPED_COND_GUARD, GUARD, TELLS_BRACKET, TELLS_MASK, MUFFLES, UNMUFFLES, BOUNDARY :
                return plainCall(new Term.Global(String.valueOf(call.name())), arguments, scope, call.at());
        }
        throw new IllegalStateException("idiom without a meaning: " + idiom);
    }

    /** A macro call that heads a statement. */
    void macroBlock(Stmt.MacroBlock block, Scope scope) {
        expansion.macroBlock(block, scope);
    }

    /** Runs the function of {@code __free(x)} or {@code __cleanup(x)} on a variable that goes out of scope. */
    void cleanup(String function, Term variable, Scope scope, Site site) {
        guards.cleanup(function, variable, scope, site);
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
}
