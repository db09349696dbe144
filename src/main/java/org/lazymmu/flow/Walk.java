package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;

/**
 * Walks all paths of one function symbolically: brackets and locks exactly, variables and tests as far as they decide branches.
 *
 * <p>
 * Paths that agree on brackets and locks are merged once there are {@value #DISTINCT} of them at a node, as in property
 * simulation (Das, Lerner, Seigle: ESP, PLDI 2002); so the walk is bounded, and tests that decide about a bracket stay
 * correlated.
 */
final class Walk {
    /** Different knowledge with equal marks that is kept apart at a node. */
    static final int DISTINCT = 12;
    /** The same with writes pending, which are kept apart by themselves. */
    private static final int DISTINCT_PENDING = 3;
    /** Steps within which callees of a region keep as much apart. */
    private static final int SHORT = 60;
    /** Steps after which a walk is given up. */
    static final int LONGEST = 100_000;
    /**
     * Steps after which all that can be merged is merged, as it always is in callees of a region, and paths on which something is
     * known to be wrong are not followed any further.
     */
    private static final int PATIENT = 30_000;
    private static final int MOST_MARKS = 300;

    /** What went on from a node with equal marks: some states one by one, and the join of all once they were too many. */
    private static final class Meeting {
        private final List<Known> apart = new ArrayList<>();
        private @Nullable Known joined;
    }

    /** A state that went on from a node, with its {@link State#knowledge}. */
    private record Known(String knowledge, State state) {
    }

    private final Definition definition;
    private final EntryTerms entry;
    private final Roles roles = new Roles();
    private final Cfg cfg;
    private final Summaries.Context context;
    private final View view;
    private final Presence presence;
    private final Calls calls;
    private final Hazards hazards;
    private final CalleeHazards calleeHazards;
    private final Deeds deeds;
    private final Meaning meaning;
    private final Liveness liveness;
    private final int[] predecessors;
    private final List<@Nullable Map<String, Meeting>> seen;
    private final Deque<Object[]> work = new ArrayDeque<>();
    private final Map<String, Summary.Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Summary.Event> events = new TreeMap<>();
    private final Map<String, Summary.Incident> incidents = new TreeMap<>();
    private final Set<Site> unknown = new HashSet<>();
    private int steps;
    private boolean given;
    private @Nullable String limit;

    Walk(Definition definition, Cfg cfg, Summaries.Context context, View view, Meaning meaning, Summaries summaries) {
        this.definition = definition;
        this.cfg = cfg;
        this.context = context;
        this.view = view;
        this.presence = view.presence();
        this.meaning = meaning;
        this.deeds = new Deeds(this, definition, meaning, presence);
        this.liveness = cfg.liveness();
        this.entry = new EntryTerms(definition, liveness);
        this.predecessors = cfg.predecessors();
        this.seen = new ArrayList<>();
        cfg.nodes().forEach(node -> seen.add(null));
        this.hazards = new Hazards(view, meaning, this, context.isInside());
        this.calleeHazards = new CalleeHazards(view, meaning, this, hazards);
        this.calls = new Calls(view, meaning, summaries, this, definition);
    }

    Summary run() {
        return run(List.of());
    }

    /** @param known what is known of what cells hold at entry */
    Summary run(List<State.Holding> known) {
        int start = view.presenceOf(definition.condition());
        given = known.stream().anyMatch(one -> one.value().function() != null);
        if (start != Presence.NEVER) {
            State state = Brackets.entry(context, State.entry(start));
            for (State.Holding one : known) {
                state = state.write(one.cell(), one.value());
            }
            push(0, state);
        }
        while (!work.isEmpty() && !(context == Summaries.Context.DEEDS && deeds.isExhausted())) {
            if (++steps > LONGEST) {
                limit = "more than " + LONGEST + " steps";
                break;
            }
            Object[] item = work.pop();
            step(cfg.node((int) item[0]), (State) item[1]);
        }
        return new Summary(definition, List.copyOf(outcomes.values()), List.copyOf(events.values()),
                deeds.kept(), List.copyOf(incidents.values()), hazards.touches(), roles.served(),
                roles.called(), Set.copyOf(unknown), limit);
    }

    private void push(int node, State state) {
        if (predecessors[node] > 1) {
            State merged = merge(node, state.forget(name -> liveness.isDead(node, name)));
            if (merged == null) {
                return;
            }
            state = merged;
        }
        work.push(new Object[]{ node, state });
    }

