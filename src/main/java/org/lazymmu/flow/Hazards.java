package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows slots on the paths of one function: what is written in the bracket and may not have taken effect, and what relies on
 * it all the same. What concerns slots of the caller, or happens in the caller's bracket, becomes a {@link Touch}.
 */
final class Hazards {
    private final View view;
    private final Meaning meaning;
    private final Walk walk;
    private final boolean callersBracket;
    private final Map<Integer, List<Term>> dereferences = new HashMap<>();
    private final Map<String, Touch> touches = new TreeMap<>();

    /** @param callersBracket whether the function is called with the bracket open */
    Hazards(View view, Meaning meaning, Walk walk, boolean callersBracket) {
        this.view = view;
        this.meaning = meaning;
        this.walk = walk;
        this.callersBracket = callersBracket;
    }

    /** What the caller may have to answer for, in a fixed order. */
    List<Touch> touches() {
        return List.copyOf(touches.values());
    }

    /** Whether the bracket is open, here or by the caller. */
    boolean isOpen(State state) {
        State.Marks marks = state.marks();
        return marks.pauses() <= 0 && (marks.depth() >= 1 || marks.depth() == 0 && callersBracket);
    }

    boolean isCallersBracket() {
        return callersBracket;
    }

    /** Whether something that the caller has written may be pending. */
    boolean isOfCaller(State state) {
        return state.marks().depth() == 0 && callersBracket && !state.slots().flushed();
    }

    /** Everything written so far has taken effect. */
    State flush(State state) {
        return state.slots().isIdle() && !callersBracket ? state : state.with(state.slots().flush(callersBracket));
    }

    // --- plain reads

    /** The reads that an instruction makes by itself. */
    State terms(Cfg.Node node, State state) {
        if (!isOpen(state) || !callersBracket && state.slots().isIdle()) {
            return state;
        }
        for (Term pointer : dereferences.computeIfAbsent(node.id(), id -> Dereferences.of(node.instruction()))) {
            Value value = pointer(pointer, state);
            if (value == null) {
                continue;
            }
            access(node.site(), "", value, state);
            if (state.slots().at(value, test -> holds(test, state)) != null || isSlot(value)) {
                read(node.site(), "", null, value, List.of(), state);
            }
        }
        return state;
    }

    private static boolean holds(Value test, State state) {
        return Boolean.TRUE.equals(state.decide(test));
    }

    /** Whether a pointer that was there at entry is to a slot, by its type or by convention. */
    boolean isSlot(Value pointer) {
        Value.Cell cell = pointer.operator().equals("+") ? pointer.operands().getFirst().initial() : pointer.initial();
        return cell != null && (meaning.namesSlot(cell.lastName()) || cell.isVariable()
                && meaning.namesSlot(walk.entry().typeOf(cell.lastName())));
    }

    /** What a pointer argument is, so that the same slot is the same value however it is written. */
    @Nullable
    Value pointer(Term term, State state) {
        return switch (term) {
            case Term.Address(Term.Element(Term place, Term index)) ->
                    pointer(Dereferences.element(place, index), state);
            case Term.Address(Term.Dereference(Term inner)) -> pointer(inner, state);
            case Term.Operation(String operator, List<Term> operands) when operator.equals("+")
                    && operands.size() == 2 -> {
                Value base = pointer(operands.get(0), state);
                Value offset = walk.evaluate(operands.get(1), state);
                yield base == null || offset == null ? null : Value.operation("+", List.of(base, offset));
            }
            default -> walk.evaluate(term, state);
        };
    }

    // --- calls

    /** What a call does by itself, before its definition is looked at. */
    State call(Cfg.Node node, Instruction.Call call, List<@Nullable Value> arguments, State before) {
        String name = call.name();
        if (name == null || !isOpen(before)) {
            return before;
        }
        State state = before;
        for (Meaning.SlotEffect effect : meaning.slots(name)) {
            Value slot = slot(effect, call, state);
            switch (effect.verb()) {
                case DEFER -> state = defer(node.site(), name, effect, slot, arguments, state);
                case READ -> read(node.site(), name, effect, slot, List.of(), state);
                case EXCHANGE -> {
                    read(node.site(), name, effect, slot, List.of(), state);
                    state = slot == null ? state : state.with(state.slots().settle(slot));
                }
                case RELY -> rely(node.site(), name, effect, argument(effect.address(), arguments),
                        argument(effect.value(), arguments), List.of(), state);
                case FREE -> free(node.site(), name, effect, argument(effect.value(), arguments), List.of(), state);
                case PIN -> state = pin(argument(effect.value(), arguments), state);
                case ACCESS -> {
                    Value address = argument(effect.address(), arguments);
                    if (address != null) {
                        access(node.site(), name, address, state);
                    }
                }
                case BEFORE -> report(null, Summary.Fault.BELONGS_BEFORE, effect,
                        new Trail(node.site(), Trail.Kind.RELY, name, List.of(), null), state);
                case NONE -> {
                }
            }
        }
        return state;
    }

