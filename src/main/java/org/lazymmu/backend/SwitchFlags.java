package org.lazymmu.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;

/**
 * The flags of a task by which a context switch remembers the mode: those that decide whether it does something for the mode. The
 * hooks themselves do not name them.
 */
final class SwitchFlags {
    /** Functions looked at. */
    private static final int MOST = 80;
    /** Levels of functions that only say something of a flag. */
    private static final int DEEPEST = 3;

    private final Bench bench;
    private final CalleeSearch mode;
    private final Set<String> flags = new TreeSet<>();

    private SwitchFlags(Bench bench) {
        this.bench = bench;
        this.mode = new CalleeSearch(definition -> definition.identifiers().stream().anyMatch(this::isOfMode),
                bench::callees);
    }

    /** @param switches what the scheduler calls at a context switch */
    static Set<String> of(List<Definition> switches, Bench bench) {
        SwitchFlags found = new SwitchFlags(bench);
        Deque<Definition> open = new ArrayDeque<>(switches);
        Set<Definition> seen = new HashSet<>(switches);
        while (!open.isEmpty() && seen.size() < MOST) {
            Definition definition = open.poll();
            if (found.mode.of(definition)) {
                found.look(definition);
                for (String name : definition.identifiers()) {
                    bench.callees(definition, name).stream().filter(seen::add).forEach(open::add);
                }
            }
        }
        return found.flags;
    }

    private boolean isOfMode(String name) {
        return bench.isState(name) || bench.facts().bracket(name) != null;
    }

    /** Tests that decide what a function does for the mode. */
    private void look(Definition definition) {
        Set<String> seen = new HashSet<>();
        Search.any(definition.body().block(), statement -> {
            switch (statement) {
                case Stmt.If s when decides(s.then(), definition) || decides(s.otherwise(), definition) ->
                        tested(s.test(), definition, seen);
                case Stmt.While s when decides(s.body(), definition) -> tested(s.test(), definition, seen);
                case Stmt.DoWhile s when decides(s.body(), definition) -> tested(s.test(), definition, seen);
                case Stmt.For s when s.test() != null && decides(s.body(), definition) ->
                        tested(s.test(), definition, seen);
                case Stmt.Switch s when decides(s.body(), definition) -> tested(s.value(), definition, seen);
                default -> {
                }
            }
            return false;
        }, expression -> {
            switch (expression) {
                case Expr.Conditional c when concerns(c.then(), definition) || concerns(c.otherwise(), definition) ->
                        tested(c.test(), definition, seen);
                case Expr.Binary(String operator, Expr left, Expr right, int at) when (operator.equals("&&")
                        || operator.equals("||")) && concerns(right, definition) ->
                        tested(left, definition, seen);
                default -> {
                }
            }
            return false;
        });
    }

    private boolean decides(@Nullable Stmt guarded, Definition in) {
        return Search.any(guarded, statement -> statement instanceof Stmt.Return || statement instanceof Stmt.Goto,
                expression -> isOfMode(expression, in));
    }

    private boolean concerns(@Nullable Expr guarded, Definition in) {
        return guarded != null && Search.any(new Stmt.Expression(guarded, 0), statement -> false,
                expression -> isOfMode(expression, in));
    }

    private boolean isOfMode(Expr expression, Definition in) {
        return switch (expression) {
            case Expr.Name name -> isOfMode(name.name());
            case Expr.Member member ->
                    bench.isState(member.name()) || bench.callees(in, member.name()).stream().anyMatch(mode::of);
            case Expr.Call call when call.name() != null ->
                    isOfMode(call.name()) || bench.callees(in, call.name()).stream().anyMatch(mode::of);
            default -> false;
        };
    }

    /** @param seen names that have been looked at in the function */
    private void tested(Expr test, Definition in, Set<String> seen) {
        flags(test);
        Search.any(new Stmt.Expression(test, 0), statement -> false, expression -> {
            switch (expression) {
                case Expr.Name(String name, int at) when seen.add(name) -> assigned(name, in, seen);
                case Expr.Call call when call.name() != null && seen.add(call.name()) ->
                        said(call.name(), in, DEEPEST);
                default -> {
                }
            }
            return false;
        });
    }

    /** What a local variable is given, before it is tested. */
    private void assigned(String variable, Definition in, Set<String> seen) {
        Search.any(in.body().block(), statement -> {
            if (statement instanceof Stmt.Declaration declaration) {
                declaration.variables().stream().filter(v -> v.name().equals(variable) && v.init() != null)
                        .forEach(v -> tested(v.init(), in, seen));
            }
            return false;
        }, expression -> {
            if (expression instanceof Expr.Assign(String operator, Expr.Name(String name, int n), Expr value, int at)
                    && name.equals(variable)) {
                tested(value, in, seen);
            }
            return false;
        });
    }

    /** What functions say that only say something. */
    private void said(String name, Definition from, int deepest) {
        if (deepest == 0 || bench.primitives().role(name).isPresent()) {
            return;
        }
        for (Definition callee : bench.callees(name, from.unit(), Presence.ALWAYS)) {
            CallWalk.visitExpressions(callee.body().block(), this::flags);
            callee.identifiers().forEach(called -> said(called, callee, deepest - 1));
        }
    }

    /** The flags that an expression names. */
    private void flags(Expr expression) {
        Search.any(new Stmt.Expression(expression, 0), statement -> false, part -> {
            if (part instanceof Expr.Call call && call.name() != null && bench.primitives().role(call.name())
                    .filter(Primitives.Role::isOfFlag).isPresent() && !call.arguments().isEmpty()
                    && call.arguments().getLast() instanceof Expr.Name(String flag, int at)) {
                add(flag);
            }
            String masked = part instanceof Expr.Name ? Flags.name(part) : null;
            if (masked != null) {
                add(masked);
            }
            return false;
        });
    }

    private void add(String flag) {
        flags.add(flag);
        flags.add("_" + flag);
    }
}