    /** The state to go on with at a node where paths meet, or null when it brings nothing new. */
    private @Nullable State merge(int node, State state) {
        if (steps > PATIENT && state.marks().isReported()) {
            return null;
        }
        Map<String, Meeting> byMarks = seen.get(node);
        if (byMarks == null) {
            byMarks = new HashMap<>();
            seen.set(node, byMarks);
        }
        if (byMarks.size() > MOST_MARKS) {
            limit = "more than " + MOST_MARKS + " combinations of brackets and locks";
            return null;
        }
        Meeting meeting = byMarks.computeIfAbsent(state.marks().key(), key -> new Meeting());
        String knowledge = state.knowledge();
        for (int i = 0; i < meeting.apart.size(); i++) {
            State old = meeting.apart.get(i).state();
            if (meeting.apart.get(i).knowledge().equals(knowledge)) {
                if (presence.implies(state.presence(), old.presence())) {
                    return null;
                }
                State wider = old.within(presence.or(old.presence(), state.presence()));
                meeting.apart.set(i, new Known(knowledge, wider));
                return wider;
            }
        }
        boolean patient = context == Summaries.Context.OUTSIDE && steps < PATIENT;
        int distinct = !patient ? steps < SHORT ? DISTINCT_PENDING : 1
                : state.slots().isIdle() ? DISTINCT : DISTINCT_PENDING;
        if (meeting.joined == null && meeting.apart.size() < distinct) {
            meeting.apart.add(new Known(knowledge, state));
            return state;
        }
        return mergeAll(node, meeting, state);
    }

    /** Joins a state with all that went on before it, since there are too many to keep apart. */
    private @Nullable State mergeAll(int node, Meeting meeting, State state) {
        Known before = meeting.joined;
        State joined = state;
        for (Known old : before == null ? meeting.apart : List.of(before)) {
            joined = joined.join(old.state(), node).within(presence.or(joined.presence(), old.state().presence()));
        }
        String common = joined.knowledge();
        if (before != null && before.knowledge().equals(common) && before.state().presence() == joined.presence()) {
            return null;
        }
        meeting.joined = new Known(common, joined);
        return joined;
    }

    private void step(Cfg.Node node, State before) {
        State state = hazards.terms(node, before);
        switch (node.instruction()) {
            case Instruction.Skip skip -> forward(node, state);
            case Instruction.Assign(Term place, @Nullable Term value) ->
                    forward(node, assign(node, place, value, state));
            case Instruction.Call call -> {
                for (State after : calls.apply(node, call, state)) {
                    forward(node, after);
                }
            }
            case Instruction.Branch(Term test) -> branch(node, test, state);
            case Instruction.Present(List<Condition> conditions) ->
                    present(node, conditions.stream().map(view::presenceOf).toList(), state);
            case Instruction.Dispatch(List<Integer> presences) -> present(node, presences, state);
            case Instruction.Select select -> select(node, select, state);
            case Instruction.Fork fork -> forward(node, state);
            case Instruction.Return(@Nullable Term value) -> exit(node, value, state);
        }
    }

    private void forward(Cfg.Node node, State state) {
        for (int next : node.next()) {
            push(next, state);
        }
    }

    private State assign(Cfg.Node node, Term place, @Nullable Term value, State state) {
        String fresh = "n" + node.id();
        Value stored = value == null ? null : evaluate(value, state);
        Value.Cell cell = cell(place, state);
        if (stored == null || stored.mentions(fresh::equals)) {
            State renewed = state.renew(fresh);
            return renewed.write(cell(place, renewed), Value.fresh(fresh));
        }
        return state.write(cell, stored);
    }

    private void branch(Cfg.Node node, Term test, State state) {
        Value value = evaluate(test, state);
        for (int i = 0; i < node.next().length; i++) {
            boolean truth = i == 0;
            if (value == null) {
                push(node.next()[i], state.note(node.site(), Trail.Kind.BRANCH, truth ? "true" : "false"));
                continue;
            }
            boolean decided = state.decide(value) != null;
            State assumed = state.assume(value, truth);
            if (assumed != null) {
                push(node.next()[i],
                        decided ? assumed : assumed.note(node.site(), Trail.Kind.BRANCH, truth ? "true" : "false"));
            }
        }
    }

    private void present(Cfg.Node node, List<Integer> presences, State state) {
        for (int i = 0; i < node.next().length; i++) {
            int both = presence.and(state.presence(), presences.get(i));
            if (both != Presence.NEVER) {
                push(node.next()[i], state.within(both));
            }
        }
    }

    private void select(Cfg.Node node, Instruction.Select select, State state) {
        Value value = evaluate(select.value(), state);
        State rest = state;
        for (int i = 0; i < node.next().length; i++) {
            Term label = select.labels().get(i);
            Value expected = label == null ? null : evaluate(label, state);
            Value equal = value == null || expected == null ? null : Value.operation("==", List.of(value, expected));
            State chosen = equal == null ? state : state.assume(equal, true);
            if (label != null && chosen != null) {
                push(node.next()[i], chosen);
            }
            if (equal != null && rest != null) {
                rest = rest.assume(equal, false);
            }
        }
        int otherwise = select.labels().indexOf(null);
        if (otherwise >= 0 && rest != null) {
            push(node.next()[otherwise], rest);
        }
    }

