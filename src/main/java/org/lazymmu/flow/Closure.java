package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.lazymmu.c.CSource;

/**
 * What a definition reaches through calls, aliases and functions passed on: bits that spread from callees to callers, computed
 * from a definition downwards when first asked for.
 */
final class Closure {
    private static final class Node {
        private final List<Node> callers = new ArrayList<>();
        private int reaches;
    }

    private final View view;
    private final Predicate<String> primitive;
    private final BiPredicate<Definition, Unit> follows;
    private final ToIntFunction<Definition> direct;
    private final ToIntBiFunction<Definition, Definition> together;
    private final int enough;
    private final Map<Definition, Node> nodes = new HashMap<>();

    /**
     * @param primitive names with a meaning of their own, whose definitions do not count
     * @param follows   whether calls of a definition from a file are followed
     * @param direct    what a definition does itself
     * @param together  what it does by calling another
     * @param enough    bits of which one is enough to know: what does it itself is not looked into
     */
    Closure(View view, Predicate<String> primitive, BiPredicate<Definition, Unit> follows,
            ToIntFunction<Definition> direct, ToIntBiFunction<Definition, Definition> together, int enough) {
        this.view = view;
        this.primitive = primitive;
        this.follows = follows;
        this.direct = direct;
        this.together = together;
        this.enough = enough;
    }

    int size() {
        return nodes.size();
    }

    /** The bits of a definition and of all that it reaches. */
    int of(Definition definition) {
        Node known = nodes.get(definition);
        return (known != null ? known : explore(definition)).reaches;
    }

    private Node explore(Definition start) {
        Deque<Definition> open = new ArrayDeque<>();
        Deque<Node> spread = new ArrayDeque<>();
        Node first = new Node();
        nodes.put(start, first);
        open.push(start);
        while (!open.isEmpty()) {
            Definition definition = open.pop();
            Node node = Objects.requireNonNull(nodes.get(definition));
            int found = direct.applyAsInt(definition);
            for (Definition used : (found & enough) != 0 ? List.<Definition>of() : uses(definition)) {
                Node callee = nodes.get(used);
                if (callee == null) {
                    callee = new Node();
                    nodes.put(used, callee);
                    open.push(used);
                }
                found |= callee.reaches | together.applyAsInt(definition, used);
                callee.callers.add(node);
            }
            if ((node.reaches | found) != node.reaches) {
                node.reaches |= found;
                spread.push(node);
            }
        }
        while (!spread.isEmpty()) {
            Node callee = spread.pop();
            for (Node caller : callee.callers) {
                if ((caller.reaches | callee.reaches) != caller.reaches) {
                    caller.reaches |= callee.reaches;
                    spread.push(caller);
                }
            }
        }
        return first;
    }

    /** The definitions that a definition calls, uses as aliases or passes on, except what has a meaning of its own. */
    private List<Definition> uses(Definition definition) {
        List<Definition> result = new ArrayList<>();
        Unit unit = definition.unit();
        for (String name : unit.identifiers(definition, CSource.Use.CALLED)) {
            if (!primitive.test(name)) {
                view.resolve(name, unit).forEach(candidate -> add(candidate.definition(), unit, result));
            }
        }
        for (String name : unit.identifiers(definition, CSource.Use.BARE)) {
            if (!primitive.test(name)) {
                view.resolveBare(name, unit).forEach(candidate -> add(candidate.definition(), unit, result));
            }
        }
        return result;
    }

    private void add(Definition used, Unit from, List<Definition> into) {
        if (follows.test(used, from)) {
            into.add(used);
        }
    }
}
