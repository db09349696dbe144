package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effect of primitive calls on the bracket and the locks, and what is wrong with them. */
final class Brackets {
    /** What a test of the bracket reads: held here once a bracket that counts was opened, closed or paused. */
    private static final Value.Cell IS_OPEN = Value.Cell.variable("bracket()");

    private final Meaning meaning;
    private final Walk walk;
    private final Masks masks;

    Brackets(Meaning meaning, Walk walk) {
        this.meaning = meaning;
        this.walk = walk;
        this.masks = new Masks(walk, this);
    }

    Masks masks() {
        return masks;
    }

    State apply(Meaning.BracketEffect effect, String name, Site site, State state) {
        State.Marks marks = state.marks();
        if (marks.pauses() > 0 && (effect == Meaning.BracketEffect.OPEN || effect == Meaning.BracketEffect.CLOSE)) {
            return state;
        }
        if (marks.masking().isOn() && meaning.nests(name)) {
            return masks.inVain(effect, name, site, state);
        }
        return switch (effect) {
            case OPEN -> open(name, site, List.of(), state);
            case CLOSE -> close(name, site, state);
            case FLUSH -> walk.hazards().flush(state);
            case PAUSE -> {
                State flushed = walk.hazards().flush(state);
                yield answering(flushed.with(flushed.marks().pauses(marks.pauses() + 1))).note(site, Trail.Kind.PAUSE,
                        name);
            }
            case RESUME -> answering(resume(name, site, state));
        };
    }

    /** What a test of the bracket answers. */
    static Value isOpen(State state) {
        return state.read(IS_OPEN);
    }

    /** The state at the entry of a function that is called in a context. */
    static State entry(Summaries.Context context, State state) {
        return switch (context) {
            case OUTSIDE -> state;
            case UNLOCKED, INSIDE, DEEDS -> state.write(IS_OPEN, Value.ONE);
            case PAUSED -> paused(state);
            case PAUSED_MASKED -> Masks.entry(paused(state));
            case MASKED, MASKED_INSIDE -> Masks.entry(state).write(IS_OPEN, Value.ZERO);
        };
    }

    private static State paused(State state) {
        return state.with(state.marks().pauses(1)).write(IS_OPEN, Value.ZERO);
    }

    /** Lets tests of the bracket answer as the marks say. */
    State answering(State state) {
        State.Marks marks = state.marks();
        if (marks.pauses() > 0 || marks.masking().isOn()) {
            return state.write(IS_OPEN, Value.ZERO);
        }
        if (marks.depth() >= 1) {
            return state.write(IS_OPEN, Value.ONE);
        }
        boolean asAtEntry = marks.depth() == 0 && walk.pauses(state) == 0;
        return asAtEntry ? walk.asAtEntry(state, IS_OPEN) : state.write(IS_OPEN, Value.fresh(IS_OPEN.text()));
    }

    /** Whether the bracket that is open was opened by a call that counts, or by one that does not. */
    boolean isCounted(State.@Nullable Opening opened) {
        return opened != null && meaning.nests(opened.call());
    }

    private State open(String name, Site site, List<Trail> inside, State state) {
        State.Marks marks = state.marks();
        boolean counts = meaning.nests(name);
        // What the caller masks is the caller's matter.
        if (marks.masking().levels() > walk.masksAtEntry()) {
            masks.disagree(name, site, inside, null, state);
        }
        State.Marks after = marks.depth(marks.depth() + 1,
                marks.depth() <= 0 ? new State.Opening(site, "", name, inside) : marks.opened());
        if (marks.depth() >= 1 && !(counts && isCounted(marks.opened()))) {
            nested(name, site, inside, state);
            after = after.nest();
        } else if (marks.depth() <= 0) {
            walk.event(counts ? Summary.Action.OPEN_COUNTED : Summary.Action.OPEN, site, name, marks.depth(), null,
                    inside, state);
        }
        State opened = state.with(after);
        return (counts ? answering(opened) : opened).note(site, Trail.Kind.OPEN, name);
    }

    void nested(String name, Site site, List<Trail> inside, State state) {
        walk.incident(
                new Summary.Incident(Summary.Fault.NESTED, site, name, state.marks().opened(), state.presence(), inside,
                        state.trail()));
    }

    private State close(String name, Site site, State before) {
        State state = walk.hazards().flush(before);
        State.Marks marks = state.marks();
        if (meaning.nests(name) && masks.isClosedUnmasked(name, site, List.of(), state)) {
            return masks.closed(1, state).note(site, Trail.Kind.CLOSE, name);
        }
        if (marks.depth() <= 0) {
            walk.event(Summary.Action.CLOSE, site, name, marks.depth(), null, List.of(), state);
        } else if (mismatched(name, name, site, List.of(), state)) {
            return state;
        } else {
            walk.roles().lends(site, name);
            walk.roles().closes(marks.opened());
        }
        State closed = state.with(marks.depth(marks.depth() - 1, marks.opened()));
        return (meaning.nests(name) ? answering(closed) : closed).note(site, Trail.Kind.CLOSE, name);
    }

