package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lazymmu.c.Condition;

/**
 * Looks for a configuration in which a condition holds.
 *
 * <p>
 * At first nothing is stated but the options of the condition itself, and all others are free. If even that is impossible, so is
 * the condition. If not, the options that were found are set and the configuration is calculated as Kconfig would do it; where
 * an option that was free comes out otherwise than was hoped for, what Kconfig says about it is stated too, and the search starts
 * again. Most of the options are never looked at.
 */
final class Search {
    private static final int ROUNDS = 200;
    private static final int CONFLICTS = 20_000;

    private final Symbols symbols;
    private final Calculation usual;
    private final Solver solver = new Solver();
    private final Rules rules;
    private final Wish wish;

    Search(Symbols symbols) {
        this.symbols = symbols;
        this.usual = new Calculation(symbols, Map.of(), Map.of());
        this.rules = new Rules(symbols, solver, usual);
        this.wish = new Wish(symbols);
    }

    Configurations.Outcome outcome(Condition condition) {
        try {
            Configurations.Outcome outcome = search(condition);
            boolean unsure = outcome.answer() == Configurations.Answer.IMPOSSIBLE && !symbols.problems().isEmpty();
            return unsure ? Configurations.Outcome.UNKNOWN : outcome;
        } catch (TooComplex limit) {
            return Configurations.Outcome.UNKNOWN;
        }
    }

    private Configurations.Outcome search(Condition condition) {
        if (wish.canHold(condition, usual)) {
            return Configurations.Outcome.possible(List.of());
        }
        int wanted = wish.literal(condition, rules, solver);
        wish.options(condition).forEach(rules::state);
        for (int round = 0; round < ROUNDS; round++) {
            Solver.Answer answer = solver.solve(new int[]{ wanted }, CONFLICTS);
            if (answer != Solver.Answer.POSSIBLE) {
                return answer == Solver.Answer.IMPOSSIBLE ? Configurations.Outcome.IMPOSSIBLE
                        : Configurations.Outcome.UNKNOWN;
            }
            SortedMap<Symbol, Integer> set = settings();
            Map<String, Boolean> answers = rules.answers();
            Calculation calculated = new Calculation(symbols, set, answers);
            if (wish.canHold(condition, calculated)) {
                return Configurations.Outcome.possible(options(smallest(condition, set, answers)));
            }
            List<Symbol> surprises = rules.met().stream()
                    .filter(met -> !rules.isStated(met) && calculated.value(met) != rules.found(met)).toList();
            if (surprises.isEmpty()) {
                return Configurations.Outcome.UNKNOWN;
            }
            surprises.forEach(rules::state);
        }
        return Configurations.Outcome.UNKNOWN;
    }

    /** What a user would set to get what was found. */
    private SortedMap<Symbol, Integer> settings() {
        SortedMap<Symbol, Integer> set = new TreeMap<>(Comparator.comparingInt(Symbol::number));
        for (Symbol symbol : rules.met()) {
            if (rules.isStated(symbol) && !symbol.prompts().isEmpty()) {
                set.put(symbol, rules.found(symbol));
            }
        }
        return set;
    }

    /** Leaves out what is not needed, first from the one end and then from the other, and keeps the smaller outcome. */
    private SortedMap<Symbol, Integer> smallest(Condition condition, SortedMap<Symbol, Integer> set,
            Map<String, Boolean> answers) {
        Map<String, Boolean> needed = wish.canHold(condition, new Calculation(symbols, set, Map.of())) ? Map.of()
                : answers;
        List<Symbol> order = new ArrayList<>(set.keySet());
        builtIn(condition, set, needed);
        SortedMap<Symbol, Integer> one = reduced(condition, set, needed, order);
        SortedMap<Symbol, Integer> other = one.size() < 2 ? one : reduced(condition, set, needed, order.reversed());
        return other.size() < one.size() ? other : one;
    }

    /** Prefers options that are built in to modules, where that does not matter. */
    private void builtIn(Condition condition, SortedMap<Symbol, Integer> set, Map<String, Boolean> answers) {
        for (Map.Entry<Symbol, Integer> entry : set.entrySet()) {
            if (entry.getValue() == Tristate.MODULE) {
                entry.setValue(Tristate.YES);
                Calculation calculated = new Calculation(symbols, set, answers);
                if (calculated.value(entry.getKey()) != Tristate.YES || !wish.canHold(condition, calculated)) {
                    entry.setValue(Tristate.MODULE);
                }
            }
        }
    }

    private SortedMap<Symbol, Integer> reduced(Condition condition, SortedMap<Symbol, Integer> set,
            Map<String, Boolean> answers, List<Symbol> order) {
        SortedMap<Symbol, Integer> left = new TreeMap<>(set);
        // What would come out anyway goes first, all at once.
        Map<Symbol, Integer> usualOnes = new HashMap<>();
        order.stream().filter(symbol -> usual.value(symbol) == set.getOrDefault(symbol, Tristate.NO))
                .forEach(symbol -> usualOnes.put(symbol, left.remove(symbol)));
        if (!wish.canHold(condition, new Calculation(symbols, left, answers))) {
            left.putAll(usualOnes);
        }
        for (Symbol symbol : order) {
            Integer value = left.remove(symbol);
            if (value != null && !wish.canHold(condition, new Calculation(symbols, left, answers))) {
                left.put(symbol, value);
            }
        }
        return left;
    }

    private static List<String> options(SortedMap<Symbol, Integer> set) {
        return set.entrySet().stream()
                .map(entry -> "CONFIG_" + entry.getKey().name() + "=" + Tristate.text(entry.getValue())).sorted()
                .toList();
    }
}
