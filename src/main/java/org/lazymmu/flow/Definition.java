package org.lazymmu.flow;

import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.Condition;

/** A definition of a name that can be called: a function or a macro, in its file. */
public sealed interface Definition {
    Unit unit();

    String name();

    int at();

    Condition condition();

    /** The parsed body. */
    Body body();

    /** Distinct identifiers of the body. */
    java.util.List<String> identifiers();

    /** A key that is unique in a tree, the same in every run, and sorts by place. */
    default String key() {
        return unit().path() + ":" + String.format("%09d", at());
    }

    record Function(Unit unit, CFile.Function function) implements Definition {
        @Override
        public String name() {
            return function.name();
        }

        @Override
        public int at() {
            return function.at();
        }

        @Override
        public Condition condition() {
            return function.condition();
        }

        @Override
        public Body body() {
            return unit.body(this);
        }

        @Override
        public java.util.List<String> identifiers() {
            return unit.identifiers(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Function o && o.unit == unit && o.at() == at();
        }

        @Override
        public int hashCode() {
            return unit.number() * 31 + at();
        }
    }

    record Macro(Unit unit, CFile.Macro macro) implements Definition {
        @Override
        public String name() {
            return macro.name();
        }

        @Override
        public int at() {
            return macro.at();
        }

        @Override
        public Condition condition() {
            return macro.condition();
        }

        @Override
        public Body body() {
            return unit.body(this);
        }

        @Override
        public java.util.List<String> identifiers() {
            return unit.identifiers(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Macro o && o.unit == unit && o.at() == at();
        }

        @Override
        public int hashCode() {
            return unit.number() * 31 + at();
        }
    }
}
