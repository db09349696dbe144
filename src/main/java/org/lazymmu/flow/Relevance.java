package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;

/**
 * Which definitions can reach a call that opens or closes the bracket or touches a lock that is followed: a closure over names,
 * cheaper than any walk and never too small.
 */
final class Relevance {
    private static final class Node {
        private final List<Node> callers = new ArrayList<>();
        private boolean relevant;
        Definition def; Node via;
        String why() { return def.name() + "[" + def.unit().path() + "]" + (via == null ? "" : " > " + via.why()); }
    }
    String why(Definition d) { Node n = nodes.get(d); return n == null ? "?" : n.why(); }

    private final View view;
    private final Meaning meaning;
    private final Map<Definition, Node> nodes = new HashMap<>();
    private final Map<Definition, Boolean> control = new HashMap<>();
    private final Map<Definition, Boolean> direct = new HashMap<>();

    Relevance(View view, Meaning meaning) {
        this.view = view;
        this.meaning = meaning;
    }

    int size() {
        return nodes.size();
    }

    boolean isRelevant(Definition definition) {
        Node known = nodes.get(definition);
        return (known != null ? known : explore(definition)).relevant;
    }

    private Node explore(Definition start) {
        Deque<Definition> open = new ArrayDeque<>();
        Deque<Node> spread = new ArrayDeque<>();
        Node first = new Node(); first.def = start;
        nodes.put(start, first);
        open.push(start);
        while (!open.isEmpty()) {
            Definition definition = open.pop();
            Node node = nodes.get(definition);
            if (node == null) {
                continue;
            }
            if (isDirect(definition)) {
                node.relevant = true;
                spread.push(node);
            }
            for (Definition used : uses(definition)) {
                Node callee = nodes.get(used);
                if (callee == null) {
                    callee = new Node(); callee.def = used;
                    nodes.put(used, callee);
                    open.push(used);
                } else if (callee.relevant && !node.relevant) {
                    node.relevant = true; node.via = callee;
                    spread.push(node);
                }
                callee.callers.add(node);
            }
        }
        while (!spread.isEmpty()) {
            Node top = spread.pop();
            for (Node caller : top.callers) {
                if (!caller.relevant) {caller.via = top;
                    caller.relevant = true;
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
            if (!isPrimitive(name)) {
                view.resolve(name, unit).forEach(candidate -> add(candidate.definition(), unit, result));
            }
        }
        for (String name : unit.identifiers(definition, CSource.Use.BARE)) {
            if (!isPrimitive(name)) {
                view.resolveBare(name, unit).forEach(candidate -> add(candidate.definition(), unit, result));
            }
        }
        return result;
    }

    private void add(Definition used, Unit from, List<Definition> into) {
        if (view.follows(used, from)) {
            into.add(used);
        }
    }

    private boolean isPrimitive(String name) {
        return meaning.idiom(name) != null || meaning.bracket(name) != null || !meaning.locks(name).isEmpty();
    }

    /** Whether a definition itself opens or closes the bracket or touches a lock that is followed. */
    boolean isDirect(Definition definition) {
        return direct.computeIfAbsent(definition, key -> isDirect(key.identifiers()));
    }

    private boolean isDirect(List<String> identifiers) {
        boolean takesLocks = false;
        boolean namesLock = false;
        for (String name : identifiers) {
            if (meaning.bracket(name) != null) {
                return true;
            }
            for (Meaning.LockEffect effect : meaning.locks(name)) {
                if (effect.verb() != Meaning.LockVerb.NAME && effect.always()) {
                    return true;
                }
                takesLocks |= effect.verb() != Meaning.LockVerb.NAME;
                namesLock |= effect.verb() == Meaning.LockVerb.NAME;
            }
            namesLock |= meaning.namesLock(name);
        }
        return takesLocks && namesLock;
    }

    /** Whether a macro is to be followed in place: it matters, or it changes the flow of control of its user. */
    boolean isInlined(Definition definition) {
        return definition instanceof Definition.Macro macro
                && (isDirect(macro) || isRelevant(macro) || control.computeIfAbsent(macro, key -> hasControl(macro)));
    }

    private static boolean hasControl(Definition.Macro macro) {
        CFile.Macro text = macro.macro();
        if (text.parameters() == null || text.bodyTo() == text.bodyFrom()) {
            return false;
        }
        Body body = macro.body();
        return body.problems().isEmpty() && ControlTransfer.in(body.block());
    }
}
