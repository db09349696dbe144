package org.lazymmu.flow;

import java.util.List;
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
    List<String> identifiers();

    /** Names of the parameters; none of a macro that takes no arguments. */
    List<String> parameters();

    /** The place of the definition itself. */
    default Site site() {
        return new Site(unit(), at(), name(), null);
    }

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
        public List<String> identifiers() {
            return unit.identifiers(this);
        }

        @Override
        public List<String> parameters() {
            return function.parameters().stream().map(CFile.Parameter::name).toList();
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
        public List<String> identifiers() {
            return unit.identifiers(this);
        }

        @Override
        public List<String> parameters() {
            List<String> parameters = macro.parameters();
            return parameters == null ? List.of() : parameters;
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
