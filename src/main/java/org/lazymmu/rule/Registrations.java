package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Contexts;

/** What becomes of a function whose name is handed on: whether it is run in interrupt context, or at once by who is given it. */
final class Registrations {
    /** Functions through which a function is handed on before it is made known. */
    private static final int DEEPEST = 3;

    /** What who is given a function does with it. */
    enum Fate {
        INTERRUPT, CALLED, UNKNOWN
    }

    /**
     * A place where a function is handed on.
     *
     * @param by    what it is given to, as a reader would say it
     * @param heads words of which a function has one in its head to be meant; none for any function
     */
    record Handing(Site site, String by, Fate fate, Set<String> heads) {
    }

    private final View view;
    private final Contexts contexts;
    private final Map<Unit, Map<String, List<Named>>> atFileLevel = new HashMap<>();

    Registrations(View view, Contexts contexts) {
        this.view = view;
        this.contexts = contexts;
    }

    /** What a definition does with another's name other than to call it. */
    List<Handing> in(Definition user, String function) {
        List<Handing> found = new ArrayList<>();
        collect(user.body().block(), user.unit(), user.name(), (name, named) -> {
            if (name.equals(function)) {
                found.add(named.handing(this));
            }
        });
        return found;
    }

    /** The same at file level: in macro calls and in initializers. */
    List<Handing> in(Unit unit, String function) {
        return atFileLevel.computeIfAbsent(unit, this::atFileLevel).getOrDefault(function, List.of()).stream()
                .map(named -> named.handing(this)).toList();
    }

    private Map<String, List<Named>> atFileLevel(Unit unit) {
        Map<String, List<Named>> found = new HashMap<>();
        BiConsumer<String, Named> add = (name, named) -> found.computeIfAbsent(name, key -> new ArrayList<>())
                .add(named);
        unit.file().atFileLevel().forEach(statement -> collect(statement, unit, "", add));
        unit.file().variables().forEach(variable -> registered(variable, unit, add));
        return found;
    }

    /** Functions in a structure that matter because of what the structure is given to in the same file. */
    private void registered(CFile.FileVariable variable, Unit unit, BiConsumer<String, Named> into) {
        CallWalk.visit(variable.declaration(), (call, condition) -> {
        }, (type, member, value) -> {
            String name = name(value);
            Set<String> calls = name == null ? Set.of() : contexts.registrars(type, member);
            if (name != null && calls.stream().anyMatch(call -> isGiven(variable.name(), call, unit))) {
                into.accept(name, new Named(unit, value.at(), "", member, -1, Set.of()));
            }
        });
    }

    private static boolean isGiven(String variable, String call, Unit unit) {
        boolean[] given = new boolean[1];
        for (Definition definition : unit.mentioning(call)) {
            if (definition.identifiers().contains(variable)) {
                CallWalk.visit(definition.body().block(), (made, condition) -> given[0] |= call.equals(made.name())
                        && made.arguments().stream().anyMatch(argument -> variable.equals(name(argument))));
            }
        }
        return given[0];
    }

    /** A name that is an argument of a call, or is stored in a member if the argument is negative. */
    private record Named(Unit unit, int at, String within, String by, int argument, Set<String> heads) {
        Handing handing(Registrations registrations) {
            Site site = new Site(unit, at, within, null);
            return argument < 0 ? new Handing(site, "the member " + by, Fate.INTERRUPT, heads)
                    : new Handing(site, by + "()", registrations.fate(by, argument, unit, 0), heads);
        }
    }

    private void collect(Stmt code, Unit unit, String within, BiConsumer<String, Named> into) {
        CallWalk.visit(code, (call, condition) -> {
            String by = call.name();
            for (int i = 0; by != null && i < call.arguments().size(); i++) {
                String name = name(call.arguments().get(i));
                if (name != null) {
                    into.accept(name, new Named(unit, call.at(), within, by, i, Set.of()));
                }
            }
        }, (type, member, value) -> {
            String name = name(value);
            Set<String> heads = name == null ? Set.of() : contexts.heads(type, member);
            if (name != null && !heads.isEmpty()) {
                into.accept(name, new Named(unit, value.at(), within, member, -1, heads));
            }
        });
    }

    private Fate fate(String call, int argument, Unit from, int depth) {
        Boolean known = contexts.runsInInterrupt(call, argument);
        if (known != null) {
            return known ? Fate.INTERRUPT : Fate.UNKNOWN;
        }
        if (depth == DEEPEST) {
            return Fate.UNKNOWN;
        }
        for (View.Candidate candidate : view.resolve(call, from)) {
            Definition definition = candidate.definition();
            String parameter = parameter(definition, argument);
            Fate fate = parameter == null ? Fate.UNKNOWN : fate(definition, parameter, depth + 1);
            if (fate != Fate.UNKNOWN) {
                return fate;
            }
        }
        return Fate.UNKNOWN;
    }

    /** What a function or macro does with one of its parameters. */
    private Fate fate(Definition definition, String parameter, int depth) {
        List<Fate> fates = new ArrayList<>();
        CallWalk.visit(definition.body().block(), (call, condition) -> {
            String name = call.name();
            if (parameter.equals(name)) {
                fates.add(Fate.CALLED);
            }
            for (int i = 0; name != null && i < call.arguments().size(); i++) {
                if (parameter.equals(name(call.arguments().get(i)))) {
                    fates.add(fate(name, i, definition.unit(), depth));
                }
            }
        }, (type, member, value) -> {
            if (parameter.equals(name(value)) && !contexts.heads(type, member).isEmpty()) {
                fates.add(Fate.INTERRUPT);
            }
        });
        return fates.stream().sorted().findFirst().orElse(Fate.UNKNOWN);
    }

    private static @Nullable String parameter(Definition definition, int number) {
        List<String> names = definition.parameters();
        return number < names.size() ? names.get(number) : null;
    }

    /** The name that an expression is, with or without {@code &} or a cast, or null. */
    private static @Nullable String name(Expr value) {
        return switch (value) {
            case Expr.Name name -> name.name();
            case Expr.Unary unary -> unary.operator().equals("&") ? name(unary.operand()) : null;
            case Expr.Cast cast -> name(cast.operand());
            default -> null;
        };
    }
}
