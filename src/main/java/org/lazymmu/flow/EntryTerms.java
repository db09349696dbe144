package org.lazymmu.flow;

import java.util.List;
import java.util.Set;
import org.lazymmu.c.CFile;

/** Which values of one function its caller can make something of: those made of what was there when it was entered. */
final class EntryTerms {
    private final Definition definition;
    private final Set<String> parameters;
    private final Liveness liveness;

    EntryTerms(Definition definition, Liveness liveness) {
        this.definition = definition;
        this.parameters = Set.copyOf(definition.parameters());
        this.liveness = liveness;
    }

    /** The type of a parameter as written, empty for anything else. */
    String typeOf(String variable) {
        if (definition instanceof Definition.Function(Unit unit, CFile.Function function)) {
            for (CFile.Parameter parameter : function.parameters()) {
                if (parameter.name().equals(variable)) {
                    return parameter.type();
                }
            }
        }
        return "";
    }

    boolean isLocal(String name) {
        return liveness.isLocal(name) || parameters.contains(name);
    }

    /** What must hold at entry for a state to come about. */
    List<State.Fact> facts(State state) {
        return state.facts().values().stream().filter(fact -> isTerm(fact.value())).toList();
    }

    /** The constants that a path has stored behind pointers of the caller's. */
    List<State.Holding> stored(State state) {
        return state.values().values().stream().filter(holding -> holding.value().isConstant()
                && holding.cell().root() == null && isTerm(Value.content(holding.cell()))).toList();
    }

    /** What both of two paths need. */
    static List<State.Fact> common(List<State.Fact> some, List<State.Fact> others) {
        return some.stream().filter(others::contains).toList();
    }

    /** Whether a value is made only of what was there when the function was entered. */
    boolean isTerm(Value value) {
        return !value.mentions(name -> true) && !mentionsLocal(value);
    }

    /** Whether a value is made of what was there at entry, a parameter among it, so that the caller may know more of it. */
    boolean dependsOnCaller(Value value) {
        return isTerm(value) && value.mentionsVariable(parameters::contains);
    }

    private boolean mentionsLocal(Value value) {
        Value.Cell cell = value.initial() != null ? value.initial() : value.address();
        if (cell != null && mentionsLocal(cell)) {
            return true;
        }
        return value.operands().stream().anyMatch(this::mentionsLocal);
    }

    private boolean mentionsLocal(Value.Cell cell) {
        String root = cell.root();
        if (root != null) {
            return liveness.isLocal(root) && !parameters.contains(root);
        }
        for (Value.Cell at = cell; at != null; at = at.base()) {
            if (at.pointer() != null && mentionsLocal(at.pointer())) {
                return true;
            }
        }
        return false;
    }
}
