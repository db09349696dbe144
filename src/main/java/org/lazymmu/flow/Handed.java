package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Functions that one function hands to what it calls, as an argument or in something that an argument leads to. Where what they
 * do matters, the callee is walked once more with them known, so that it calls them like any other.
 */
final class Handed {
    /**
     * A callee at one call.
     *
     * @param general what it does, whoever calls it
     * @param exact   what it does with the functions that it is given; the same when there are none
     * @param given   the cells in which it finds them, by their texts
     */
    record Callee(Summary general, Summary exact, List<State.Holding> given) {
        String name() {
            return general.definition().name();
        }

        /** Where it is given the first of them. */
        List<Trail> passed(Site site) {
            return given.stream().limit(1).map(State.Holding::value).map(Value::function).filter(Objects::nonNull)
                    .map(function -> new Trail(site, Trail.Kind.PASSED, function.name(), List.of(), null)).toList();
        }

        /** Its events; what is called back in a bracket of its own is told apart from what is called in the caller's. */
        List<Summary.Event> events() {
            return given.isEmpty() ? general.events()
                    : Stream.concat(exact.events().stream().filter(event -> !isInOwnBracket(event)),
                            general.events().stream().filter(Callee::isInOwnBracket)).toList();
        }

        private static boolean isInOwnBracket(Summary.Event event) {
            return event.action() == Summary.Action.CALLBACK && event.depth() >= 1;
        }
    }

    private final Summaries summaries;
    private final Walk walk;
    private final Targets targets;

    Handed(Summaries summaries, Walk walk, Targets targets) {
        this.summaries = summaries;
        this.walk = walk;
        this.targets = targets;
    }

    /** Whether a function that matters is passed to a callee that calls it. */
    boolean isAny(Definition callee, List<@Nullable Value> arguments, State state) {
        boolean open = walk.context(state).isOpen();
        for (Value argument : arguments) {
            Definition passed = targets.of(argument);
            if (passed != null && summaries.relevance().shapes().callsParameter(callee) && matters(passed, open)) {
                return true;
            }
        }
        return false;
    }

    /** What a callee does that is called in a context, with the functions that it is given at a call. */
    Callee callee(Summary general, Summaries.Context context, Binding binding, State state) {
        List<State.Holding> given = given(general, binding, state);
        Summary exact = given.isEmpty() ? general : summaries.of(general.definition(), context, given, general);
        return new Callee(general, exact, given);
    }

    /** What a callee finds in its parameters, and if it stands in the same file, in what they lead to. */
    private List<State.Holding> given(Summary general, Binding binding, State state) {
        boolean open = walk.context(state).isOpen();
        Map<String, State.Holding> given = new TreeMap<>();
        for (Summary.Event event : general.events()) {
            Value called = event.action() == Summary.Action.CALLBACK ? event.value() : null;
            Value.Cell cell = called == null ? null : called.initial();
            if (cell != null && (cell.isVariable() || targets.isHere(general.definition()))) {
                give(cell, binding.valueOf(called), open || event.depth() + state.marks().depth() >= 1, given);
            }
        }
        binding.parameters().forEach((name, value) -> {
            if (targets.of(value) != null && summaries.relevance().shapes().callsParameter(general.definition())) {
                give(Value.Cell.variable(name), value, open, given);
            }
        });
        List<State.Holding> sorted = new ArrayList<>(given.values());
        sorted.sort(Comparator.comparing(one -> one.cell().text()));
        return sorted;
    }

    private void give(Value.Cell cell, @Nullable Value value, boolean open, Map<String, State.Holding> into) {
        Definition.Function function = targets.of(value);
        if (function != null && matters(function, open)) {
            into.put(cell.text(), new State.Holding(cell, Value.function(function)));
        }
    }

    /** Whether what a function does matters to who hands it on. */
    private boolean matters(Definition passed, boolean open) {
        Relevance relevance = summaries.relevance();
        Shapes shapes = relevance.shapes();
        return relevance.reaches(passed, open ? Relevance.ALL : Relevance.KEPT) || shapes.asks(passed)
                || shapes.masks(passed) || shapes.stops(passed) || shapes.callsParameter(passed)
                || open && (relevance.reachesDeed(passed) || relevance.readsMember(passed));
    }
}
