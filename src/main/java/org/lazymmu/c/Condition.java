package org.lazymmu.c;

import java.util.List;
import java.util.stream.Collectors;

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

    /** A condition in C's notation; empty for {@link #ALWAYS}, {@code 0} for {@link #NEVER}. */
    static String text(Condition condition) {
        return switch (condition) {
            case Defined(String name) -> name;
            case Test(String test) -> test;
            case Not(Condition inner) -> "!" + inBrackets(inner, inner instanceof Any || inner instanceof All);
            case All(List<Condition> parts) -> parts.stream().map(part -> inBrackets(part, part instanceof Any))
                    .collect(Collectors.joining(" && "));
            case Any(List<Condition> parts) when parts.isEmpty() -> "0";
            case Any(List<Condition> parts) -> parts.stream().map(part -> inBrackets(part, part instanceof All))
                    .collect(Collectors.joining(" || "));
        };
    }

    private static String inBrackets(Condition condition, boolean wanted) {
        return wanted ? "(" + text(condition) + ")" : text(condition);
    }
}
