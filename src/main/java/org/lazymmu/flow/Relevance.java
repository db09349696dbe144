package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;

/**
 * Which definitions can reach a call that opens or closes the bracket or touches a lock that is followed: a closure over names,
 * cheaper than any walk and never too small.
 */
final class Relevance {
    private static final class Node {
        private final List<Node> callers = new ArrayList<>();
        private boolean relevant;
    }

    private final View view;
    private final Meaning meaning;
    private final Map<Definition, Node> nodes = new HashMap<>();
    private final Map<Definition, Boolean> control = new HashMap<>();

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
        Node first = new Node();
        nodes.put(start, first);
        open.push(start);
        while (!open.isEmpty()) {
            Definition definition = open.pop();
            Node node = nodes.get(definition);
            if (node == null) {
                continue;
            }
            List<String> identifiers = definition.identifiers();
            if (isDirect(identifiers)) {
                node.relevant = true;
                spread.push(node);
            }
            for (String name : identifiers) {
                if (meaning.idiom(name) != null || meaning.bracket(name) != null || !meaning.locks(name).isEmpty()) {
                    continue;
                }
                for (View.Candidate candidate : view.resolve(name, definition.unit())) {
                    Node callee = nodes.get(candidate.definition());
                    if (callee == null) {
                        callee = new Node();
                        nodes.put(candidate.definition(), callee);
                        open.push(candidate.definition());
                    } else if (callee.relevant && !node.relevant) {
                        node.relevant = true;
                        spread.push(node);
                    }
                    callee.callers.add(node);
                }
            }
        }
        while (!spread.isEmpty()) {
            for (Node caller : spread.pop().callers) {
                if (!caller.relevant) {
                    caller.relevant = true;
                    spread.push(caller);
                }
            }
        }
        return first;
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
                && (isRelevant(macro) || control.computeIfAbsent(macro, key -> hasControl(macro)));
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
