package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;

/**
 * Conditions of C code over the options of one architecture.
 *
 * <p>
 * {@code CONFIG_X} stands both for {@code #ifdef CONFIG_X}, which is true for {@code y} only, and for
 * {@code IS_ENABLED(CONFIG_X)}, which is true for {@code m} too: of an option that is {@code m} it may be either. Names that are
 * no options, and tests that are not understood, may be either as well.
 */
final class Wish {
    private static final String PREFIX = "CONFIG_";
    private static final String MODULE = "_MODULE";
    private static final Pattern COMPARISON = Pattern.compile("CONFIG_(\\w+) (==|!=|<|<=|>|>=) (\\d+|0x[0-9a-fA-F]+)");

    private final Symbols symbols;
    private final Map<String, Integer> literals = new HashMap<>();

    Wish(Symbols symbols) {
        this.symbols = symbols;
    }

    /** What a name or test of C says about an option. */
    private sealed interface Meaning {
    }

    private record IsOn(@Nullable Symbol symbol) implements Meaning {
    }

    private record IsModule(Symbol symbol) implements Meaning {
    }

    private record Compares(Expression.Relation relation, Symbol symbol, String number) implements Meaning {
    }

    private record Unknown() implements Meaning {
    }

    private Meaning meaning(Condition atom) {
        return switch (atom) {
            case Condition.Defined(String name) when name.startsWith(PREFIX) -> option(name.substring(PREFIX.length()));
            case Condition.Test(String text) -> comparison(text);
            default -> new Unknown();
        };
    }

    private Meaning option(String name) {
        Symbol symbol = symbols.find(name);
        if (symbol != null && symbol.isDefined()) {
            return symbol.isLogical() ? new IsOn(symbol) : new Unknown();
        }
        if (name.endsWith(MODULE)) {
            Symbol module = symbols.find(name.substring(0, name.length() - MODULE.length()));
            if (module != null && module.isTristate()) {
                return new IsModule(module);
            }
        }
        return new IsOn(null);
    }

    private Meaning comparison(String text) {
        Matcher parts = COMPARISON.matcher(text);
        if (parts.matches()) {
            Symbol symbol = symbols.find(parts.group(1));
            String sign = parts.group(2).equals("==") ? "=" : parts.group(2);
            for (Expression.Relation relation : Expression.Relation.values()) {
                if (symbol != null && symbol.isNumber() && relation.sign().equals(sign)) {
                    return new Compares(relation, symbol, parts.group(3));
                }
            }
        }
        return new Unknown();
    }

    /** The options that a condition is about, in order. */
    List<Symbol> options(Condition condition) {
        List<Symbol> all = new ArrayList<>();
        collect(condition, all);
        return all;
    }

    private void collect(Condition condition, List<Symbol> into) {
        switch (condition) {
            case Condition.Not(Condition inner) -> collect(inner, into);
            case Condition.All(List<Condition> parts) -> parts.forEach(part -> collect(part, into));
            case Condition.Any(List<Condition> parts) -> parts.forEach(part -> collect(part, into));
            case Condition.Defined defined -> add(meaning(defined), into);
            case Condition.Test test -> add(meaning(test), into);
        }
    }

    private static void add(Meaning meaning, List<Symbol> into) {
        Symbol symbol = switch (meaning) {
            case IsOn(Symbol option) -> option;
            case IsModule(Symbol option) -> option;
            case Compares compares -> null;
            case Unknown unknown -> null;
        };
        if (symbol != null) {
            into.add(symbol);
        }
    }

    /** Whether a condition can be true in a configuration. */
    boolean canHold(Condition condition, Calculation in) {
        return canBe(true, condition, in);
    }

    private boolean canBe(boolean wanted, Condition condition, Calculation in) {
        return switch (condition) {
            case Condition.Not(Condition inner) -> canBe(!wanted, inner, in);
            case Condition.All(List<Condition> parts) -> wanted ? parts.stream().allMatch(part -> canBe(true, part, in))
                    : parts.stream().anyMatch(part -> canBe(false, part, in));
            case Condition.Any(List<Condition> parts) -> wanted ? parts.stream().anyMatch(part -> canBe(true, part, in))
                    : parts.stream().allMatch(part -> canBe(false, part, in));
            case Condition.Defined defined -> canBe(wanted, meaning(defined), in);
            case Condition.Test test -> canBe(wanted, meaning(test), in);
        };
    }

    private static boolean canBe(boolean wanted, Meaning meaning, Calculation in) {
        return switch (meaning) {
            case IsOn(Symbol option) -> wanted ? in.value(option) != Tristate.NO : in.value(option) != Tristate.YES;
            case IsModule(Symbol option) -> wanted == (in.value(option) == Tristate.MODULE);
            case Compares(Expression.Relation relation, Symbol symbol, String number) ->
                    wanted == relation.holds(in.text(new Expression.Symbol(symbol.name())), number);
            case Unknown unknown -> true;
        };
    }

    /** The literal that a condition is true. */
    int literal(Condition condition, Rules rules, Solver solver) {
        Gates gates = rules.gates();
        return switch (condition) {
            case Condition.Not(Condition inner) -> Solver.not(literal(inner, rules, solver));
            case Condition.All(List<Condition> parts) ->
                    gates.and(parts.stream().mapToInt(part -> literal(part, rules, solver)).toArray());
            case Condition.Any(List<Condition> parts) ->
                    gates.or(parts.stream().mapToInt(part -> literal(part, rules, solver)).toArray());
            case Condition.Defined(String name) -> atom(name, condition, rules, solver);
            case Condition.Test(String text) -> atom(text, condition, rules, solver);
        };
    }

    private int atom(String text, Condition condition, Rules rules, Solver solver) {
        Integer known = literals.get(text);
        if (known == null) {
            known = switch (meaning(condition)) {
                case IsOn(Symbol option) -> isOn(rules.level(option), rules.gates(), solver);
                case IsModule(Symbol option) -> {
                    Rules.Level level = rules.level(option);
                    yield rules.gates().and(level.on(), Solver.not(level.yes()));
                }
                case Compares(Expression.Relation relation, Symbol symbol, String number) -> rules.compare(relation,
                        new Expression.Symbol(symbol.name()), new Expression.Constant(number));
                case Unknown unknown -> solver.variable(true, true);
            };
            literals.put(text, known);
        }
        return known;
    }

    private static int isOn(Rules.Level level, Gates gates, Solver solver) {
        if (level.on() == level.yes()) {
            return level.on();
        }
        int either = solver.variable(true, true);
        gates.imply(either, level.on());
        gates.imply(level.yes(), either);
        return either;
    }
}
