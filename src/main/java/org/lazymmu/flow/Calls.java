package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call does to a state: primitives by their meaning, callees that matter by their summary, all others not at all. */
final class Calls {
    private final View view;
    private final Meaning meaning;
    private final Summaries summaries;
    private final Walk walk;
    private final Definition caller;
    private final Brackets brackets;
    private final Targets targets;
    private final Callees callees;

    Calls(View view, Meaning meaning, Summaries summaries, Walk walk, Definition caller) {
        this.view = view;
        this.meaning = meaning;
        this.summaries = summaries;
        this.walk = walk;
        this.caller = caller;
        this.brackets = new Brackets(meaning, walk);
        this.targets = new Targets(view, summaries.stores(), walk.entry(), caller.unit());
        this.callees = new Callees(view, summaries, walk, brackets, targets);
    }

    List<State> apply(Cfg.Node node, Instruction.Call call, State before) {
        Meaning.MaskEffect mask = call.name() == null ? null : meaning.mask(String.valueOf(call.name()));
        List<State> after = effect(node, call, mask != null, before);
        return mask == null ? after
                : brackets.masks().apply(mask, String.valueOf(call.name()), node.site(),
                        Value.Cell.variable(call.result().name()), after);
    }

    private List<State> effect(Cfg.Node node, Instruction.Call call, boolean masks, State before) {
        State state = before.renew("n" + node.id()).renew("L" + node.id());
        List<@Nullable Value> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            arguments.add(walk.evaluate(argument, state));
        }
        Hazards hazards = walk.hazards();
        return effect(node, call, masks, arguments, hazards.call(node, call, arguments, state)).stream()
                .map(after -> hazards.result(call, arguments, after)).toList();
    }

    private List<State> effect(Cfg.Node node, Instruction.Call call, boolean masks, List<@Nullable Value> arguments,
            State state) {
        String fresh = "n" + node.id();
        String name = call.name();
        if (name == null) {
            return computed(node, call, arguments, state);
        }
        Meaning.BracketEffect effect = meaning.bracket(name);
        if (effect != null) {
            return List.of(result(call, Value.fresh(fresh), brackets.apply(effect, name, node.site(), state)));
        }
        boolean open = walk.context(state).isOpen();
        List<Meaning.Deed> deeds = meaning.deeds(name);
        for (Meaning.Deed deed : open ? deeds : List.<Meaning.Deed>of()) {
            walk.deeds().call(deed, name, arguments, node.site(), state);
        }
        Boolean answer = open ? meaning.answerInside(name) : null;
        if (answer != null) {
            return List.of(result(call, answer ? Value.ONE : Value.ZERO, state));
        }
        List<Meaning.LockEffect> locks = meaning.locks(name);
        if (!locks.isEmpty() && walk.context(state) != Summaries.Context.DEEDS) {
            return lock(node, call, locks, arguments, state);
        }
        Meaning.Idiom idiom = meaning.idiom(name);
        if (masks || idiom == Meaning.Idiom.BOUNDARY || !deeds.isEmpty() || !locks.isEmpty()) {
            return List.of(opaque(node, call, arguments, state));
        }
        if (idiom == Meaning.Idiom.TELLS_BRACKET) {
            return List.of(result(call, Brackets.isOpen(state), state));
        }
        if (idiom == Meaning.Idiom.TELLS_MASK) {
            return List.of(result(call, Masks.isOn(state), state));
        }
        if (idiom == Meaning.Idiom.MUFFLES || idiom == Meaning.Idiom.UNMUFFLES) {
            return List.of(brackets.masks().muffle(idiom == Meaning.Idiom.MUFFLES ? 1 : -1,
                    opaque(node, call, arguments, state)));
        }
        return known(node, call, name, arguments, state);
    }

    private static State result(Instruction.Call call, Value value, State state) {
        return state.write(Value.Cell.variable(call.result().name()), value);
    }

    /** A call of a name: by the summaries of its definitions, if one of them matters. */
    private List<State> known(Cfg.Node node, Instruction.Call call, String name, List<@Nullable Value> arguments,
            State state) {
        walk.roles().comesTo(name);
        List<View.Candidate> candidates = view.resolve(name, node.site().unit());
        String alias = candidates.size() == 1
                ? summaries.relevance().shapes().lockAlias(candidates.getFirst().definition())
                : null;
        if (alias != null) {
            return walk.context(state) == Summaries.Context.DEEDS ? List.of(opaque(node, call, arguments, state))
                    : lock(node, call, meaning.locks(alias), arguments, state);
        }
        List<Summaries.@Nullable Context> contexts = new ArrayList<>();
        for (View.Candidate candidate : candidates) {
            contexts.add(pursuit(candidate.definition(), call, arguments, state));
        }
        if (contexts.stream().allMatch(java.util.Objects::isNull)) {
            boolean stops = candidates.size() == 1 && summaries.relevance().shapes().stops(candidates.getFirst());
            return stops ? List.of()
                    : List.of(opaque(node, call, arguments, stored(node, candidates, arguments, state)));
        }
        List<State> result = new ArrayList<>();
        Presence presence = view.presence();
        int rest = state.presence();
        for (int i = 0; i < candidates.size(); i++) {
            View.Candidate candidate = candidates.get(i);
            int both = presence.and(state.presence(), candidate.presence());
            int others = presence.and(rest, presence.not(candidate.presence()));
            Summaries.Context context = contexts.get(i);
            if (both == Presence.NEVER) {
                continue;
            }
            if (context != null) {
                State here = state.within(both);
                Summary summary = summaries.of(candidate.definition(), context);
                if (context != Summaries.Context.DEEDS || isApplied(candidate.definition())) {
                    walk.roles().calls(name, state);
                    result.addAll(callees.apply(node, call, summary, context, arguments, here));
                    rest = others;
                } else {
                    callees.note(node, summary, arguments, here);
                }
            }
        }
        if (rest != Presence.NEVER) {
            result.add(opaque(node, call, arguments, stored(node, candidates, arguments, state.within(rest))));
        }
        return result;
    }

    private State stored(Cfg.Node node, List<View.Candidate> candidates, List<@Nullable Value> arguments, State state) {
        return summaries.changes().after(node, candidates.stream().map(View.Candidate::definition).toList(), arguments,
                targets, state);
    }

    /** In which context a callee is followed: as the call is made, for its deeds alone, or null for not at all. */
    private Summaries.@Nullable Context pursuit(Definition definition, Instruction.Call call,
            List<@Nullable Value> arguments, State state) {
        if (!(definition instanceof Definition.Function)) {
            return null;
        }
        Summaries.Context context = walk.context(state);
        if (context != Summaries.Context.DEEDS && matters(definition, call, arguments, state)
                || isApplied(definition)) {
            return context;
        }
        return context.isOpen() && mayDo(definition, arguments, state) ? Summaries.Context.DEEDS
                : null;
    }

    /** Whether it matters how a callee returns, even where nothing but deeds does. */
    private boolean isApplied(Definition definition) {
        return isQuestion(definition) || summaries.relevance().shapes().masks(definition)
                && view.follows(definition, caller.unit());
    }

    /** Whether a callee does nothing that matters, but may answer what is known here. */
    private boolean isQuestion(Definition definition) {
        return summaries.relevance().shapes().asks(definition) && !summaries.relevance().reachesDeed(definition)
                && view.follows(definition, caller.unit());
    }

    /** Whether a callee, or what is passed to it, reaches a deed that says more than what is known. */
    private boolean mayDo(Definition definition, List<@Nullable Value> arguments, State state) {
        if (!view.pursues(definition, caller.unit()) || walk.deeds().isSaturated(state)) {
            return false;
        }
        if (summaries.relevance().reachesDeed(definition)) {
            return true;
        }
        for (Value argument : arguments) {
            Definition passed = targets.of(argument);
            if (passed != null && summaries.relevance().reachesDeed(passed)) {
                return true;
            }
        }
        return false;
    }

    private boolean matters(Definition definition, Instruction.Call call, List<@Nullable Value> arguments,
            State state) {
        if (!view.follows(definition, caller.unit())) {
            return false;
        }
        if (callees.handed().isAny(definition, arguments, state)) {
            return true;
        }
        int kinds = switch (walk.context(state)) {
            case OUTSIDE, PAUSED, PAUSED_MASKED, DEEDS -> 0;
            case UNLOCKED, MASKED -> Relevance.BRACKETS;
            case INSIDE, MASKED_INSIDE -> Relevance.ANY;
        };
        if (!meaning.slots(definition.name()).isEmpty()) {
            kinds &= ~Relevance.SLOTS;
        } else if (walk.calleeHazards().isGiven(call,
                kind -> summaries.relevance().reaches(definition, kind),
                () -> summaries.relevance().readsMember(definition), state)) {
            return true;
        }
        if (summaries.relevance().shapes().masks(definition)) {
            return true;
        }
        if (kinds == 0 ? summaries.isFollowedOutside(definition)
                : summaries.relevance().reaches(definition, kinds) || callsMembersBeside(definition)) {
            return true;
        }
        for (int i = 0; i < arguments.size(); i++) {
            Value argument = arguments.get(i);
            if (argument == null) {
                continue;
            }
            Definition passed = kinds != 0 ? targets.of(argument) : null;
            if (passed != null && summaries.relevance().reaches(passed, kinds)
                    || isLock(argument) || isLockByName(argument, nameOf(call.arguments().get(i)))
                    || kinds != 0 && isPassedOn(argument, definition)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an argument that is the caller's parameter may be a function which the callee calls. */
    private boolean isPassedOn(Value argument, Definition callee) {
        return argument.isVariable() && walk.entry().isTerm(argument)
                && summaries.relevance().shapes().callsParameter(callee);
    }

    /** Whether a callee in the same file calls through an operation table, which may be known here. */
    private boolean callsMembersBeside(Definition definition) {
        return definition.unit() == caller.unit() && summaries.relevance().callsMembers(definition);
    }

    /** A call through a pointer: of a known function, of one that the caller passes in, or of one that is not known. */
    private List<State> computed(Cfg.Node node, Instruction.Call call, List<@Nullable Value> arguments, State state) {
        Value callee = walk.evaluate(call.callee(), state);
        Definition.Function function = targets.called(callee, call.callee(), walk.cfg());
        boolean passedIn = callee != null && callee.isVariable();
        Summaries.Context context = walk.context(state);
        boolean bracketsMatter = context != Summaries.Context.OUTSIDE && context != Summaries.Context.DEEDS;
        if (!passedIn && bracketsMatter && function == null) {
            walk.unknownCall(node.site().outermost());
        }
        if (callee == null) {
            return List.of(opaque(node, call, arguments, state));
        }
        if (function != null) {
            Summaries.Context followed = pursuit(function, call, arguments, state);
            State after = summaries.changes().after(node, List.of(function), arguments, targets, state);
            if (followed == null) {
                return List.of(opaque(node, call, arguments, after));
            }
            Summary summary = summaries.of(function, followed);
            if (followed != Summaries.Context.DEEDS || isApplied(function)) {
                return callees.apply(node, call, summary, followed, arguments, state);
            }
            callees.note(node, summary, arguments, state);
            return List.of(opaque(node, call, arguments, after));
        }
        if (walk.entry().isTerm(callee) && state.marks().pauses() <= 0) {
            walk.callback(node.site(), callee.text(), state.marks().depth(), callee, arguments, List.of(), state);
        }
        return List.of(opaque(node, call, arguments, state));
    }

    /** A call whose effects are not known: what it returns is unknown, and what is behind the addresses it is given. */
    private State opaque(Cfg.Node node, Instruction.Call call, List<@Nullable Value> arguments, State state) {
        State after = state;
        for (int i = 0; i < arguments.size(); i++) {
            Value argument = arguments.get(i);
            Value.Cell cell = argument == null ? null : argument.address();
            String root = cell == null ? null : cell.root();
            if (cell != null && root != null && walk.entry().isLocal(root)) {
                after = after.forget(cell, Value.fresh("n" + node.id() + ".a" + i));
            }
        }
        return result(call, opaqueValue(node, call, arguments), slotsWritten(node, call, arguments, after));
    }

    /** What was known of the content of slots that a call writes is known no longer. */
    private State slotsWritten(Cfg.Node node, Instruction.Call call, List<@Nullable Value> arguments, State state) {
        State after = state;
        for (Meaning.SlotEffect effect : call.name() == null ? List.<Meaning.SlotEffect>of()
                : meaning.slots(call.name())) {
            boolean writes = effect.verb() == Meaning.SlotVerb.DEFER || effect.verb() == Meaning.SlotVerb.EXCHANGE;
            if (writes && effect.slot() < arguments.size()) {
                after = Changes.slot(node, arguments.get(effect.slot()), after);
            }
        }
        return after;
    }

    private Value opaqueValue(Cfg.Node node, Instruction.Call call, List<@Nullable Value> arguments) {
        Value unknown = Value.fresh("n" + node.id());
        String name = call.name();
        if (name == null || !(call.asTest() || meaning.asks(name)) || meaning.isVolatile(name)) {
            return unknown;
        }
        List<Value> known = new ArrayList<>();
        for (Value argument : arguments) {
            if (argument == null || argument.address() != null && argument.address().root() != null
                    && walk.entry().isLocal(String.valueOf(argument.address().root()))) {
                return unknown;
            }
            known.add(argument);
        }
        if (known.isEmpty()) {
            return Value.content(Value.Cell.variable(name + "()"));
        }
        Value same = Value.operation(name + "()", known);
        return same == null ? unknown : same;
    }

    // --- locks

    private boolean isLock(Value value) {
        return value.text().startsWith("L") && value.isFresh() || namedAsLock(value.initial())
                || namedAsLock(value.address());
    }

    /** Whether something of which only its name is known is a lock by that. */
    private boolean isLockByName(Value value, String name) {
        return value.address() == null && meaning.namesLock(name);
    }

    private boolean namedAsLock(Value.@Nullable Cell cell) {
        return cell != null && meaning.namesLock(cell.lastName()) && !meaning.isOtherLock(String.valueOf(cell.root()));
    }

    private List<State> lock(Cfg.Node node, Instruction.Call call, List<Meaning.LockEffect> effects,
            List<@Nullable Value> arguments, State before) {
        State state = before;
        String what = String.valueOf(call.name());
        Value returned = Value.fresh("n" + node.id());
        List<State> result = new ArrayList<>();
        for (Meaning.LockEffect effect : effects) {
            Term term = effect.argument() < call.arguments().size() ? call.arguments().get(effect.argument()) : null;
            Value argument = effect.argument() < arguments.size() ? arguments.get(effect.argument()) : null;
            Value created = Value.fresh("L" + node.id());
            Value lock = effect.place() == Meaning.LockPlace.ARGUMENT ? argument : created;
            String name = nameOf(term);
            boolean followed = effect.always() || lock != null && (isLock(lock) || isLockByName(lock, name));
            if (lock == null) {
                lock = Value.fresh("L" + node.id());
            }
            if (effect.verb() == Meaning.LockVerb.RELEASE) {
                state = followed ? brackets.release(lock, name, what, node.site(), List.of(), state) : state;
                continue;
            }
            if (effect.failure() == Meaning.Failure.ZERO) {
                result.add(result(call, Value.ZERO, state));
                State sure = state.assume(returned, true);
                state = sure == null ? state : sure;
            }
            state = stored(effect, argument, created, state);
            if (effect.place() == Meaning.LockPlace.RETURNED) {
                returned = created;
                if (effect.failure() == Meaning.Failure.ZERO) {
                    State sure = state.assume(created, true);
                    state = sure == null ? state : sure;
                }
            }
            if (effect.verb() == Meaning.LockVerb.ACQUIRE && followed) {
                state = brackets.acquire(lock, name, what, node.site(), List.of(), state);
            }
        }
        result.add(result(call, returned, state));
        return result;
    }

    private static State stored(Meaning.LockEffect effect, @Nullable Value argument, Value created, State state) {
        if (effect.place() != Meaning.LockPlace.STORED || argument == null) {
            return state;
        }
        return state.write(Value.Cell.at(argument), created);
    }

    /** The last name in the source of an argument: {@code ptl} of {@code &vmf->ptl}. */
    private static String nameOf(@Nullable Term term) {
        return switch (term) {
            case null -> "";
            case Term.Variable variable -> variable.sourceName();
            case Term.Global(String name) -> name;
            case Term.Address(Term place) -> nameOf(place);
            case Term.Dereference(Term pointer) -> nameOf(pointer);
            case Term.Field(Term place, String name) -> name;
            case Term.Element(Term place, Term index) -> nameOf(place);
            case Term.Literal literal -> "";
            case Term.Operation operation -> "";
        };
    }

    Definition caller() {
        return caller;
    }
}
