package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Applies the summary of a callee at a call: its values in terms of the caller's, its effects on the caller's brackets. */
final class Callees {
    private final View view;
    private final Summaries summaries;
    private final Walk walk;
    private final Brackets brackets;
    private final Targets targets;
    private final Handed handed;
    private final Callbacks callbacks;

    Callees(View view, Summaries summaries, Walk walk, Brackets brackets, Targets targets) {
        this.view = view;
        this.summaries = summaries;
        this.walk = walk;
        this.brackets = brackets;
        this.targets = targets;
        this.handed = new Handed(summaries, walk, targets);
        this.callbacks = new Callbacks(view, summaries, walk, targets);
    }

    Handed handed() {
        return handed;
    }

    /**
     * What a call leads to.
     *
     * @param general what the callee does, whoever calls it
     * @param context in which that was worked out
     */
    List<State> apply(Cfg.Node node, Instruction.Call call, Summary general, Summaries.Context context,
            List<@Nullable Value> arguments, State state) {
        Binding binding = binding(general, arguments, state);
        Handed.Callee callee = handed.callee(general, context, binding, state);
        Summary summary = callee.exact();
        deeds(node, callee, binding, state);
        for (Summary.Event event : callee.events()) {
            State there = binding.where(event.presence(), event.facts(), state);
            if (there != null) {
                pass(node, callee, event, binding, there);
            }
        }
        boolean followsSlots = call.name() == null || summaries.meaning().slots(call.name()).isEmpty();
        Binding pointers = followsSlots ? pointers(call, summary, binding, state) : binding;
        if (followsSlots) {
            walk.calleeHazards().touched(node, summary, binding, pointers, state);
            walk.calleeHazards().found(node.site(), callee, state);
        }
        List<State> result = new ArrayList<>();
        for (Summary.Outcome outcome : summary.outcomes()) {
            State after = outcome(node, call, summary, outcome, binding, state);
            if (after != null && followsSlots) {
                after = walk.calleeHazards().returned(node, call, summary, outcome, pointers, after);
            }
            if (after != null) {
                result.add(after);
            }
        }
        return result;
    }

    /** Notes the deeds of a callee of which nothing else matters, and of what is passed to it. */
    void note(Cfg.Node node, Summary general, List<@Nullable Value> arguments, State state) {
        Binding binding = binding(general, arguments, state);
        Handed.Callee callee = handed.callee(general, Summaries.Context.DEEDS, binding, state);
        deeds(node, callee, binding, state);
        for (Summary.Event event : callee.events()) {
            State there = event.action() == Summary.Action.CALLBACK
                    ? binding.where(event.presence(), event.facts(), state)
                    : null;
            if (there != null) {
                callbacks.run(node.site(), callee, event, binding, List.of(step(event)), true, there);
            }
        }
    }

    /** What a callee does, with the constants that it is called with where they may decide. */
    private void deeds(Cfg.Node node, Handed.Callee callee, Binding binding, State state) {
        if (callee.given().isEmpty()) {
            deeds(node, callee.general(), List.of(), deed -> true, binding, state);
        } else {
            deeds(node, callee.general(), List.of(), deed -> deed.depth() >= 1, binding, state);
            deeds(node, callee.exact(), callee.given(), deed -> deed.depth() < 1, binding, state);
        }
    }

    private void deeds(Cfg.Node node, Summary summary, List<State.Holding> given, Predicate<Summary.Deed> which,
            Binding binding, State state) {
        if (summary.deeds().stream().anyMatch(deed -> which.test(deed) && binding.agrees(deed.facts()))) {
            boolean open = walk.context(state).isOpen();
            List<State.Holding> constants = binding.constants();
            constants.addAll(given);
            Summary exact = constants.size() == given.size() || !open ? summary
                    : summaries.of(summary.definition(), Summaries.Context.DEEDS, constants, summary);
            walk.deeds().pass(node, exact, which, binding, state);
        }
    }

