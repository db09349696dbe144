package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callees do with slots, in terms of the caller's: which calls have to be followed for it, and what comes of them. */
final class CalleeHazards {
    private final View view;
    private final Meaning meaning;
    private final Walk walk;
    private final Hazards hazards;

    CalleeHazards(View view, Meaning meaning, Walk walk, Hazards hazards) {
        this.view = view;
        this.meaning = meaning;
        this.walk = walk;
        this.hazards = hazards;
    }

    /**
     * Whether a call has to be followed because of what it is given: the pointer to a slot, or something by which it can be,
     * or what was read from one.
     *
     * @param reaches     whether the callee does something of a kind of {@link Relevance}
     * @param readsMember whether it reads through a member of what it is given
     */
    boolean isGiven(Instruction.Call call, IntPredicate reaches, BooleanSupplier readsMember, State state) {
        if (!hazards.isOpen(state)) {
            return false;
        }
        boolean ofCaller = hazards.isOfCaller(state);
        for (int i = 0; i < call.arguments().size(); i++) {
            Value argument = hazards.pointer(call.arguments().get(i), state);
            if (argument == null) {
                continue;
            }
            boolean given = ofCaller && walk.entry().dependsOnCaller(argument);
            if (isPending(argument, reaches, state)
                    || given && (reaches.test(Relevance.ACTS | Relevance.KEEPS) || readsMember.getAsBoolean())
                    || (hazards.isSlot(argument) || namesSlot(call.arguments().get(i))) && reaches.test(Relevance.READS)
                    || state.slots().origin(argument) != null && reaches.test(Relevance.KEEPS)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an argument leads to a slot with a write pending, or comes from what such a slot held before. */
    private static boolean isPending(Value argument, IntPredicate reaches, State state) {
        if (state.slots().isIdle()) {
            return false;
        }
        if (state.slots().displaced(argument) != null && reaches.test(Relevance.ACTS)) {
            return true;
        }
        for (Slots.Pending one : state.slots().pending().values()) {
            if (isBehind(one.slot(), argument)
                    || argument.equals(one.address()) && reaches.test(Relevance.ACTS)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a slot lies behind a pointer: it is that, or comes some way after it, or is found through it. */
    private static boolean isBehind(Value slot, Value pointer) {
        return slot.equals(pointer) || slot.text().contains("*" + pointer.text() + ".")
                || slot.operator().equals("+") && isBehind(slot.operands().getFirst(), pointer);
    }

    /** Whether a variable is by convention a pointer to a slot. */
    private boolean namesSlot(Term term) {
        return term instanceof Term.Variable variable && meaning.namesSlot(variable.sourceName());
    }

    /**
     * What a callee does with slots, as far as it may be wrong here.
     *
     * @param pointers the binding of pointers as slots are told apart by
     */
    void touched(Cfg.Node node, Summary summary, Binding binding, Binding pointers, State state) {
        if (!hazards.isOpen(state)) {
            return;
        }
        String callee = summary.definition().name();
        for (Touch touch : summary.touches()) {
            State here = binding.where(touch.presence(), touch.facts(), state);
            if (here == null) {
                continue;
            }
            Value value = pointers.valueOf(touch.value());
            Value end = pointers.valueOf(touch.end());
            Meaning.SlotEffect effect = touch.effect();
            switch (touch.verb()) {
                case READ, EXCHANGE -> hazards.read(node.site(), callee, effect, value, touch.steps(), here);
                case RELY -> {
                    if (effect != null) {
                        hazards.rely(node.site(), callee, effect, value, end, touch.steps(), here);
                    }
                }
                case FREE -> {
                    if (effect != null) {
                        hazards.free(node.site(), callee, effect, value, touch.steps(), here);
                    }
                }
                case ACCESS -> {
                    if (value != null) {
                        hazards.access(node.site(), callee, value, here);
                    }
                }
                case DEFER -> hazards.raise(touch.fault(), effect, node.site(), callee,
                        List.of(new Trail(node.site(), Trail.Kind.CALL, callee, touch.steps(), null)), here);
                case PIN, BEFORE, NONE -> {
                }
            }
        }
    }

    /** What is wrong with slots in a callee that meets a function which it is given: what is wrong in that alone is told with it. */
    void found(Site site, Handed.Callee callee, State state) {
        if (callee.given().isEmpty()) {
            return;
        }
        Set<String> known = callee.general().incidents().stream().map(Summary.Incident::key)
                .collect(Collectors.toSet());
        for (Summary.Incident incident : callee.exact().incidents()) {
            int both = view.presence().and(state.presence(), incident.presence());
            if (!incident.origin().isEmpty() && both != Presence.NEVER && !known.contains(incident.key())) {
                walk.incident(incident.after(walk.isGiven() ? List.of() : callee.passed(site), both));
            }
        }
    }

    /** What a function does with slots that is called back with the bracket open. */
    void calledBack(Site site, String callee, int depth, Summary summary, List<Trail> way,
            State.@Nullable Opening opened,
            State state) {
        for (Touch touch : summary.touches()) {
            int both = view.presence().and(state.presence(), touch.presence());
            if (both == Presence.NEVER || touch.verb() != Meaning.SlotVerb.DEFER) {
                continue;
            }
            List<Trail> steps = new ArrayList<>(way);
            steps.addAll(touch.steps());
            if (depth >= 1) {
                walk.incident(
                        new Summary.Incident(touch.fault(), site, callee, opened, both, steps, state.trail()));
            } else if (hazards.isCallersBracket()) {
                hazards.put(new Touch(touch.verb(), touch.fault(), touch.effect(), null, null,
                        walk.entry().facts(state), both,
                        steps));
            }
        }
    }

    /** What the slots are after a callee has returned in one of its ways. */
    State returned(Cfg.Node node, Instruction.Call call, Summary summary, Summary.Outcome outcome,
            Binding pointers, State before) {
        Slots left = outcome.slots();
        State state = left.flushed() ? hazards.flush(before) : before;
        if (!hazards.isOpen(state)) {
            return state;
        }
        for (Value slot : left.settled().values()) {
            Value here = pointers.value(slot);
            state = here == null ? state : hazards.pin(here, state.with(state.slots().settle(here)));
        }
        for (Slots.Pending one : left.all()) {
            Value slot = one.named() ? pointers.value(one.slot()) : null;
            if (hazards.isOwn(slot)) {
                continue;
            }
            Value count = pointers.valueOf(one.count());
            Value address = pointers.valueOf(one.address());
            Value written = pointers.valueOf(one.written());
            boolean keeps = one.keeps()
                    || slot != null && written != null && slot.equals(state.slots().origin(written));
            state = Hazards.pend(
                    new Slots.Pending(slot == null ? Value.ZERO : slot, slot != null, count, address,
                            bound(one.space(), pointers), node.site(), summary.definition().name(),
                            List.of(one.step()), state.trail(), Set.of(), keeps, hazards.source(written, state)),
                    state);
        }
        return returned(call, pointers.valueOf(outcome.origin()), state);
    }

    /** What a call returns comes from a slot, or from values that come from one. */
    private static State returned(Instruction.Call call, @Nullable Value origin, State state) {
        Value result = state.read(Value.Cell.variable(call.result().name()));
        if (origin == null || !result.isFresh()) {
            return state;
        }
        Value slot = origin.operator().equals(Slots.GIVEN) ? state.slots().origin(origin) : origin;
        return state.with(state.slots().derive(result, slot == null ? origin : slot));
    }

    /** A space as the caller of what wrote there knows it. */
    private Slots.Space bound(Slots.Space space, Binding pointers) {
        Value value = space.value();
        Value here = space.name().isEmpty() ? pointers.valueOf(value) : null;
        return here == null ? new Slots.Space(space.name(), null)
                : new Slots.Space(meaning.space(here.text()), walk.entry().isTerm(here) ? here : null);
    }
}
