package org.lazymmu.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Definition;

/** The names of what an implementation remembers: CPUs' variables, flags and fields of tasks that the hooks and their callees use. */
final class StateNames {
    /** Functions looked at; the hooks of all known implementations need a dozen. */
    private static final int MOST = 80;

    private final Primitives primitives;
    private final Set<String> names = new TreeSet<>();

    private StateNames(Primitives primitives) {
        this.primitives = primitives;
    }

    /**
     * @param callees the definitions that a call in a definition can lead to
     */
    static Set<String> of(List<Definition> hooks, Primitives primitives, Callees callees) {
        StateNames found = new StateNames(primitives);
        Deque<Definition> open = new ArrayDeque<>(hooks);
        Set<Definition> seen = new HashSet<>(hooks);
        while (!open.isEmpty() && seen.size() < MOST) {
            Definition definition = open.poll();
            CallWalk.visit(definition.body().block(), (call, condition) -> {
                found.look(call);
                calls(call).flatMap(one -> callees.of(one, definition).stream()).filter(seen::add).forEach(open::add);
            });
            found.fieldsOfTasks(definition);
        }
        return found.names;
    }

    /** A call, and those that the functions which it passes may come to. */
    private static Stream<Expr.Call> calls(Expr.Call call) {
        return Stream.concat(Stream.of(call), call.arguments().stream().filter(Expr.Name.class::isInstance)
                .map(function -> new Expr.Call(function, List.of(), call.at())));
    }

    /** Resolves calls. */
    interface Callees {
        List<Definition> of(Expr.Call call, Definition from);
    }

    private void look(Expr.Call call) {
        String name = call.name();
        Primitives.Role role = name == null ? null : primitives.role(name).orElse(null);
        if (role == null || call.arguments().isEmpty()) {
            return;
        }
        switch (role) {
            case PERCPU_ADDRESS, PERCPU_VARIABLE, PERCPU_GET_VARIABLE, PERCPU_GET_ADDRESS, PERCPU_READ, PERCPU_WRITE,
                    PERCPU_INC, PERCPU_DEC ->
                    add(root(call.arguments().getFirst()));
            case FLAG_SET, FLAG_CLEAR, FLAG_TEST, FLAG_TAKE, FLAG_PUT -> {
                if (call.arguments().getLast() instanceof Expr.Name flag) {
                    add(flag.name());
                    names.add("_" + flag.name());
                }
            }
            case LOWCORE -> add("lowcore");
            default -> {
            }
        }
    }

    /** {@code current->field}: which fields, by the identifiers of the body that an expression names. */
    private void fieldsOfTasks(Definition definition) {
        if (definition.identifiers().contains(Storage.TASK)) {
            Search.any(definition.body().block(), statement -> false, expression -> {
                if (expression instanceof Expr.Member(Expr base, boolean arrow, String field, int at)
                        && base instanceof Expr.Name task && task.name().equals(Storage.TASK)) {
                    add(field);
                }
                return false;
            });
        }
    }

    private void add(String name) {
        if (!name.isEmpty()) {
            names.add(name);
        }
    }

    private static String root(Expr expression) {
        return switch (expression) {
            case Expr.Name name -> name.name();
            case Expr.Unary unary -> root(unary.operand());
            case Expr.Member member -> root(member.base());
            case Expr.Index index -> root(index.base());
            case Expr.Cast cast -> root(cast.operand());
            default -> "";
        };
    }
}
