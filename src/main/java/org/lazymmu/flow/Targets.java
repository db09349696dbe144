package org.lazymmu.flow;

import org.jspecify.annotations.Nullable;

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

    /** The function that is called when a value is, or null: what is stored in a member may be the same wherever it is. */
    Definition.@Nullable Function called(@Nullable Value value) {
        Definition.Function function = of(value);
        Value.Cell cell = function != null || value == null ? null : value.initial();
        return cell == null || cell.isVariable() || cell.base() == null ? function : stores.only(cell.lastName(), unit);
    }
}