    private @Nullable Value slot(Meaning.SlotEffect effect, Instruction.Call call, State state) {
        List<Term> terms = call.arguments();
        int number = effect.slot() == Meaning.SlotEffect.LAST ? terms.size() - 1 : effect.slot();
        return number < 0 || number >= terms.size() ? null : pointer(terms.get(number), state);
    }

    /** Whether a pointer is to a variable of the function: what is put together there is in no table yet. */
    boolean isOwn(@Nullable Value slot) {
        Value.Cell cell = slot == null ? null : slot.address();
        String root = cell == null ? null : cell.root();
        return root != null && walk.entry().isLocal(root);
    }

    private static @Nullable Value argument(int number, List<@Nullable Value> arguments) {
        return number < 0 || number >= arguments.size() ? null : arguments.get(number);
    }

    /** What a call returns comes from the slot that it reads, or from what it was given. */
    State result(Instruction.Call call, List<@Nullable Value> arguments, State after) {
        if (!isOpen(after)) {
            return after;
        }
        Value result = after.read(Value.Cell.variable(call.result().name()));
        if (!result.isFresh() || after.slots().origin(result) != null) {
            return after;
        }
        String name = call.name();
        for (Meaning.SlotEffect effect : name == null ? List.<Meaning.SlotEffect>of() : meaning.slots(name)) {
            Value slot = slot(effect, call, after);
            if (effect.verb() == Meaning.SlotVerb.READ && slot != null) {
                return after.with(after.slots().derive(result, slot));
            }
            if (effect.verb() == Meaning.SlotVerb.EXCHANGE) {
                return after;
            }
        }
        for (Value argument : arguments) {
            Value origin = argument == null ? null : after.slots().origin(argument);
            if (origin != null) {
                return after.with(after.slots().derive(result, origin));
            }
        }
        Value given = isOfCaller(after) ? given(arguments) : null;
        return given == null ? after : after.with(after.slots().derive(result, given));
    }

    /** That a value comes from what the caller passes in, or null when it does not. */
    private @Nullable Value given(List<@Nullable Value> arguments) {
        List<Value> given = new ArrayList<>();
        for (Value argument : arguments) {
            if (argument != null && walk.entry().dependsOnCaller(argument)) {
                given.add(argument);
            }
        }
        return given.isEmpty() ? null : Value.operation(Slots.GIVEN, given);
    }

    /** A value in terms of what was there at entry: itself, or what it was worked out from; null when it is something else. */
    @Nullable
    Value source(@Nullable Value value, State state) {
        if (value == null || walk.entry().isTerm(value)) {
            return value;
        }
        Value origin = state.slots().origin(value);
        return origin != null && walk.entry().isTerm(origin) ? origin : null;
    }

    private State defer(Site at, String call, Meaning.SlotEffect effect, @Nullable Value slot,
            List<@Nullable Value> arguments, State state) {
        if (isOwn(slot) || state.marks().masking().isOn()) {
            return state;
        }
        // Where one primitive is a macro for another, the user's is told, so that all views tell the same.
        Site site = at;
        String name = call;
        for (Site user = at.user(); user != null && isWrite(site.function()); user = site.user()) {
            name = site.function();
            site = user;
        }
        Value written = argument(effect.value(), arguments);
        Value space = argument(effect.space(), arguments);
        boolean keeps = slot != null && written != null && slot.equals(state.slots().origin(written));
        Slots.Space within = space == null ? new Slots.Space(effect.within(), null)
                : new Slots.Space(meaning.space(space.text()), walk.entry().isTerm(space) ? space : null);
        return pend(new Slots.Pending(slot == null ? Value.ZERO : slot, slot != null,
                argument(effect.count(), arguments),
                argument(effect.address(), arguments), within, site, name, List.of(), state.trail(), Set.of(), keeps,
                source(written, state)),
                state);
    }

    private boolean isWrite(String name) {
        return meaning.slots(name).stream().anyMatch(effect -> effect.verb() == Meaning.SlotVerb.DEFER);
    }

    /** A write becomes pending, and displaces what was read from the slot before. */
    static State pend(Slots.Pending one, State state) {
        if (!one.named()) {
            return state.with(state.slots().lose(one));
        }
        Set<String> displaced = new TreeSet<>();
        Slots.Pending old = state.slots().pending().get(one.slot().text());
        if (old != null) {
            displaced.addAll(old.displaced());
        }
        if (!one.keeps()) {
            displaced.addAll(state.slots().derived(one.slot()));
        }
        return state.with(state.slots().defer(one.displacing(displaced)));
    }

    State pin(@Nullable Value value, State state) {
        if (value == null) {
            return state;
        }
        Value origin = state.slots().origin(value);
        Value kept = origin != null ? origin : walk.entry().isTerm(value) ? value : null;
        return kept == null ? state : state.with(state.slots().settle(kept));
    }

    // --- what may be wrong

