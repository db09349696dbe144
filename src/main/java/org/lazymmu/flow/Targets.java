package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;

/** Which functions values are called as, where one function calls through a pointer or hands one on. */
final class Targets {
    private final View view;
    private final Stores stores;
    private final EntryTerms entry;
    private final Unit unit;

    /** @param unit the file in which names are meant */
    Targets(View view, Stores stores, EntryTerms entry, Unit unit) {
        this.view = view;
        this.stores = stores;
        this.entry = entry;
        this.unit = unit;
    }

    /** Whether a definition stands in the file in which names are meant. */
    boolean isHere(Definition definition) {
        return definition.unit() == unit;
    }

    /** The function a value refers to, or null. */
    Definition.@Nullable Function of(@Nullable Value value) {
        if (value == null || value.function() != null) {
            return value == null ? null : value.function();
        }
        Value.Cell cell = value.initial() != null ? value.initial() : value.address();
        if (cell == null) {
            return null;
        }
        String name = cell.lastName();
        if (!cell.isVariable()) {
            Value.Cell table = cell.base();
            if (table == null || !table.isVariable() || entry.isLocal(table.lastName())) {
                return null;
            }
            String member = view.member(table.lastName(), cell.lastName(), unit);
            if (member == null) {
                return null;
            }
            name = member;
        } else if (entry.isLocal(name)) {
            return null;
        }
        for (View.Candidate candidate : view.resolve(name, unit)) {
            if (candidate.definition() instanceof Definition.Function function) {
                return function;
            }
        }
        return null;
    }

    /**
     * The function that is called when a value is, or null: what is stored in a member may be the same wherever it is.
     *
     * @param callee where the value was found
     */
    Definition.@Nullable Function called(@Nullable Value value, Term callee, Cfg cfg) {
        Definition.Function function = of(value);
        return function == null && callee instanceof Term.Field(Term place, String member)
                ? stores.only(member, typeOf(place, cfg), unit) : function;
    }

    /** The type of a variable, or of what it points to, as written; empty where that is not known. */
    private String typeOf(Term place, Cfg cfg) {
        return switch (place) {
            case Term.Variable variable -> {
                String declared = cfg.typeOf(variable);
                yield declared.isEmpty() ? entry.typeOf(variable.name()) : declared;
            }
            case Term.Global(String name) -> {
                CFile.FileVariable variable = unit.variable(name);
                yield variable == null ? "" : variable.type();
            }
            case Term.Dereference(Term pointer) -> typeOf(pointer, cfg);
            case Term.Element(Term array, Term index) -> typeOf(array, cfg);
            case Term.Operation(String operator, List<Term> operands) ->
                    operator.equals("+") ? typeOf(operands.getFirst(), cfg) : "";
            case Term.Field field -> "";
            case Term.Address address -> "";
            case Term.Literal literal -> "";
        };
    }
}
