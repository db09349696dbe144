package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mask of the bracket. Brackets that count take no notice of what is done while they are masked, so both ends of one must
 * see the same; those that do not count must not be opened there at all.
 */
final class Masks {
    /** What a test of the mask reads. */
    private static final Value.Cell IS_ON = Value.Cell.variable(Masking.TEST);

    private final Walk walk;
    private final Brackets brackets;

    Masks(Walk walk, Brackets brackets) {
        this.walk = walk;
        this.brackets = brackets;
    }

    /** What a test of the mask answers. */
    static Value isOn(State state) {
        return state.read(IS_ON);
    }

    /** The state at the entry of a function that is called with the bracket masked. */
    static State entry(State state) {
        return state.with(state.marks().masking(Masking.NONE.raise(1))).write(IS_ON, Value.ONE);
    }

    /** The states after a call that may fail and otherwise masks or unmasks. */
    List<State> apply(Meaning.MaskEffect effect, String name, Site site, Value.Cell result, List<State> before) {
        List<State> after = new ArrayList<>();
        for (State state : before) {
            State done = state;
            if (effect.failure() == Meaning.Failure.ZERO) {
                Value returned = state.read(result);
                State failed = state.assume(returned, false);
                done = state.assume(returned, true);
                if (failed != null) {
                    after.add(failed);
                }
            }
            if (done != null) {
                Trail.Kind kind = effect.levels() > 0 ? Trail.Kind.MASK : Trail.Kind.UNMASK;
                after.add(change(effect.levels(), done).note(site, kind, name));
            }
        }
        return after;
    }

    /** Masks or unmasks. */
    State change(int levels, State state) {
        State changed = state.with(state.marks().masking(state.marks().masking().raise(levels)));
        int now = changed.marks().masking().levels();
        if (now == walk.masksAtEntry()) {
            changed = now > 0 ? changed.write(IS_ON, Value.ONE) : changed.restore(IS_ON);
        } else {
            changed = changed.write(IS_ON, now > 0 ? Value.ONE : Value.fresh(IS_ON.text()));
        }
        return brackets.answering(changed);
    }

    /** Muffles deeds, or lets them be done again. */
    State muffle(int by, State state) {
        return state.with(state.marks().masking(state.marks().masking().muffle(by)));
    }

    /** A bracket that counts is changed while it is masked, which has no effect. */
    State inVain(Meaning.BracketEffect effect, String name, Site site, State state) {
        State.Marks marks = state.marks();
        Masking masking = marks.masking();
        return switch (effect) {
            case OPEN -> state.with(marks.masking(masking.open(1, new State.Opening(site, "", name, List.of()))))
                    .note(site, Trail.Kind.OPEN, name);
            case CLOSE -> {
                if (masking.opens() <= 0 && marks.depth() <= 0) {
                    walk.event(Summary.Action.CLOSE_MASKED, site, name, marks.depth(), null, List.of(), state);
                } else {
                    closes(name, site, List.of(), state);
                }
                yield closed(1, state).note(site, Trail.Kind.CLOSE, name);
            }
            case FLUSH -> state;
            case PAUSE -> state.with(marks.masking(masking.pause(1))).note(site, Trail.Kind.PAUSE, name);
            case RESUME -> {
                if (masking.pauses() <= 0 && walk.pauses(state) <= 0) {
                    walk.event(Summary.Action.RESUME_MASKED, site, name, 0, null, List.of(), state);
                } else {
                    resumes(name, site, List.of(), state);
                }
                yield resumed(1, state).note(site, Trail.Kind.RESUME, name);
            }
        };
    }

    /** A close that has no effect, of a bracket opened here: what was opened with effect stays open for ever. */
    void closes(String what, Site site, List<Trail> inside, State state) {
        State.Marks marks = state.marks();
        if (marks.masking().opens() > 0) {
            walk.roles().closes(marks.masking().opened());
        } else {
            disagree(what, site, inside, marks.opened(), state);
            walk.roles().closes(marks.opened());
        }
        walk.roles().lends(site, what);
    }

    /** A resume that has no effect, of a pause made here. */
    void resumes(String what, Site site, List<Trail> inside, State state) {
        if (state.marks().masking().pauses() <= 0) {
            disagree(what, site, inside, lastPause(state), state);
        }
        walk.roles().lends(site, what);
        brackets.unpauses(state);
    }

    /** Whether a close with effect meets only a bracket that was opened without; it is an incident. */
    boolean isClosedUnmasked(String what, Site site, List<Trail> inside, State state) {
        State.Marks marks = state.marks();
        if (marks.depth() > 0 || marks.masking().opens() <= 0) {
            return false;
        }
        disagree(what, site, inside, marks.masking().opened(), state);
        walk.roles().closes(marks.masking().opened());
        walk.roles().lends(site, what);
        return true;
    }

    /** Whether a resume with effect meets only a pause that was made without; it is an incident. */
    boolean isResumedUnmasked(String what, Site site, List<Trail> inside, State state) {
        if (walk.pauses(state) > 0 || state.marks().masking().pauses() <= 0) {
            return false;
        }
        disagree(what, site, inside, lastPause(state), state);
        walk.roles().lends(site, what);
        brackets.unpauses(state);
        return true;
    }

    /** A bracket that does not count is opened while masked, or the ends of one that counts do not see the same. */
    void disagree(String what, Site site, List<Trail> inside, State.@Nullable Opening opened, State state) {
        walk.incident(new Summary.Incident(Summary.Fault.MASKED, site, what, opened, state.presence(), inside,
                state.trail()));
    }

    private static State.@Nullable Opening lastPause(State state) {
        for (Trail step = state.trail(); step != null; step = step.before()) {
            if (step.kind() == Trail.Kind.PAUSE) {
                return new State.Opening(step.site(), step.inside().isEmpty() ? "" : step.what(), step.what(),
                        step.inside());
            }
        }
        return null;
    }

    /** Closes brackets: those opened in vain first, since that is what a close in vain belongs to. */
    State closed(int times, State state) {
        State after = state;
        for (int i = 0; i < times; i++) {
            State.Marks marks = after.marks();
            boolean effective = marks.masking().opens() <= 0 && marks.depth() >= 1;
            after = after.with(effective ? marks.depth(marks.depth() - 1, marks.opened())
                    : marks.masking(marks.masking().open(-1, marks.masking().opened())));
        }
        return brackets.answering(after);
    }

    /** Resumes pauses: those made in vain first. */
    State resumed(int times, State state) {
        State after = state;
        for (int i = 0; i < times; i++) {
            State.Marks marks = after.marks();
            boolean effective = marks.masking().pauses() <= 0 && walk.pauses(after) > 0;
            after = after.with(effective ? marks.pauses(marks.pauses() - 1)
                    : marks.masking(marks.masking().pause(-1)));
        }
        return brackets.answering(after);
    }

    /** What a callee did to the mask, and in vain. */
    State after(Masking callee, State.Opening opening, State state) {
        State muffled = muffle(callee.muffles(), state);
        State after = callee.levels() == 0 ? muffled : change(callee.levels(), muffled);
        if (callee.opens() > 0) {
            State.Marks marks = after.marks();
            after = after.with(marks.masking(marks.masking().open(callee.opens(), opening)));
        }
        if (callee.pauses() > 0) {
            State.Marks marks = after.marks();
            after = after.with(marks.masking(marks.masking().pause(callee.pauses())));
        }
        return resumed(Math.max(0, -callee.pauses()), closed(Math.max(0, -callee.opens()), after));
    }
}