    void read(Site site, String what, Meaning.@Nullable SlotEffect effect, @Nullable Value slot,
            List<Trail> inside, State state) {
        if (slot == null) {
            return;
        }
        Trail step = new Trail(site, Trail.Kind.READ, what, inside, null);
        Slots.Pending one = state.slots().at(slot, test -> holds(test, state));
        if (one != null) {
            report(one, Summary.Fault.STALE_READ, effect, step, state);
        } else {
            pass(Meaning.SlotVerb.READ, Summary.Fault.STALE_READ, effect, slot, null, step, state);
        }
    }

    void rely(Site site, String what, Meaning.SlotEffect effect, @Nullable Value address, @Nullable Value end,
            List<Trail> inside, State state) {
        Trail step = new Trail(site, Trail.Kind.RELY, what, inside, null);
        for (Slots.Pending one : state.slots().all()) {
            if (one.space().meets(effect.within())
                    && (!isSingle(address, end) || one.named() && isAt(one, address))) {
                report(one, Summary.Fault.RELIED_EARLY, effect, step, state);
                return;
            }
        }
        pass(Meaning.SlotVerb.RELY, Summary.Fault.RELIED_EARLY, effect, address, end, step, state);
    }

    /** Whether one address is meant rather than a range or everything: {@code x} or {@code x} to {@code x + N}. */
    private static boolean isSingle(@Nullable Value address, @Nullable Value end) {
        return address != null && (end == null || end.operator().equals("+") && end.operands().get(0).equals(address)
                && end.operands().get(1).isConstant());
    }

    private static boolean isAt(Slots.Pending one, @Nullable Value address) {
        return one.address() == null || one.address().equals(address);
    }

    void free(Site site, String what, Meaning.SlotEffect effect, @Nullable Value value, List<Trail> inside,
            State state) {
        if (value == null) {
            return;
        }
        Trail step = new Trail(site, Trail.Kind.RELY, what, inside, null);
        Slots.Pending one = state.slots().displaced(value);
        if (one != null) {
            report(one, Summary.Fault.FREED_EARLY, effect, step, state);
        } else {
            pass(Meaning.SlotVerb.FREE, Summary.Fault.FREED_EARLY, effect, source(value, state), null, step, state);
        }
    }

    void access(Site site, String what, Value address, State state) {
        Trail step = new Trail(site, Trail.Kind.RELY, what, List.of(), null);
        for (Slots.Pending one : state.slots().pending().values()) {
            if (address.equals(one.address())) {
                report(one, Summary.Fault.ACCESSED_EARLY, null, step, state);
                return;
            }
        }
        if (!what.isEmpty()) {
            pass(Meaning.SlotVerb.ACCESS, Summary.Fault.ACCESSED_EARLY, null, address, null, step, state);
        }
    }

    /** Something wrong: here, if the bracket is open here, otherwise for the caller to say. */
    private void report(Slots.@Nullable Pending one, Summary.Fault fault, Meaning.@Nullable SlotEffect effect,
            Trail step, State state) {
        List<Trail> steps = one == null ? List.of(step) : List.of(one.step(), step);
        raise(fault, effect, step.site(), step.what(), steps, state);
    }

    void raise(Summary.Fault fault, Meaning.@Nullable SlotEffect effect, Site site, String what,
            List<Trail> steps, State state) {
        if (state.marks().depth() >= 1) {
            walk.incident(new Summary.Incident(fault, site, what, state.marks().opened(), state.presence(), steps,
                    state.trail()));
        } else {
            put(new Touch(Meaning.SlotVerb.DEFER, fault, effect, null, null, walk.entry().facts(state),
                    state.presence(),
                    steps));
        }
    }

    /** Something that is wrong if the caller has written a slot. */
    private void pass(Meaning.SlotVerb verb, Summary.Fault fault, Meaning.@Nullable SlotEffect effect,
            @Nullable Value value, @Nullable Value end, Trail step, State state) {
        if (isOfCaller(state) && (verb == Meaning.SlotVerb.RELY || value != null && walk.entry().isTerm(value))) {
            Value known = value != null && walk.entry().isTerm(value) ? value : null;
            Value last = end != null && walk.entry().isTerm(end) ? end : null;
            put(new Touch(verb, fault, effect, known, last, walk.entry().facts(state), state.presence(),
                    List.of(step)));
        }
    }

    void put(Touch touch) {
        touches.merge(touch.key(), touch, (old, now) -> new Touch(old.verb(), old.fault(), old.effect(), old.value(),
                old.end(), EntryTerms.common(old.facts(), now.facts()),
                view.presence().or(old.presence(), now.presence()), old.steps()));
    }

    /** The slots as the caller sees them. */
    Slots left(State state) {
        State.Marks marks = state.marks();
        boolean open = marks.depth() >= 1 || marks.depth() == 0 && callersBracket;
        return open ? state.slots().keep(walk.entry()::isTerm) : Slots.NONE.flush(state.slots().flushed());
    }
}
