package org.lazymmu.kconfig;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Kconfig file consists of. */
sealed interface Entry {
    /** {@code config} or {@code menuconfig}. */
    record Config(String name, List<Property> properties) implements Entry {
    }

    /** {@code choice}; old kernels give some of them a name. */
    record Choice(String name, List<Property> properties, List<Entry> entries) implements Entry {
    }

    record Menu(List<Property> properties, List<Entry> entries) implements Entry {
    }

    record If(Expression condition, List<Entry> entries) implements Entry {
    }

    /**
     * {@code source} and its relatives.
     *
     * @param optional whether it may be missing
     * @param relative whether the path starts at the folder of the file that has the statement
     */
    record Source(String path, boolean optional, boolean relative, int line) implements Entry {
    }

    /** A macro, with its value as written. */
    record Assignment(String name, String value, boolean appends) implements Entry {
    }

    /** What is said about an entry. A condition that is null always holds. */
    sealed interface Property {
    }

    /** The kinds of values. */
    enum Type {
        BOOL, TRISTATE, STRING, INT, HEX
    }

    record Typed(Type type) implements Property {
    }

    record Prompt(@Nullable Expression condition) implements Property {
    }

    record Default(Expression value, @Nullable Expression condition) implements Property {
    }

    record Depends(Expression condition) implements Property {
    }

    record Visible(Expression condition) implements Property {
    }

    record Select(String name, @Nullable Expression condition, boolean weak) implements Property {
    }

    record Range() implements Property {
    }

    /** {@code optional}. */
    record Optional() implements Property {
    }
}
