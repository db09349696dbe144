package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** What can be seen of a function without walking it, and tells what a call of it means where it does not matter otherwise. */
final class Shapes {
    /** A function that calls more than this is no mere wrapper, and its body is not looked at for the sake of its end. */
    private static final int WRAPPER = 3;

    private final View view;
    private final Meaning meaning;
    private final Answers callsParameter = new Answers();
    private final Answers stops = new Answers();
    private final Answers asks = new Answers();
    private final Answers masks = new Answers();
    private final Map<Definition, List<Definition>> handed = new HashMap<>();
    private final Map<Definition, Optional<String>> aliases = new HashMap<>();

    Shapes(View view, Meaning meaning) {
        this.view = view;
        this.meaning = meaning;
    }

    /** Whether a function calls one of its parameters, or passes one on to a function that does. */
    boolean callsParameter(Definition definition) {
        return callsParameter.of(definition, asked -> asked instanceof Definition.Function function
                && callsOne(function.unit(), function, Set.copyOf(function.parameters())));
    }

    private boolean callsOne(Unit unit, Definition definition, Set<String> parameters) {
        List<String> called = unit.identifiers(definition, CSource.Use.CALLED);
        if (called.stream().anyMatch(parameters::contains)) {
            return true;
        }
        return called.size() <= WRAPPER && called.stream().filter(name -> meaning.idiom(name) == null)
                .flatMap(name -> view.resolve(name, unit).stream())
                .anyMatch(candidate -> callsParameter(candidate.definition()));
    }

    /** Whether a definition does little more than to ask where it is called, so that its answer says what its caller knows. */
    boolean asks(Definition definition) {
        return wraps(definition, meaning::asks, asks);
    }

    /** Whether a definition does little more than to mask the bracket or to unmask it. */
    boolean masks(Definition definition) {
        return wraps(definition, name -> meaning.mask(name) != null, masks);
    }

    /** Whether one of the few calls that a definition makes is of a kind, or of a definition of which the same is true. */
    private boolean wraps(Definition definition, Predicate<String> kind, Answers answers) {
        return answers.of(definition, asked -> {
            Unit unit = asked.unit();
            List<String> called = unit.identifiers(asked, CSource.Use.CALLED);
            return called.size() <= WRAPPER && (called.stream().anyMatch(kind)
                    || called.stream().filter(name -> meaning.idiom(name) == null)
                            .flatMap(name -> view.resolve(name, unit).stream())
                            .anyMatch(candidate -> wraps(candidate.definition(), kind, answers))
                    || handed(asked).stream().anyMatch(function -> wraps(function, kind, answers)));
        });
    }

    /** The functions that a definition hands, by their names, to a function that calls what it is given. */
    List<Definition> handed(Definition definition) {
        return handed.computeIfAbsent(definition, key -> {
            Unit unit = key.unit();
            if (unit.identifiers(key, CSource.Use.BARE).stream().noneMatch(name -> isFunction(name, unit))
                    || unit.identifiers(key, CSource.Use.CALLED).stream()
                            .noneMatch(name -> callsParameter(name, unit))) {
                return List.of();
            }
            List<Definition> found = new ArrayList<>();
            CallWalk.visit(key.body().block(), (call, condition) -> {
                String by = call.name();
                if (by != null && callsParameter(by, unit)) {
                    call.arguments().forEach(argument -> found.addAll(functions(argument, unit)));
                }
            });
            return List.copyOf(found);
        });
    }

    private boolean callsParameter(String name, Unit unit) {
        return meaning.idiom(name) == null && view.resolve(name, unit).stream()
                .anyMatch(candidate -> callsParameter(candidate.definition()));
    }

    private boolean isFunction(String name, Unit unit) {
        return view.resolveBare(name, unit).stream()
                .anyMatch(candidate -> candidate.definition() instanceof Definition.Function);
    }

    /** The functions that an expression is a name of. */
    private List<Definition> functions(Expr expression, Unit unit) {
        return expression instanceof Expr.Name(String name, int at)
                ? view.resolveBare(name, unit).stream().map(View.Candidate::definition)
                        .filter(definition -> definition instanceof Definition.Function).toList()
                : List.of();
    }

    /** Whether a function never returns, wherever it is defined. */
    boolean stops(Definition definition) {
        return stops(new View.Candidate(definition, Presence.ALWAYS));
    }

