package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option of one architecture with all that is said about it, wherever it is said. Demands that are null always hold. */
final class Symbol {
    /** A value it has by itself, if nothing else is asked for. The first one counts whose demand holds. */
    record Default(Expression value, @Nullable Demand demand) {
    }

    /** Another symbol that forces this one. */
    record Selection(Symbol by, @Nullable Demand demand) {
    }

    private final String name;
    private final int number;
    private Entry.@Nullable Type type;
    private boolean ranged;
    private @Nullable Choice choice;
    /** What each definition depends on. */
    private final List<@Nullable Demand> dependencies = new ArrayList<>(1);
    /** When the user is asked. */
    private final List<@Nullable Demand> prompts = new ArrayList<>(1);
    private final List<Default> defaults = new ArrayList<>(1);
    private final List<Selection> selections = new ArrayList<>(0);
    private final List<Selection> implications = new ArrayList<>(0);

    /** @param number in the order in which symbols are first met */
    Symbol(String name, int number) {
        this.name = name;
        this.number = number;
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    /** Whether it is {@code n}, {@code m} or {@code y}. One that is only selected has no type, and is {@code n}. */
    boolean isLogical() {
        return type == Entry.Type.BOOL || type == Entry.Type.TRISTATE;
    }

    boolean isTristate() {
        return type == Entry.Type.TRISTATE;
    }

    boolean isDefined() {
        return type != null;
    }

    /** Whether its text is a number that may be moved into a range. */
    boolean isRanged() {
        return ranged;
    }

    /** Whether its value is a number. */
    boolean isNumber() {
        return type == Entry.Type.INT || type == Entry.Type.HEX;
    }

    /** The choice that it is a member of, or null. */
    @Nullable
    Choice choice() {
        return choice;
    }

    List<@Nullable Demand> dependencies() {
        return dependencies;
    }

    List<@Nullable Demand> prompts() {
        return prompts;
    }

    List<Default> defaults() {
        return defaults;
    }

    List<Selection> selections() {
        return selections;
    }

    List<Selection> implications() {
        return implications;
    }

    void typed(Entry.Type stated) {
        if (type == null) {
            type = stated;
        }
    }

    void ranged() {
        ranged = true;
    }

    void memberOf(Choice group) {
        choice = group;
    }

    @Override
    public String toString() {
        return name;
    }
}
