package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.lazymmu.c.CSource;

/**
 * What a definition reaches through calls, aliases and functions passed on: bits that spread from callees to callers, computed
 * from a definition downwards when first asked for.
 */
final class Closure {
    /** What is asked about definitions. */
    interface Question {
        /** Whether calls of a definition from a file are followed. */
        boolean follows(Definition used, Unit from);

        /** What a definition does itself. */
        int direct(Definition definition);

        /** What a definition does by calling another. */
        default int together(Definition definition, Definition used) {
            return 0;
        }

        /** What a definition's callers do through it, of all that it does. */
        default int shown(Definition definition, int reaches) {
            return reaches;
        }

        /** Whether what a definition does itself answers the question, so that it need not be looked into. */
        default boolean isEnough(int direct) {
            return false;
        }
    }

    private static final class Node {
        private final Definition definition;
        private final List<Node> callers = new ArrayList<>();
        private int reaches;

        Node(Definition definition) {
            this.definition = definition;
        }
    }

    private final View view;
    private final Predicate<String> primitive;
    private final Question question;
    private final Map<Definition, Node> nodes = new HashMap<>();

    /** @param primitive names with a meaning of their own, whose definitions do not count */
    Closure(View view, Predicate<String> primitive, Question question) {
        this.view = view;
        this.primitive = primitive;
        this.question = question;
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
        Node first = new Node(start);
        nodes.put(start, first);
        open.push(start);
        while (!open.isEmpty()) {
            Definition definition = open.pop();
            Node node = Objects.requireNonNull(nodes.get(definition));
            int found = question.direct(definition);
            for (Definition used : question.isEnough(found) ? List.<Definition>of() : uses(definition)) {
                Node callee = nodes.get(used);
                if (callee == null) {
                    callee = new Node(used);
                    nodes.put(used, callee);
                    open.push(used);
                }
                found |= question.shown(used, callee.reaches) | question.together(definition, used);
                callee.callers.add(node);
            }
            if ((node.reaches | found) != node.reaches) {
                node.reaches |= found;
                spread.push(node);
            }
        }
        while (!spread.isEmpty()) {
            Node callee = spread.pop();
            int shown = question.shown(callee.definition, callee.reaches);
            for (Node caller : callee.callers) {
                if ((caller.reaches | shown) != caller.reaches) {
                    caller.reaches |= shown;
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
        if (question.follows(used, from)) {
            into.add(used);
        }
    }
}