    /** Whether a function never returns: the last thing that it does is a call that does not. */
    boolean stops(View.Candidate candidate) {
        return candidate.presence() == Presence.ALWAYS
                && stops.of(candidate.definition(), asked -> asked instanceof Definition.Function function
                        && mayStop(function.unit().identifiers(function, CSource.Use.CALLED))
                        && endsInStop(function.unit(), function));
    }

    private boolean mayStop(List<String> called) {
        return called.size() <= WRAPPER && !called.isEmpty()
                || called.stream().anyMatch(name -> meaning.idiom(name) == Meaning.Idiom.STOPS);
    }

    private boolean endsInStop(Unit unit, Definition definition) {
        Expr.Call last = lastCall(definition);
        String name = last == null ? null : last.name();
        if (last == null || name == null || meaning.idiom(name) != null) {
            return name != null && meaning.idiom(name) == Meaning.Idiom.STOPS;
        }
        List<View.Candidate> called = view.resolve(name, unit);
        return !called.isEmpty() && called.stream().allMatch(this::stops)
                || called.size() == 1 && handsStop(last, lastCall(called.getFirst().definition()),
                        called.getFirst().definition(), unit);
    }

    /** The call that a definition ends in whatever happens, or null. */
    private static Expr.@Nullable Call lastCall(Definition definition) {
        Stmt.Block body = definition.body().block();
        return !body.statements().isEmpty() && !ControlTransfer.in(body)
                && body.statements().getLast() instanceof Stmt.Expression(Expr.Call call, int at) ? call : null;
    }

    /** Whether a callee ends in a call of a parameter that is a function which never returns. */
    private boolean handsStop(Expr.Call call, Expr.@Nullable Call last, Definition callee, Unit unit) {
        String called = last == null ? null : last.name();
        int number = called == null ? -1 : callee.parameters().indexOf(called);
        List<Definition> passed = number < 0 || number >= call.arguments().size() ? List.of()
                : functions(call.arguments().get(number), unit);
        return !passed.isEmpty() && passed.stream().allMatch(this::stops);
    }

    /**
     * The call on whatever lock it is given that is all that a function does, with its own parameters in the same places; or
     * null.
     */
    @Nullable
    String lockAlias(Definition definition) {
        return aliases.computeIfAbsent(definition, key -> Optional.ofNullable(alias(key))).orElse(null);
    }

    private @Nullable String alias(Definition definition) {
        if (!(definition instanceof Definition.Function(Unit unit, CFile.Function function))
                || function.parameters().isEmpty()) {
            return null;
        }
        List<String> called = unit.identifiers(definition, CSource.Use.CALLED);
        if (called.size() != 1 || meaning.locks(called.getFirst()).isEmpty()
                || meaning.locks(called.getFirst()).stream().anyMatch(Meaning.LockEffect::always)
                || definition.body().block().statements().size() != 1) {
            return null;
        }
        Expr only = switch (definition.body().block().statements().getFirst()) {
            case Stmt.Expression(Expr expression, int at) -> expression;
            case Stmt.Return(Expr value, int at) -> value;
            default -> null;
        };
        return only instanceof Expr.Call call && passesOn(call.arguments(), function.parameters()) ? call.name() : null;
    }

    private static boolean passesOn(List<Expr> arguments, List<CFile.Parameter> parameters) {
        if (arguments.size() > parameters.size()) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof Expr.Name(String name, int at))
                    || !name.equals(parameters.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    /** The test of options that is all that a function evaluates, or null. */
    static @Nullable Expr presence(List<View.Candidate> candidates, Meaning meaning) {
        if (candidates.size() != 1 || candidates.getFirst().presence() != Presence.ALWAYS
                || !(candidates.getFirst().definition() instanceof Definition.Function function)
                || function.identifiers().stream().noneMatch(name -> meaning.idiom(name) == Meaning.Idiom.PRESENCE)) {
            return null;
        }
        List<Stmt> statements = function.body().block().statements();
        return statements.size() == 1 && statements.getFirst() instanceof Stmt.Return(Expr value, int at)
                && value != null && isPresence(value, meaning) ? value : null;
    }

    private static boolean isPresence(Expr test, Meaning meaning) {
        return switch (test) {
            case Expr.Call call -> call.name() != null && meaning.idiom(call.name()) == Meaning.Idiom.PRESENCE;
            case Expr.Unary(String operator, Expr operand, int at) ->
                    operator.equals("!") && isPresence(operand, meaning);
            case Expr.Binary(String operator, Expr left, Expr right, int at) ->
                    (operator.equals("&&") || operator.equals("||")) && isPresence(left, meaning)
                            && isPresence(right, meaning);
            default -> false;
        };
    }
}
