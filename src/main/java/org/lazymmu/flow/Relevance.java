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
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;

/**
 * Which definitions can reach a call that opens or closes the bracket or touches a lock that is followed: a closure over names,
 * cheaper than any walk and never too small.
 */
final class Relevance {
    /** Reaches a call that opens or closes the bracket. */
    static final int BRACKET = 1;
    /** Reaches a lock that is followed. */
    static final int LOCKS = 2;
    /** Touches locks that may be passed to it. */
    private static final int PASSED_LOCKS = 4;
    /** Masks the bracket, or unmasks it. */
    private static final int MASK = 16;
    /** Writes slots, or relies on what is written to them. */
    static final int SLOTS = 8;
    /** Reads slots that may be passed to it. */
    private static final int READS = 64;
    /** Frees or touches what it is given. */
    static final int ACTS = 32;
    /** Changes brackets, or whether they have an effect. */
    static final int BRACKETS = BRACKET | MASK;
    /** What is followed everywhere. */
    static final int KEPT = BRACKETS | LOCKS;
    /** What is followed with the bracket open. */
    static final int ANY = KEPT | SLOTS;

    private static final class Node {
        private final List<Node> callers = new ArrayList<>();
        private final int shows;
        private int reaches;

        /** @param shows what its callers reach through it */
        Node(int shows) {
            this.shows = shows;
        }
    }

    private final View view;
    private final Meaning meaning;
    private final Map<Definition, Node> nodes = new HashMap<>();
    private final Map<Definition, Boolean> control = new HashMap<>();
    private final Map<Definition, Integer> direct = new HashMap<>();
    private final Map<Definition, Boolean> members = new HashMap<>();

    Relevance(View view, Meaning meaning) {
        this.view = view;
        this.meaning = meaning;
    }

    int size() {
        return nodes.size();
    }

    /** Whether a definition reaches something of the kinds asked for. */
    boolean reaches(Definition definition, int kinds) {
        Node known = nodes.get(definition);
        return ((known != null ? known : explore(definition)).reaches & kinds) != 0;
    }

    private Node explore(Definition start) {
        Deque<Definition> open = new ArrayDeque<>();
        Deque<Node> spread = new ArrayDeque<>();
        Node first = node(start);
        nodes.put(start, first);
        open.push(start);
        while (!open.isEmpty()) {
            Definition definition = open.pop();
            Node node = java.util.Objects.requireNonNull(nodes.get(definition));
            int found = direct(definition) & (ANY | ACTS);
            for (Definition used : uses(definition)) {
                Node callee = nodes.get(used);
                if (callee == null) {
                    callee = node(used);
                    nodes.put(used, callee);
                    open.push(used);
                }
                found |= callee.reaches & callee.shows;
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
                int shown = callee.reaches & callee.shows;
                if ((caller.reaches | shown) != caller.reaches) {
                    caller.reaches |= shown;
                    spread.push(caller);
                }
            }
        }
        return first;
    }

    /** What has a meaning of its own for slots shows nothing of what its definition does with them. */
    private Node node(Definition definition) {
        return new Node(meaning.slots(definition.name()).isEmpty() ? ANY | ACTS : KEPT);
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
        return meaning.idiom(name) != null || meaning.bracket(name) != null || !meaning.locks(name).isEmpty()
                || meaning.mask(name) != null;
    }

    /** What a definition itself does: opens or closes the bracket, touches a lock that is followed. */
    int direct(Definition definition) {
        return direct.computeIfAbsent(definition, key -> direct(key.identifiers()));
    }

    /** Whether a definition calls through members of structures. */
    boolean callsMembers(Definition definition) {
        return members.computeIfAbsent(definition,
                key -> !key.unit().identifiers(key, CSource.Use.MEMBER_CALLED).isEmpty());
    }

    private int direct(List<String> identifiers) {
        int found = 0;
        boolean takesLocks = false;
        boolean namesLock = false;
        for (String name : identifiers) {
            if (meaning.bracket(name) != null) {
                found |= BRACKET;
            }
            if (meaning.mask(name) != null) {
                found |= MASK;
            }
            for (Meaning.LockEffect effect : meaning.locks(name)) {
                if (effect.verb() != Meaning.LockVerb.NAME && effect.always()) {
                    found |= LOCKS;
                }
                takesLocks |= effect.verb() != Meaning.LockVerb.NAME;
                namesLock |= effect.verb() == Meaning.LockVerb.NAME;
            }
            namesLock |= meaning.namesLock(name);
            for (Meaning.SlotEffect effect : meaning.slots(name)) {
                found |= slots(effect.verb());
            }
        }
        if (takesLocks) {
            found |= namesLock ? LOCKS | PASSED_LOCKS : PASSED_LOCKS;
        }
        return found;
    }

    private static int slots(Meaning.SlotVerb verb) {
        return switch (verb) {
            case DEFER, EXCHANGE, RELY, BEFORE -> SLOTS;
            case READ -> READS;
            case FREE, ACCESS -> ACTS;
            case PIN, NONE -> 0;
        };
    }

    /** Whether a macro is to be followed in place: it matters, changes its user's flow of control, or reads a slot. */
    boolean isInlined(Definition definition) {
        return definition instanceof Definition.Macro macro
                && (reaches(macro, meaning.slots(macro.name()).isEmpty() ? ANY : KEPT)
                        || (direct(macro) & (PASSED_LOCKS | READS | ACTS)) != 0
                        || control.computeIfAbsent(macro, key -> hasControl(macro)));
    }

    private boolean hasControl(Definition.Macro macro) {
        CFile.Macro text = macro.macro();
        if (text.parameters() == null || text.bodyTo() == text.bodyFrom()) {
            return false;
        }
        Body body = macro.body();
        return body.problems().isEmpty() && (ControlTransfer.in(body.block())
                || text.parameters().stream().anyMatch(name -> meaning.namesSlot(name) && reads(body, name)));
    }

    /** Whether a macro reads through a parameter. */
    private static boolean reads(Body body, String parameter) {
        boolean[] found = { false };
        CallWalk.visitExpressions(body.block(), expression -> {
            boolean reads = switch (expression) {
                case Expr.Unary(String operator, Expr.Name(String name, int in), int at) ->
                        operator.equals("*") && name.equals(parameter);
                case Expr.Member(Expr.Name(String name, int in), boolean arrow, String member, int at) ->
                        arrow && name.equals(parameter);
                default -> false;
            };
            found[0] |= reads;
        });
        return found[0];
    }
}
