package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one function does that matters while a bracket is open: kept for its callers where theirs is open, an incident where it
 * was opened here.
 *
 * <p>
 * Of several deeds of a kind only those are kept that no other makes superfluous: one that is done in more cases, fewer calls
 * away, stands for one that is done in fewer. So a function that waits in any case has hardly more than one deed, however much it
 * calls.
 */
final class Deeds {
    /** Deeds that are kept of one function; more are left out, and the function counts as not finished. */
    static final int MOST = 32;
    /** A test of which nobody knows the outcome. */
    private static final Value UNKNOWN = Value.fresh("?");

    /** A test that is true unless a caller muffles. */
    private static final Value NOT_MUFFLED = Objects
            .requireNonNull(Value.operation("!", List.of(Value.content(Value.Cell.variable("muffled()")))));

    private final Walk walk;
    private final Meaning meaning;
    private final Presence presence;
    private final boolean none;
    private final List<Summary.Deed> kept = new ArrayList<>();

    Deeds(Walk walk, Definition definition, Meaning meaning, Presence presence) {
        this.walk = walk;
        this.none = meaning.doesNone(definition.name());
        this.meaning = meaning;
        this.presence = presence;
    }

    List<Summary.Deed> kept() {
        return List.copyOf(kept);
    }

    /** Whether nothing that is called with the caller's bracket open can add to what is known. */
    boolean isSaturated(State state) {
        return state.marks().depth() == 0 && kept.stream().anyMatch(this::isLast);
    }

    /** Whether nothing that this function does in its caller's bracket can add to what is known, nor be told in less. */
    boolean isExhausted() {
        return kept.stream().anyMatch(deed -> isLast(deed) && deed.inside().isEmpty());
    }

    private boolean isLast(Summary.Deed deed) {
        return deed.depth() == 0 && deed.test() == null && deed.facts().isEmpty() && meaning.isLast(deed.kind())
                && walk.isAlways(deed.presence());
    }

    /** A call that does a deed by itself. */
    void call(Meaning.Deed deed, String name, List<@Nullable Value> arguments, Site site, State state) {
        record(deed.kind(), name, test(deed, arguments), 0, null, site, List.of(), state);
    }

    private @Nullable Value test(Meaning.Deed deed, List<@Nullable Value> arguments) {
        if (deed.argument() == Meaning.Deed.ALWAYS) {
            return null;
        }
        if (deed.argument() == Meaning.Deed.UNLESS_MUFFLED) {
            return NOT_MUFFLED;
        }
        Value argument = deed.argument() < arguments.size() ? arguments.get(deed.argument()) : null;
        Value test = argument == null || deed.flag().isEmpty() ? argument
                : Value.operation("&", List.of(argument, Value.constant(deed.flag())), meaning);
        return test == null ? UNKNOWN : test;
    }

    /**
     * What a callee does.
     *
     * @param which of its deeds are meant
     */
    void pass(Cfg.Node node, Summary callee, Predicate<Summary.Deed> which, Binding binding, State state) {
        for (Summary.Deed deed : callee.deeds()) {
            State there = which.test(deed) ? binding.where(deed.presence(), deed.facts(), state) : null;
            if (there != null) {
                Value test = binding.valueOf(deed.test());
                record(deed.kind(), callee.definition().name(), deed.test() != null && test == null ? UNKNOWN : test,
                        deed.depth(), deed.opened(), node.site(), List.of(deed.step()), there);
            }
        }
    }

    /**
     * What a function does that is called back in a callee.
     *
     * @param depth   brackets that are open where it is called back
     * @param opening where the one was opened, if it is open
     * @param steps   the way there
     * @param binding what it is called with: tells what is not done then; the conditions of the rest are not kept, being as many
     *                as the function has
     */
    void passBack(Summary function, String callee, int depth, State.@Nullable Opening opening, Site site,
            List<Trail> steps, Binding binding, State state) {
        for (Summary.Deed deed : function.deeds()) {
            State there = binding.where(deed.presence(), deed.facts(), state);
            if (there == null) {
                continue;
            }
            List<Trail> inside = new ArrayList<>(steps);
            inside.add(deed.step());
            Value known = binding.valueOf(deed.test());
            Value test = deed.test() != null && known == null ? UNKNOWN : known;
            boolean open = depth + deed.depth() >= 1;
            record(deed.kind(), open ? deed.what() : callee, test, depth - state.marks().depth() + deed.depth(),
                    opening,
                    open ? deed.site() : site, inside, state.within(there.presence()));
        }
    }

    /**
     * @param asked null if it is done in any case
     * @param depth brackets open there, relative to those open here
     */
    private void record(String kind, String what, @Nullable Value asked, int depth, State.@Nullable Opening opened,
            Site site, List<Trail> inside, State before) {
        int total = before.marks().depth() + depth;
        boolean unlessMuffled = NOT_MUFFLED.equals(asked);
        if (none || unlessMuffled && before.marks().masking().muffles() > 0) {
            return;
        }
        // Where the bracket was opened by this function, its callers are not asked whether they muffle.
        Value test = unlessMuffled && total > 0 ? null : asked;
        State state = test == null || unlessMuffled || test.isFresh() ? before : before.assume(test, true);
        if (state == null || before.marks().pauses() > 0 || total < 0
                || total == 0 && !walk.context(before).isOpen()) {
            return;
        }
        Value open = open(test, state);
        State.Opening opening = before.marks().opened() != null ? before.marks().opened() : opened;
        if (total == 0 || open != null && walk.entry().dependsOnCaller(open)) {
            keep(new Summary.Deed(kind, site, what, total, open, walk.entry().facts(state), state.presence(),
                    total == 0 ? null : opening, inside, state.trail()));
        } else {
            walk.incident(
                    new Summary.Incident(open == null ? Summary.Fault.DEED : Summary.Fault.UNDECIDED, kind, site, what,
                            opening, state.presence(), inside, state.trail()));
        }
    }

    /**
     * What of a test is still to be decided, or null when it is true: that a path assumes a flag to be set does not mean that
     * somebody sets it.
     */
    private @Nullable Value open(@Nullable Value test, State state) {
        if (test != null && test.truth() == Value.Truth.UNKNOWN) {
            return isPossible(test) ? null : test;
        }
        for (State.Fact fact : state.facts().values()) {
            if (fact.truth() && isDeciding(fact.value()) && !isPossible(fact.value())) {
                return fact.value();
            }
        }
        return null;
    }

    /** Whether a value is the test for a flag that decides about deeds. */
    private boolean isDeciding(Value value) {
        return value.operator().equals("&")
                && value.operands().stream().anyMatch(operand -> meaning.decides(operand.text()));
    }

    /** Whether a value that two paths brought is true on one of them. */
    private boolean isPossible(Value test) {
        return test.alternatives(meaning).stream().anyMatch(one -> one.truth() == Value.Truth.YES);
    }

    private void keep(Summary.Deed deed) {
        if (kept.stream().anyMatch(old -> covers(old, deed) && old.length() <= deed.length())) {
            return;
        }
        kept.removeIf(old -> covers(deed, old) && deed.length() <= old.length());
        if (kept.size() < MOST) {
            kept.add(deed);
        } else {
            walk.giveUp("more than " + MOST + " conditions of what it does");
        }
    }

    /** Whether the first is done wherever the second is. */
    private boolean covers(Summary.Deed first, Summary.Deed second) {
        return first.kind().equals(second.kind()) && first.depth() == second.depth()
                && (first.test() == null || first.test().equals(second.test()))
                && second.facts().containsAll(first.facts())
                && presence.implies(second.presence(), first.presence());
    }
}
