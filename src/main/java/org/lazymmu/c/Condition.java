package org.lazymmu.c;

import java.util.List;

/** The condition of an {@code #if}, as a tree of tests. Conditions of include guards and {@code #if 1} are {@link #ALWAYS}. */
public sealed interface Condition {
    Condition ALWAYS = new All(List.of());
    Condition NEVER = new Any(List.of());

    /** {@code defined(name)}; {@code CONFIG_X} in {@code IS_ENABLED(CONFIG_X)} or a bare {@code CONFIG_X} too. */
    record Defined(String name) implements Condition {
    }

    /** A comparison or other test that is not about whether a name is defined, with white space normalised. */
    record Test(String text) implements Condition {
    }

    record Not(Condition condition) implements Condition {
    }

    /** True when all parts are; with no parts, true. */
    record All(List<Condition> parts) implements Condition {
    }

    /** True when one part is; with no parts, false. */
    record Any(List<Condition> parts) implements Condition {
    }
}