    // --- terms

    /** What a term is worth in a state, or null when that is not modelled. */
    @Nullable
    Value evaluate(Term term, State state) {
        return switch (term) {
            case Term.Variable variable -> state.read(cell(variable, state));
            case Term.Global(String name) -> state.read(Value.Cell.variable(name));
            case Term.Literal(String text) -> Value.constant(text);
            case Term.Dereference d -> state.read(cell(d, state));
            case Term.Address(Term place) -> Value.address(cell(place, state));
            case Term.Field f -> state.read(cell(f, state));
            case Term.Element e -> state.read(cell(e, state));
            case Term.Operation(String operator, List<Term> operands) -> {
                List<Value> values = new ArrayList<>();
                for (Term operand : operands) {
                    Value value = evaluate(operand, state);
                    if (value == null) {
                        yield null;
                    }
                    values.add(value);
                }
                yield values.isEmpty() ? null : Value.operation(operator, values, meaning);
            }
        };
    }

    /** The cell a term names. A term that names none, such as a sum, has one of its own. */
    Value.Cell cell(Term place, State state) {
        return switch (place) {
            case Term.Variable(String name) -> Value.Cell.variable(name);
            case Term.Global(String name) -> Value.Cell.variable(name);
            case Term.Dereference(Term pointer) -> {
                Value value = evaluate(pointer, state);
                yield value == null ? Value.Cell.variable("?") : Value.Cell.at(value);
            }
            case Term.Field(Term inner, String name) -> cell(inner, state).field(name);
            case Term.Element(Term inner, Term index) -> {
                Value value = evaluate(index, state);
                yield cell(inner, state).element(value == null ? Value.fresh("?") : value);
            }
            case Term.Address(Term inner) -> cell(inner, state);
            case Term.Literal(String text) -> Value.Cell.variable(text);
            case Term.Operation operation -> Value.Cell.variable("?");
        };
    }

    // --- what comes out

    /** What the caller can know of values. */
    EntryTerms entry() {
        return entry;
    }

    /** The graph that is walked. */
    Cfg cfg() {
        return cfg;
    }

    /** What this function completes of others. */
    Roles roles() {
        return roles;
    }

    Hazards hazards() {
        return hazards;
    }

    CalleeHazards calleeHazards() {
        return calleeHazards;
    }

    /** What this function is known to do that matters while the bracket is open. */
    Deeds deeds() {
        return deeds;
    }

    /** Whether these are all configurations that have this function. */
    boolean isAlways(int configurations) {
        return presence.implies(view.presenceOf(definition.condition()), configurations);
    }

    /** Whether it is walked with functions that it is given, by a caller that tells so. */
    boolean isGiven() {
        return given;
    }

    /** Notes that the walk is incomplete. */
    void giveUp(String reason) {
        limit = reason;
    }

    /** Notes a call that leads nobody knows where. */
    void unknownCall(Site site) {
        unknown.add(site);
    }

    /** Records something that the caller may have to answer for, with what of the state concerns the caller. */
    void event(Summary.Action action, Site site, String what, int depth, @Nullable Value value, List<Trail> inside,
            State state) {
        event(action, site, what, depth, value, List.of(), inside, state);
    }

    /** The same of a call of a function that the caller passes in, with what it is called with. */
    void callback(Site site, String what, int depth, Value function, List<@Nullable Value> arguments,
            List<Trail> inside, State state) {
        List<@Nullable Value> known = new ArrayList<>();
        for (Value argument : arguments) {
            known.add(argument != null && entry.isTerm(argument) ? argument : null);
        }
        event(Summary.Action.CALLBACK, site, what, depth, function, known, inside, state);
    }

    private void event(Summary.Action action, Site site, String what, int depth, @Nullable Value value,
            List<@Nullable Value> arguments, List<Trail> inside, State state) {
        Summary.Event event = new Summary.Event(action, site, what, depth, value, arguments, entry.facts(state),
                state.presence(), inside, state.trail());
        events.merge(event.key(), event,
                (old, now) -> new Summary.Event(old.action(), old.site(), old.what(), old.depth(),
                        old.value(), common(old.arguments(), now.arguments()),
                        EntryTerms.common(old.facts(), now.facts()),
                        presence.or(old.presence(), now.presence()),
                        old.inside(),
                        old.trail()));
    }

