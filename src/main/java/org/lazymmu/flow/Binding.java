package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The callee's entry terms in terms of the caller's state at the call. */
final class Binding {
    private final Map<String, @Nullable Value> parameters = new TreeMap<>();
    private final List<@Nullable Value> arguments;
    private final State state;
    private final Presence presence;
    private final Meaning meaning;

    Binding(Definition callee, List<@Nullable Value> arguments, State state, Presence presence, Meaning meaning) {
        this.presence = presence;
        this.meaning = meaning;
        this.state = state;
        this.arguments = arguments;
        List<String> names = callee.parameters();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), i < arguments.size() ? arguments.get(i) : null);
        }
    }

    List<@Nullable Value> arguments() {
        return arguments;
    }

    /** What the parameters hold, as far as that is known. */
    Map<String, @Nullable Value> parameters() {
        return parameters;
    }

    /** The parameters that hold constants at the call, with these. */
    List<State.Holding> constants() {
        List<State.Holding> constants = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (value != null && value.isMadeOfConstants()) {
                constants.add(new State.Holding(Value.Cell.variable(name), value));
            }
        });
        return constants;
    }

    /** Whether nothing known at the call contradicts what must hold in the callee. */
    boolean agrees(List<State.Fact> facts) {
        return assume(facts, state) != null;
    }

    /**
     * A state at the call in which something happens in the callee, or null when it cannot.
     *
     * @param configurations in which it happens
     * @param facts          what must hold for it
     */
    @Nullable
    State where(int configurations, List<State.Fact> facts, State before) {
        int both = presence.and(before.presence(), configurations);
        return both == Presence.NEVER ? null : assume(facts, before.within(both));
    }

    private @Nullable State assume(List<State.Fact> facts, State before) {
        State after = before;
        for (State.Fact fact : facts) {
            Value translated = value(fact.value());
            State assumed = translated == null ? after : after.assume(translated, fact.truth());
            if (assumed == null) {
                return null;
            }
            after = assumed;
        }
        return after;
    }

    /** The same of a value that there may not be. */
    @Nullable
    Value valueOf(@Nullable Value value) {
        return value == null ? null : value(value);
    }

    @Nullable
    Value value(Value value) {
        Value.Cell initial = value.initial();
        if (initial != null) {
            if (initial.isVariable() && parameters.containsKey(initial.lastName())) {
                return parameters.get(initial.lastName());
            }
            Value.Cell cell = cell(initial);
            return cell == null ? null : state.read(cell);
        }
        Value.Cell address = value.address();
        if (address != null) {
            Value.Cell cell = cell(address);
            return cell == null ? null : Value.address(cell);
        }
        if (value.operands().isEmpty()) {
            return value.isFresh() ? null : value;
        }
        List<Value> operands = new ArrayList<>();
        for (Value operand : value.operands()) {
            Value translated = value(operand);
            if (translated == null) {
                return null;
            }
            operands.add(translated);
        }
        return Value.operation(value.operator(), operands, meaning);
    }

    Value.@Nullable Cell cell(Value.Cell cell) {
        if (cell.isVariable()) {
            return parameters.containsKey(cell.lastName()) ? null : cell;
        }
        Value pointer = cell.pointer();
        if (pointer != null) {
            Value target = value(pointer);
            return target == null ? null : Value.Cell.at(target);
        }
        Value.Cell base = cell.base() == null ? null : cell(cell.base());
        return base == null ? null : base.field(cell.lastName());
    }
}
