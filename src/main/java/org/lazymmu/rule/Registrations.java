package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
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
     * @param by what it is given to, as a reader would say it
     */
    record Handing(Site site, String by, Fate fate) {
    }

    private final View view;
    private final Contexts contexts;

    Registrations(View view, Contexts contexts) {
        this.view = view;
        this.contexts = contexts;
    }

    /** What a definition does with another's name other than to call it. */
    List<Handing> in(Definition user, String function) {
        List<Handing> found = new ArrayList<>();
        collect(user.body().block(), user.unit(), user.name(), function, found);
        return found;
    }

    /** The same at file level: in macro calls and in initializers. */
    List<Handing> in(Unit unit, String function) {
        List<Handing> found = new ArrayList<>();
        for (CFile.Invocation invocation : unit.file().invocations()) {
            collect(new Stmt.Expression(invocation.call(), invocation.call().at()), unit, "", function, found);
        }
        for (CFile.FileVariable variable : unit.file().variables()) {
            collect(new Stmt.Expression(variable.init(), variable.at()), unit, "", function, found);
        }
        return found;
    }

    private void collect(Stmt code, Unit unit, String within, String function, List<Handing> into) {
        CallWalk.visit(code, (call, condition) -> {
            String by = call.name();
            for (int i = 0; by != null && i < call.arguments().size(); i++) {
                if (isName(call.arguments().get(i), function)) {
                    into.add(new Handing(new Site(unit, call.at(), within, null), by + "()",
                            fate(by, i, unit, 0)));
                }
            }
        }, (member, value) -> {
            if (isName(value, function) && contexts.isMember(member)) {
                into.add(new Handing(new Site(unit, value.at(), within, null), "the member " + member,
                        Fate.INTERRUPT));
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
                if (isName(call.arguments().get(i), parameter)) {
                    fates.add(fate(name, i, definition.unit(), depth));
                }
            }
        }, (member, value) -> {
            if (isName(value, parameter) && contexts.isMember(member)) {
                fates.add(Fate.INTERRUPT);
            }
        });
        return fates.stream().sorted().findFirst().orElse(Fate.UNKNOWN);
    }

    private static @Nullable String parameter(Definition definition, int number) {
        List<String> names = switch (definition) {
            case Definition.Function(Unit unit, CFile.Function function) ->
                    function.parameters().stream().map(CFile.Parameter::name).toList();
            case Definition.Macro(Unit unit, CFile.Macro macro) ->
                    macro.parameters() == null ? List.<String>of() : macro.parameters();
        };
        return number < names.size() ? names.get(number) : null;
    }

    /** Whether an expression is a function's name, with or without {@code &} or a cast. */
    private static boolean isName(Expr value, String function) {
        return switch (value) {
            case Expr.Name name -> name.name().equals(function);
            case Expr.Unary unary -> unary.operator().equals("&") && isName(unary.operand(), function);
            case Expr.Cast cast -> isName(cast.operand(), function);
            default -> false;
        };
    }
}
