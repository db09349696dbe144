package org.lazymmu.backend;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Unit;

/** A function or macro while it runs: its own variables, and for a macro what its parameters stand for. */
final class Frame {
    /** An argument of a macro, with the frame in which it means something. */
    record Bound(Expr argument, Frame frame) {
    }

    private final int number;
    private final Definition definition;
    /** The frame that uses the macro; null for a function. */
    private final @Nullable Frame user;
    private final @Nullable Site usedAt;
    private final Set<String> locals = new HashSet<>();
    private final Map<String, Bound> bound = new HashMap<>();

    Frame(int number, Definition definition, @Nullable Frame user, @Nullable Site usedAt) {
        this.number = number;
        this.definition = definition;
        this.user = user;
        this.usedAt = usedAt;
    }

    Definition definition() {
        return definition;
    }

    Unit unit() {
        return definition.unit();
    }

    Site site(int at) {
        return new Site(definition.unit(), at, definition.name(), usedAt);
    }

    void declare(String name) {
        locals.add(name);
    }

    void bind(String parameter, Expr argument, Frame frame) {
        bound.put(parameter, new Bound(argument, frame));
    }

    @Nullable
    Bound bound(String name) {
        return bound.get(name);
    }

    /** The cell of a variable of this function, or of the function that uses this macro; null for others. */
    @Nullable
    String cell(String name) {
        if (locals.contains(name)) {
            return "@" + number + "." + name;
        }
        return user == null ? null : user.cell(name);
    }
}
