package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;

/** The effect of primitive calls on the bracket and the locks, and what is wrong with them. */
final class Brackets {
    /** Depths beyond these are not told apart. */
    private static final int DEEPEST = 2;

    private final Meaning meaning;
    private final Walk walk;

    Brackets(Meaning meaning, Walk walk) {
        this.meaning = meaning;
        this.walk = walk;
    }

    State apply(Meaning.BracketEffect effect, String name, Site site, State state) {
        State.Marks marks = state.marks();
        return switch (effect) {
            case OPEN -> marks.pauses() > 0 ? state : open(name, site, List.of(), state);
            case CLOSE -> marks.pauses() > 0 ? state : close(name, site, state);
            case FLUSH -> walk.hazards().flush(state);
            case PAUSE -> {
                State flushed = walk.hazards().flush(state);
                yield flushed.with(flushed.marks().pauses(Math.min(DEEPEST, marks.pauses() + 1))).note(site, Trail.Kind.PAUSE, name);
            }
            case RESUME -> resume(name, site, state);
        };
    }

    private State open(String name, Site site, List<Trail> inside, State state) {
        State.Marks marks = state.marks();
        State.Marks after = marks.depth(Math.min(DEEPEST, marks.depth() + 1),
                marks.depth() <= 0 ? new State.Opening(site, "", inside) : marks.opened());
        if (marks.depth() >= 1 && !meaning.nests(name)) {
            nested(name, site, inside, state);
            after = after.nest();
        } else if (marks.depth() <= 0 && !meaning.nests(name)) {
            walk.event(Summary.Action.OPEN, site, name, marks.depth(), null, inside, state);
        }
        return state.with(after).note(site, Trail.Kind.OPEN, name);
    }

    void nested(String name, Site site, List<Trail> inside, State state) {
        walk.incident(
                new Summary.Incident(Summary.Fault.NESTED, site, name, state.marks().opened(), state.presence(), inside,
                        state.trail()));
    }

    private State close(String name, Site site, State before) {
        State state = walk.hazards().flush(before);
        State.Marks marks = state.marks();
        if (marks.depth() <= 0) {
            walk.event(Summary.Action.CLOSE, site, name, marks.depth(), null, List.of(), state);
        } else {
            walk.lends(site, name);
            walk.closes(marks.opened());
        }
        return state.with(marks.depth(Math.max(-DEEPEST, marks.depth() - 1), marks.opened())).note(site,
                Trail.Kind.CLOSE,
                name);
    }

    private State resume(String name, Site site, State state) {
        State.Marks marks = state.marks();
        if (marks.pauses() > 0) {
            walk.lends(site, name);
            unpauses(state);
        } else {
            walk.event(Summary.Action.RESUME, site, name, marks.pauses(), null, List.of(), state);
        }
        return state.with(marks.pauses(Math.max(-DEEPEST, marks.pauses() - 1))).note(site, Trail.Kind.RESUME, name);
    }

    /** Notes whose pause ends. */
    void unpauses(State state) {
        for (Trail step = state.trail(); step != null; step = step.before()) {
            if (step.kind() == Trail.Kind.PAUSE) {
                walk.closes(new State.Opening(step.site(), step.what(), step.inside()));
            }
        }
    }

    /** Whether taking or releasing a lock here is done with the bracket open. */
    boolean isInside(State state) {
        return state.marks().depth() >= 1 && state.marks().pauses() <= 0 && !state.marks().nested();
    }

    State acquire(Value lock, String name, String what, Site site, List<Trail> inside, State state) {
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
            if (one.lock().equals(lock) || found == null && one.name().equals(name) && !walk.isEntryTerm(one.lock())) {
                found = one;
            }
        }
        boolean ofCaller = found == null && walk.isEntryTerm(lock);
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