    /** The same with pointers as slots are told apart by: {@code &p[i]} is {@code p + i}. */
    private Binding pointers(Instruction.Call call, Summary summary, Binding binding, State state) {
        if (summary.touches().isEmpty()
                && summary.outcomes().stream()
                        .allMatch(outcome -> outcome.slots().isEmpty() && outcome.origin() == null)) {
            return binding;
        }
        List<@Nullable Value> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            arguments.add(walk.hazards().pointer(argument, state));
        }
        return binding(summary, arguments, state);
    }

    private Binding binding(Summary summary, List<@Nullable Value> arguments, State state) {
        return new Binding(summary.definition(), arguments, state, view.presence(), summaries.meaning());
    }

    // --- events

    private void pass(Cfg.Node node, Handed.Callee called, Summary.Event event, Binding binding, State state) {
        String callee = called.name();
        int depth = state.marks().depth() + event.depth();
        List<Trail> inside = List.of(step(event));
        switch (event.action()) {
            case OPEN, OPEN_COUNTED -> {
                boolean counted = event.action() == Summary.Action.OPEN_COUNTED
                        && brackets.isCounted(state.marks().opened());
                if (depth >= 1 && !counted) {
                    brackets.nested(callee, node.site(), inside, state);
                } else if (depth <= 0) {
                    walk.event(event.action(), node.site(), callee, depth, null, inside, state);
                }
            }
            case CLOSE -> {
                if (brackets.masks().isClosedUnmasked(callee, node.site(), inside, state)) {
                    return;
                }
                if (depth <= 0) {
                    walk.event(event.action(), node.site(), callee, depth, null, inside, state);
                } else if (!brackets.mismatched(event.call(), callee, node.site(), inside, state)) {
                    walk.roles().lends(node.site(), callee);
                }
            }
            case RESUME -> {
                int pauses = walk.pauses(state) + event.depth();
                if (brackets.masks().isResumedUnmasked(callee, node.site(), inside, state)) {
                    return;
                }
                if (pauses <= 0) {
                    walk.event(event.action(), node.site(), callee, pauses, null, inside, state);
                } else {
                    walk.roles().lends(node.site(), callee);
                }
            }
            case CLOSE_MASKED -> {
                if (state.marks().masking().opens() <= 0 && depth <= 0) {
                    walk.event(event.action(), node.site(), callee, depth, null, inside, state);
                } else {
                    brackets.masks().closes(callee, node.site(), inside, state);
                }
            }
            case RESUME_MASKED -> {
                if (state.marks().masking().pauses() <= 0 && walk.pauses(state) <= 0) {
                    walk.event(event.action(), node.site(), callee, 0, null, inside, state);
                } else {
                    brackets.masks().resumes(callee, node.site(), inside, state);
                }
            }
            case ACQUIRE, RELEASE -> lock(node, callee, event, binding, depth, inside, state);
            case CALLBACK -> callbacks.run(node.site(), called, event, binding, inside,
                    walk.context(state) == Summaries.Context.DEEDS, state);
        }
    }

    static Trail step(Summary.Event event) {
        Trail.Kind kind = !event.inside().isEmpty() ? Trail.Kind.CALL : switch (event.action()) {
            case OPEN, OPEN_COUNTED -> Trail.Kind.OPEN;
            case CLOSE, CLOSE_MASKED -> Trail.Kind.CLOSE;
            case RESUME, RESUME_MASKED -> Trail.Kind.RESUME;
            case ACQUIRE -> Trail.Kind.ACQUIRE;
            case RELEASE -> Trail.Kind.RELEASE;
            case CALLBACK -> Trail.Kind.CALLBACK;
        };
        return new Trail(event.site(), kind, event.what(), event.inside(), event.trail());
    }

    /** A lock that the callee takes or releases. The state itself changes with the outcome. */
    private void lock(Cfg.Node node, String callee, Summary.Event event, Binding binding, int depth, List<Trail> inside,
            State state) {
        boolean taken = event.action() == Summary.Action.ACQUIRE;
        Value lock = binding.valueOf(event.value());
        State.Held held = null;
        for (State.Held one : state.marks().held()) {
            if (one.lock().equals(lock)) {
                held = one;
            }
        }
        if (depth >= 1 && state.marks().pauses() <= 0 && !state.marks().nested()) {
            boolean fault = !state.marks().lost() && (taken || held == null || !held.inside());
            if (fault) {
                walk.incident(new Summary.Incident(
                        taken ? Summary.Fault.ACQUIRED_INSIDE : Summary.Fault.RELEASED_INSIDE, node.site(), callee,
                        state.marks().opened(), state.presence(), inside, state.trail()));
            }
        } else if (depth <= 0 && (taken || held == null && lock != null && walk.entry().isTerm(lock))) {
            walk.event(event.action(), node.site(), callee, depth, lock, inside, state);
        }
    }

    // --- outcomes

    private @Nullable State outcome(Cfg.Node node, Instruction.Call call, Summary summary, Summary.Outcome outcome,
            Binding binding, State before) {
        State possible = binding.where(outcome.presence(), outcome.facts(), before);
        if (possible == null) {
            return null;
        }
        State forgetful = summaries.changes().after(node, List.of(summary.definition()), binding.arguments(), targets,
                forget(node, binding, possible));
        State state = brackets(node, summary, outcome, stored(outcome, binding, forgetful));
        state = released(outcome, binding, state);
        Value result = binding.valueOf(outcome.value());
        Value fresh = result != null ? result : Value.fresh("n" + node.id());
        Value lockValue = null;
        for (int i = 0; i < outcome.acquired().size(); i++) {
            Summary.Acquired acquired = outcome.acquired().get(i);
            Value same = binding.valueOf(acquired.lock());
            Value lock = same != null ? same : Value.fresh("L" + node.id() + (i == 0 ? "" : "." + i));
            for (Value.Cell place : acquired.places()) {
                Value.Cell cell = place == null ? null : binding.cell(place);
                if (place == null) {
                    lockValue = lock;
                } else if (cell != null && same == null) {
                    Value old = state.read(cell);
                    lock = state.values().containsKey(cell.text()) && old.text().startsWith("L") ? old : lock;
                    state = state.write(cell, lock);
                }
            }
            List<State.Held> held = new ArrayList<>(state.marks().held());
            Value taken = lock;
            held.removeIf(one -> one.lock().equals(taken));
            held.add(new State.Held(lock, acquired.name(), state.marks().depth() >= 1));
            state = state.with(state.marks().held(held)).assuming(lock);
        }
        Value returned = lockValue != null ? lockValue : fresh;
        Boolean truth = outcome.truth();
        if (truth != null) {
            State assumed = state.assume(returned, truth);
            if (assumed == null) {
                returned = Value.fresh("n" + node.id());
                assumed = state.assume(returned, truth);
            }
            state = assumed == null ? state : assumed;
        }
        return state.write(Value.Cell.variable(call.result().name()), returned);
    }

    /** What is known of what the callee has stored behind pointers. */
    private static State stored(Summary.Outcome outcome, Binding binding, State state) {
        State after = state;
        for (State.Holding holding : outcome.stored()) {
            Value.Cell cell = binding.cell(holding.cell());
            after = cell == null ? after : after.write(cell, holding.value());
        }
        return after;
    }

    /** What the callee may have stored behind the addresses it was given is not known. */
    private State forget(Cfg.Node node, Binding binding, State state) {
        State after = state;
        int number = 0;
        for (Value argument : binding.arguments()) {
            Value.Cell cell = argument == null ? null : argument.address();
            String root = cell == null ? null : cell.root();
            if (cell != null && root != null && walk.entry().isLocal(root)) {
                after = after.forget(cell, Value.fresh("n" + node.id() + ".a" + number));
            }
            number++;
        }
        return after;
    }

    private State brackets(Cfg.Node node, Summary summary, Summary.Outcome outcome, State state) {
        State.Marks marks = state.marks();
        List<Trail> inside = telling(outcome.trail());
        State after = state;
        if (outcome.depth() < 0 && marks.depth() <= 0 && marks.masking().opens() > 0) {
            after = brackets.masks().closed(-outcome.depth(), after);
        } else if (outcome.depth() != 0) {
            int depth = marks.depth() + outcome.depth();
            if (outcome.depth() < 0) {
                walk.roles().closes(marks.opened());
            } else if (marks.depth() != 0) {
                walk.roles().opensAgain(summary.definition().name(), marks.opened());
            }
            after = after.with(marks.depth(depth,
                    marks.depth() <= 0 ? opening(node, summary, outcome.opened(), inside) : marks.opened()));
        }
        if (outcome.pauses() < 0) {
            brackets.unpauses(state);
        } else if (outcome.pauses() > 0 && walk.pauses(state) < 0) {
            walk.roles().opensAgain(summary.definition().name(), marks.opened());
        }
        if (outcome.pauses() != 0) {
            after = after.with(after.marks().pauses(marks.pauses() + outcome.pauses()));
        }
        if (outcome.depth() != 0 || outcome.pauses() != 0) {
            after = brackets.answering(after);
        }
        Masking masking = outcome.masking();
        if (!masking.isNothing()) {
            after = brackets.masks().after(masking, opening(node, summary, masking.opened(), inside), after);
        }
        boolean tells = outcome.depth() != 0 || outcome.pauses() != 0 || !masking.isNothing()
                || !outcome.acquired().isEmpty()
                || !outcome.released().isEmpty();
        if (!tells) {
            return after;
        }
        return after.note(new Trail(node.site(), kind(outcome), summary.definition().name(), inside, after.trail()));
    }

    private static Trail.Kind kind(Summary.Outcome outcome) {
        int opens = outcome.depth() + outcome.masking().opens();
        int pauses = outcome.pauses() + outcome.masking().pauses();
        if (opens != 0) {
            return opens > 0 ? Trail.Kind.OPEN : Trail.Kind.CLOSE;
        }
        if (pauses != 0) {
            return pauses > 0 ? Trail.Kind.PAUSE : Trail.Kind.RESUME;
        }
        int levels = outcome.masking().levels();
        return levels > 0 ? Trail.Kind.MASK : levels < 0 ? Trail.Kind.UNMASK : Trail.Kind.CALL;
    }

    /** Where a callee that leaves a bracket open opened it, as this function sees it. */
    private static State.Opening opening(Cfg.Node node, Summary summary, State.@Nullable Opening opened,
            List<Trail> inside) {
        return new State.Opening(node.site(), summary.definition().name(), opened == null ? "" : opened.call(), inside);
    }

    /** The steps of a callee's path that are about brackets and locks. */
    private static List<Trail> telling(@Nullable Trail trail) {
        return Trail.steps(trail).stream()
                .filter(step -> step.kind() != Trail.Kind.BRANCH && step.kind() != Trail.Kind.EXIT)
                .toList();
    }

    private State released(Summary.Outcome outcome, Binding binding, State state) {
        State after = state;
        for (Value value : outcome.released()) {
            Value lock = binding.value(value);
            State.Marks marks = after.marks();
            List<State.Held> held = new ArrayList<>(marks.held());
            boolean own = held.removeIf(one -> one.lock().equals(lock));
            marks = marks.held(held);
            if (!own && lock != null && walk.entry().isTerm(lock) && !marks.dropped().contains(lock)) {
                List<Value> dropped = new ArrayList<>(marks.dropped());
                dropped.add(lock);
                marks = marks.dropped(dropped);
            }
            after = after.with(marks.depth() >= 1 ? marks.lose() : marks);
        }
        return after;
    }
}