    /** What a function is called with on both of two paths. */
    private static List<@Nullable Value> common(List<@Nullable Value> some, List<@Nullable Value> others) {
        List<@Nullable Value> common = new ArrayList<>();
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            common.add(Objects.equals(some.get(i), others.get(i)) ? some.get(i) : null);
        }
        return common;
    }

    void incident(Summary.Incident incident) {
        incidents.merge(incident.key(), incident,
                (old, now) -> new Summary.Incident(old.fault(), old.kind(), old.site(), old.what(),
                        old.opened(), presence.or(old.presence(), now.presence()), old.inside(), old.trail()));
    }

    /** How a call from a state is followed: the bracket may have been opened here, or by the caller and not closed here. */
    Summaries.Context context(State state) {
        State.Marks marks = state.marks();
        if (marks.pauses() > 0) {
            return Summaries.Context.PAUSED.masked(marks.masking().isOn());
        }
        if (context == Summaries.Context.DEEDS && marks.depth() >= 0) {
            return context;
        }
        Summaries.Context unmasked = marks.lost() ? Summaries.Context.UNLOCKED : Summaries.Context.INSIDE;
        if (marks.depth() < 0) {
            unmasked = Summaries.Context.OUTSIDE;
        } else if (marks.depth() == 0 && context.pauses() == 0) {
            unmasked = context;
        }
        return unmasked.masked(marks.masking().isOn());
    }

    /** How often the bracket was masked before this function. */
    int masksAtEntry() {
        return context.masks();
    }

    /** The state with a cell that tests read as it was when this function was entered. */
    State asAtEntry(State state, Value.Cell cell) {
        State entry = Brackets.entry(context, State.entry(state.presence()));
        State.Holding held = entry.values().get(cell.text());
        return held == null ? state.restore(cell) : state.write(cell, held.value());
    }

    /** Pauses of this function; negative when the caller's was ended. */
    int pauses(State state) {
        return state.marks().pauses() - context.pauses();
    }

    private void exit(Cfg.Node node, @Nullable Term returned, State state) {
        Value value = returned == null ? null : evaluate(returned, state);
        Boolean truth = value == null ? null : state.decide(value);
        List<Summary.Acquired> acquired = new ArrayList<>();
        for (State.Held held : state.marks().held()) {
            acquired.add(new Summary.Acquired(entry.isTerm(held.lock()) ? held.lock() : null,
                    placesOf(held.lock(), value, state), held.name(), held.inside()));
        }
        Value known = value != null && entry.isTerm(value) ? value : null;
        List<State.Fact> facts = entry.facts(state);
        List<Value> released = state.marks().dropped().stream().filter(entry::isTerm).toList();
        Slots slots = hazards.left(state);
        Trail trail = new Trail(node.site(), Trail.Kind.EXIT, "", List.of(), state.trail());
        Summary.Outcome outcome = new Summary.Outcome(state.marks().depth(), pauses(state), known, truth,
                facts,
                acquired, released, state.marks().nested(), state.presence(), node.site(), state.marks().opened(),
                state.marks().masking().since(context.masks()), slots,
                known == null ? hazards.source(value, state) : null, entry.stored(state), trail);
        String key = outcome.depth() + "/" + outcome.pauses() + "/" + (known == null ? truth : known.text()) + "/"
                + acquired
                + "/" + released + "/" + outcome.nested() + "/" + outcome.masking().key() + "/" + slots.key() + "/"
                + (outcome.depth() != 0 || outcome.pauses() != 0 || !outcome.masking().isNothing() ? node.site().key()
                        : "");
        outcomes.merge(key, outcome, this::mergeOutcomes);
    }

    private Summary.Outcome mergeOutcomes(Summary.Outcome old, Summary.Outcome now) {
        List<State.Fact> facts = EntryTerms.common(old.facts(), now.facts());
        return new Summary.Outcome(old.depth(), old.pauses(), old.value(), old.truth(), facts, old.acquired(),
                old.released(),
                old.nested() && now.nested(), presence.or(old.presence(), now.presence()), old.exit(), old.opened(),
                old.masking(), old.slots().join(now.slots(), name -> false),
                old.origin() == null ? now.origin() : old.origin(),
                old.stored().stream().filter(now.stored()::contains).toList(), old.trail());
    }

    private List<Value.@Nullable Cell> placesOf(Value lock, @Nullable Value returned, State state) {
        List<Value.@Nullable Cell> places = new ArrayList<>();
        if (lock.equals(returned)) {
            places.add(null);
        }
        for (State.Holding holding : state.values().values()) {
            if (holding.value().equals(lock) && holding.cell().root() == null) {
                places.add(holding.cell());
            }
        }
        Value.Cell initial = lock.initial();
        if (initial != null) {
            places.add(initial);
        }
        return places;
    }
}
