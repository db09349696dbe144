package org.lazymmu.kconfig;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that comes of what a user sets: every option that is not set has the value that Kconfig gives it. Values are
 * calculated when they are asked for, as sym_calc_value() of scripts/kconfig/symbol.c does.
 */
final class Calculation {
    /** Options that wait for each other's values; in 6.12 up to 35 do. */
    private static final int DEPTH = 300;
    private static final byte OPEN = -1;

    private final Symbols symbols;
    private final Map<Symbol, Integer> user;
    private final Map<String, Boolean> answers;
    /** Values by number of the symbol, one more than they are; 0 where not calculated. */
    private final byte[] values;
    private int depth;

    /**
     * @param user    what is set
     * @param answers what questions to the tools are answered, by the question; by default as expected
     */
    Calculation(Symbols symbols, Map<Symbol, Integer> user, Map<String, Boolean> answers) {
        this.symbols = symbols;
        this.user = user;
        this.answers = answers;
        this.values = new byte[symbols.all().size()];
    }

    /** The value of an option. */
    int value(@Nullable Symbol symbol) {
        if (symbol == null || !symbol.isLogical()) {
            return Tristate.NO;
        }
        int number = symbol.number();
        byte known = values[number];
        if (known != 0) {
            return known == OPEN ? Tristate.NO : known - 1;
        }
        int value = -1;
        depth++;
        values[number] = OPEN;
        try {
            if (depth > DEPTH) {
                throw new TooComplex("options that wait for each other");
            }
            value = calculate(symbol);
        } finally {
            values[number] = (byte) (value + 1);
            depth--;
        }
        return value;
    }

    private boolean hasModules() {
        return value(symbols.modules()) == Tristate.YES;
    }

    private int calculate(Symbol symbol) {
        int visible = visible(symbol);
        Choice choice = symbol.choice();
        if (choice != null && visible != Tristate.NO && !(symbol.isTristate() && visible == Tristate.MODULE)) {
            return chosen(choice) == symbol ? Tristate.YES : Tristate.NO;
        }
        int forced = promoted(symbol, any(symbol.selections()));
        Integer set = user.get(symbol);
        int value;
        if (visible != Tristate.NO && set != null) {
            value = Math.min(set, visible);
        } else {
            value = byDefault(symbol);
        }
        return promoted(symbol, Math.max(value, forced));
    }

    private int byDefault(Symbol symbol) {
        int value = Tristate.NO;
        for (Symbol.Default one : symbol.defaults()) {
            int holds = demand(one.demand());
            if (holds != Tristate.NO) {
                value = Math.min(value(one.value()), holds);
                break;
            }
        }
        int implied = promoted(symbol, any(symbol.implications()));
        if (implied != Tristate.NO) {
            value = Math.min(Math.max(value, implied), promoted(symbol, dependencies(symbol)));
        }
        return value;
    }

    private int dependencies(Symbol symbol) {
        int any = Tristate.NO;
        for (Demand demand : symbol.dependencies()) {
            any = Math.max(any, demand(demand));
        }
        return any;
    }

    private int any(List<Symbol.Selection> selections) {
        int any = Tristate.NO;
        for (Symbol.Selection selection : selections) {
            int by = value(selection.by());
            if (by > any) {
                any = Math.max(any, Math.min(by, demand(selection.demand())));
            }
            if (any == Tristate.YES) {
                break;
            }
        }
        return any;
    }

    /** How far the user is asked for an option. */
    int visible(Symbol symbol) {
        return promoted(symbol, prompted(symbol.prompts()));
    }

    private int prompted(List<@Nullable Demand> prompts) {
        int any = Tristate.NO;
        for (Demand prompt : prompts) {
            any = Math.max(any, demand(prompt));
        }
        return any;
    }

    /** An option that cannot be a module is built in where it could be one. */
    private int promoted(Symbol symbol, int value) {
        return value == Tristate.MODULE && !(symbol.isTristate() && hasModules()) ? Tristate.YES : value;
    }

    private @Nullable Symbol chosen(Choice choice) {
        Symbol first = null;
        for (Symbol member : choice.members()) {
            if (visible(member) != Tristate.NO) {
                if (Integer.valueOf(Tristate.YES).equals(user.get(member))) {
                    return member;
                }
                first = first == null ? member : first;
            }
        }
        if (choice.isOptional()) {
            return null;
        }
        for (Symbol.Default one : choice.defaults()) {
            if (one.value() instanceof Expression.Symbol(String name) && demand(one.demand()) != Tristate.NO) {
                Symbol wanted = symbols.find(name);
                if (wanted != null && wanted.choice() == choice && visible(wanted) != Tristate.NO) {
                    return wanted;
                }
            }
        }
        return first;
    }

    private int demand(@Nullable Demand demand) {
        int all = Tristate.YES;
        for (Demand one = demand; one != null && all != Tristate.NO; one = one.outer()) {
            all = Math.min(all, value(one.own()));
        }
        return all;
    }

    /** The value of an expression. */
    int value(Expression expression) {
        return switch (expression) {
            case Expression.Symbol(String name) -> value(symbols.find(name));
            case Expression.Constant(String text) -> Tristate.of(text);
            case Expression.Macro(String text) -> macro(text);
            case Expression.Not(Expression operand) -> Tristate.not(value(operand));
            case Expression.And(List<Expression> operands) -> {
                int all = Tristate.YES;
                for (Expression operand : operands) {
                    all = all == Tristate.NO ? all : Math.min(all, value(operand));
                }
                yield all;
            }
            case Expression.Or(List<Expression> operands) -> {
                int any = Tristate.NO;
                for (Expression operand : operands) {
                    any = any == Tristate.YES ? any : Math.max(any, value(operand));
                }
                yield any;
            }
            case Expression.Comparison(Expression.Relation relation, Expression left, Expression right) ->
                    relation.holds(text(left), text(right)) ? Tristate.YES : Tristate.NO;
        };
    }

    private int macro(String text) {
        String exact = symbols.macros().exactly(text);
        if (exact != null) {
            return Tristate.of(exact);
        }
        Boolean answer = answers.get(text);
        if (answer != null) {
            return answer ? Tristate.YES : Tristate.NO;
        }
        String expected = symbols.macros().expected(text);
        return expected == null ? Tristate.NO : Tristate.of(expected);
    }

    /** The text of an expression, as it is compared. */
    String text(Expression expression) {
        return switch (expression) {
            case Expression.Symbol(String name) -> {
                Symbol symbol = symbols.find(name);
                yield symbol == null || !symbol.isDefined() ? name
                        : symbol.isLogical() ? Tristate.text(value(symbol)) : textOf(symbol);
            }
            case Expression.Constant(String text) -> text;
            case Expression.Macro(String text) -> {
                String expected = symbols.macros().expected(text);
                yield expected == null ? "" : expected;
            }
            default -> Tristate.text(value(expression));
        };
    }

    private String textOf(Symbol symbol) {
        depth++;
        try {
            if (depth > DEPTH) {
                throw new TooComplex("options that wait for each other");
            }
            for (Symbol.Default one : symbol.defaults()) {
                if (demand(one.demand()) != Tristate.NO) {
                    return text(one.value());
                }
            }
            return "";
        } finally {
            depth--;
        }
    }
}
