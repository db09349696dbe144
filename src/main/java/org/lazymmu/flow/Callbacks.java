package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What functions do that callees call back: known where they are passed, or passed in there as well. What goes wrong in a bracket
 * that the callee opens itself is told from here, since here it is known which function that is.
 */
final class Callbacks {
    private final View view;
    private final Summaries summaries;
    private final Walk walk;
    private final Targets targets;

    Callbacks(View view, Summaries summaries, Walk walk, Targets targets) {
        this.view = view;
        this.summaries = summaries;
        this.walk = walk;
        this.targets = targets;
    }

    /**
     * A function that is called back.
     *
     * @param depth   brackets that are open there
     * @param opening where the one was opened, if it is open
     * @param binding what it is called with
     * @param way     the steps there
     */
    private record Called(Site site, String callee, Summary summary, int depth, State.@Nullable Opening opening,
            Binding binding, List<Trail> way) {
        List<Trail> steps(Summary.Event event) {
            List<Trail> steps = new ArrayList<>(way);
            steps.add(Callees.step(event));
            return steps;
        }
    }

    /**
     * A callee calls a function that was passed in: known here, or passed in here as well.
     *
     * @param inside     the way to the call
     * @param deedsAlone nothing else of it matters
     */
    void run(Site site, Handed.Callee callee, Summary.Event event, Binding binding, List<Trail> inside,
            boolean deedsAlone, State state) {
        Value value = binding.valueOf(event.value());
        if (value == null || state.marks().pauses() > 0) {
            return;
        }
        int depth = state.marks().depth() + event.depth();
        List<@Nullable Value> arguments = new ArrayList<>();
        event.arguments().forEach(argument -> arguments.add(binding.valueOf(argument)));
        Definition.Function function = targets.of(value);
        if (function == null) {
            if (walk.entry().isTerm(value)) {
                walk.callback(site, callee.name(), depth, value, arguments, inside, state);
            }
            return;
        }
        boolean followed = !deedsAlone && summaries.relevance().reaches(function, Relevance.ANY);
        boolean open = depth >= 1 || walk.context(state).isOpen();
        if (!followed && !(open && summaries.relevance().reachesDeed(function))) {
            return;
        }
        List<Trail> way = new ArrayList<>(inside);
        way.add(new Trail(site, Trail.Kind.PASSED, function.name(), List.of(), null));
        Summaries.Context context = open ? Summaries.Context.INSIDE : Summaries.Context.OUTSIDE;
        Summary summary = summaries.of(function, followed ? context : Summaries.Context.DEEDS);
        Called called = new Called(site, callee.name(), summary, depth, opening(event, state),
                new Binding(function, arguments, state, view.presence(), summaries.meaning()), way);
        walk.deeds().passBack(summary, called.callee(), depth, called.opening(), site, way, called.binding(), state);
        walk.calleeHazards().calledBack(site, called.callee(), depth, summary, way, called.opening(), state);
        for (Summary.Event inner : summary.events()) {
            State there = called.binding().where(inner.presence(), inner.facts(), state);
            if (there != null) {
                pass(called, inner, there);
            }
        }
    }

    /** Something that the function does to brackets and locks. */
    private void pass(Called called, Summary.Event event, State state) {
        int depth = called.depth() + event.depth();
        switch (event.action()) {
            case OPEN, OPEN_COUNTED -> {
                State.Opening opening = called.opening();
                boolean counted = event.action() == Summary.Action.OPEN_COUNTED && opening != null
                        && summaries.meaning().nests(opening.call());
                if (depth >= 1 && !counted) {
                    wrong(Summary.Fault.NESTED, called, event, state);
                } else if (depth < 1) {
                    leave(called, event, state);
                }
            }
            case ACQUIRE, RELEASE -> {
                if (depth >= 1) {
                    wrong(event.action() == Summary.Action.ACQUIRE ? Summary.Fault.ACQUIRED_INSIDE
                            : Summary.Fault.RELEASED_INSIDE, called, event, state);
                } else {
                    leave(called, event, state);
                }
            }
            case CLOSE -> {
                if (depth < 1) {
                    leave(called, event, state);
                    return;
                }
                Definition function = called.summary().definition();
                walk.roles().lends(called.site(), function.name());
                if (summaries.of(function).outcomes().stream().anyMatch(outcome -> outcome.depth() < 0)) {
                    wrong(Summary.Fault.CLOSED_BY_CALLBACK, called, event, state);
                }
            }
            case RESUME, CLOSE_MASKED, RESUME_MASKED, CALLBACK -> {
            }
        }
    }

    private void wrong(Summary.Fault fault, Called called, Summary.Event event, State state) {
        walk.incident(new Summary.Incident(fault, event.site(), event.what(), called.opening(), state.presence(),
                called.steps(event), state.trail()));
    }

    /** Leaves it to the caller. */
    private void leave(Called called, Summary.Event event, State state) {
        walk.event(event.action(), called.site(), called.callee(), called.depth() + event.depth(), null,
                called.steps(event), state);
    }

    /** Where the bracket was opened in which a callback runs: in this function, or in the callee that runs it. */
    private static State.@Nullable Opening opening(Summary.Event event, State state) {
        if (state.marks().opened() != null) {
            return state.marks().opened();
        }
        return openingIn(event.trail(), event.inside());
    }

    private static State.@Nullable Opening openingIn(@Nullable Trail trail, List<Trail> inside) {
        for (Trail at = trail; at != null; at = at.before()) {
            if (at.kind() == Trail.Kind.OPEN) {
                return new State.Opening(at.site(), at.inside().isEmpty() ? "" : at.what(), openingCall(at),
                        at.inside());
            }
        }
        for (Trail step : inside) {
            State.Opening found = openingIn(step.before(), step.inside());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The call with a meaning of its own by which a step opened the bracket in the end. */
    private static String openingCall(Trail step) {
        return step.inside().stream().filter(inner -> inner.kind() == Trail.Kind.OPEN).reduce((first, last) -> last)
                .map(Callbacks::openingCall).orElse(step.what());
    }
}