    /** Whether a call that counts would close a bracket opened by one that does not, or the other way round; it is an incident. */
    boolean mismatched(String call, String what, Site site, List<Trail> inside, State state) {
        State.Opening opened = state.marks().opened();
        if (opened == null || state.marks().nested() || isCounted(opened) == meaning.nests(call)) {
            return false;
        }
        walk.incident(new Summary.Incident(Summary.Fault.MISMATCHED, site, what, opened, state.presence(), inside,
                state.trail()));
        walk.roles().lends(site, what);
        walk.roles().closes(opened);
        return true;
    }

    private State resume(String name, Site site, State state) {
        State.Marks marks = state.marks();
        int own = walk.pauses(state);
        if (masks.isResumedUnmasked(name, site, List.of(), state)) {
            return masks.resumed(1, state).note(site, Trail.Kind.RESUME, name);
        }
        if (own > 0) {
            walk.roles().lends(site, name);
            unpauses(state);
        } else {
            walk.event(Summary.Action.RESUME, site, name, own, null, List.of(), state);
        }
        return state.with(marks.pauses(marks.pauses() - 1)).note(site, Trail.Kind.RESUME, name);
    }

    /** Notes whose pause ends. */
    void unpauses(State state) {
        for (Trail step = state.trail(); step != null; step = step.before()) {
            if (step.kind() == Trail.Kind.PAUSE) {
                walk.roles().closes(new State.Opening(step.site(), step.what(), "", step.inside()));
            }
        }
    }

    /** Whether taking or releasing a lock here is done with the bracket open. */
    boolean isInside(State state) {
        return state.marks().depth() >= 1 && state.marks().pauses() <= 0 && !state.marks().nested();
    }

    State acquire(Value lock, String name, String what, Site site, List<Trail> inside, State before) {
        State state = before.assuming(lock);
        State.Marks marks = state.marks();
        boolean within = isInside(state) && !marks.lost();
        if (within) {
            walk.incident(
                    new Summary.Incident(Summary.Fault.ACQUIRED_INSIDE, site, what, marks.opened(), state.presence(),
                            inside, state.trail()));
        } else if (marks.depth() <= 0) {
            walk.event(Summary.Action.ACQUIRE, site, what, marks.depth(), lock, inside, state);
        }
        if (marks.dropped().contains(lock)) {
            List<Value> rest = new ArrayList<>(marks.dropped());
            rest.remove(lock);
            return state.with(marks.dropped(rest)).note(site, Trail.Kind.ACQUIRE, what);
        }
        List<State.Held> held = new ArrayList<>(marks.held());
        held.removeIf(one -> one.lock().equals(lock));
        held.add(new State.Held(lock, name, within));
        return state.with(marks.held(held)).note(site, Trail.Kind.ACQUIRE, what);
    }

    State release(Value lock, String name, String what, Site site, List<Trail> inside, State state) {
        State.Marks marks = state.marks();
        List<State.Held> held = new ArrayList<>(marks.held());
        State.Held found = null;
        for (State.Held one : held) {
            if (one.lock().equals(lock)
                    || found == null && one.name().equals(name) && !walk.entry().isTerm(one.lock())) {
                found = one;
            }
        }
        boolean ofCaller = found == null && walk.entry().isTerm(lock);
        if (found == null && !ofCaller) {
            return state;
        }
        boolean takenInside = found != null && found.inside();
        if (takenInside && isInside(state) && !marks.lost()) {
            walk.incident(new Summary.Incident(Summary.Fault.RELEASED_AGAIN_INSIDE, site, what, marks.opened(),
                    state.presence(), inside, state.trail()));
        }
        boolean lost = isInside(state) && !marks.lost() && !takenInside;
        if (lost) {
            walk.incident(
                    new Summary.Incident(Summary.Fault.RELEASED_INSIDE, site, what, marks.opened(), state.presence(),
                            inside, state.trail()));
        } else if (ofCaller && marks.depth() <= 0) {
            walk.event(Summary.Action.RELEASE, site, what, marks.depth(), lock, inside, state);
        }
        held.remove(found);
        State.Marks after = marks.held(held);
        if (ofCaller && !marks.dropped().contains(lock)) {
            List<Value> dropped = new ArrayList<>(marks.dropped());
            dropped.add(lock);
            after = after.dropped(dropped);
        }
        return state.with(lost ? after.lose() : after).note(site, Trail.Kind.RELEASE, what);
    }
}
