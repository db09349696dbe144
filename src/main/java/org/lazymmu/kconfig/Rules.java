package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kconfig says about options, as clauses for the {@link Solver}.
 *
 * <p>
 * An option is two variables: that it is at least {@code m}, and that it is {@code y}; of an option that cannot be a module both
 * are the same. The smaller and the larger of two values are then the conjunction and the disjunction of both variables. What
 * an option can be is stated only when that is asked for, by {@link #state}: until then it is free, so that whatever is
 * impossible is impossible with all the rest stated too. Every statement holds in every configuration that Kconfig writes; where
 * Kconfig's answer depends on something that is not known (the tools, a number that the user enters), it is free.
 */
final class Rules {
    /** Values of an expression: the literals that it is at least {@code m}, and that it is {@code y}. */
    record Level(int on, int yes) {
    }

    private static final int DEPTH = 50;
    private static final int MOST_INTS = 20_000_000;

    private final Symbols symbols;
    private final Solver solver;
    private final Gates gates;
    private final Calculation usual;
    private final Map<Symbol, Level> levels = new HashMap<>();
    private final Set<Symbol> stated = new HashSet<>();
    private final Set<Choice> statedChoices = new HashSet<>();
    private final Map<Demand, Level> demands = new HashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final List<Symbol> met = new ArrayList<>();
    private final Level never;
    private final Level always;
    private int depth;

    /** @param usual the configuration that answers shall stay close to */
    Rules(Symbols symbols, Solver solver, Calculation usual) {
        this.symbols = symbols;
        this.solver = solver;
        this.gates = new Gates(solver);
        this.usual = usual;
        this.never = new Level(gates.never(), gates.never());
        this.always = new Level(gates.always(), gates.always());
    }

    Gates gates() {
        return gates;
    }

    /** All options that something stated depends on, in the order in which they were met. */
    List<Symbol> met() {
        return met;
    }

    boolean isStated(Symbol symbol) {
        return stated.contains(symbol);
    }

    /** What questions to the tools were answered in what was found last, by the question. */
    Map<String, Boolean> answers() {
        Map<String, Boolean> given = new HashMap<>();
        answers.forEach((question, literal) -> given.put(question, solver.holds(literal)));
        return given;
    }

    /** The value of an option in what was found last. */
    int found(Symbol symbol) {
        Level level = level(symbol);
        return solver.holds(level.yes()) ? Tristate.YES : solver.holds(level.on()) ? Tristate.MODULE : Tristate.NO;
    }

    Level level(@Nullable Symbol symbol) {
        if (symbol == null || !symbol.isLogical()) {
            return never;
        }
        Level known = levels.get(symbol);
        if (known == null) {
            int value = usual.value(symbol);
            int on = solver.variable(value != Tristate.NO, true);
            int yes = on;
            if (symbol.isTristate()) {
                yes = solver.variable(value == Tristate.YES, true);
                gates.imply(yes, on);
            }
            known = new Level(on, yes);
            levels.put(symbol, known);
            met.add(symbol);
            if (symbol.isTristate()) {
                solver.add(Solver.not(on), yes, modules());
            }
        }
        return known;
    }

    private int modules() {
        return level(symbols.modules()).yes();
    }

    /** States what an option can be, in terms of other options. */
    void state(Symbol symbol) {
        if (!symbol.isLogical() || !stated.add(symbol)) {
            return;
        }
        if (solver.size() > MOST_INTS) {
            throw new TooComplex("options that depend on each other");
        }
        Level self = level(symbol);
        Level visible = promoted(symbol, prompted(symbol.prompts()));
        Choice choice = symbol.choice();
        int asChosen = gates.never();
        if (choice != null) {
            state(choice);
            asChosen = visible.yes();
        }
        Level forced = promoted(symbol, any(symbol.selections()));
        Level byDefault = promoted(symbol, byDefault(symbol));
        // Where the choice decides, nothing else does.
        int free = Solver.not(asChosen);
        solver.add(asChosen, Solver.not(forced.on()), self.on());
        solver.add(asChosen, Solver.not(forced.yes()), self.yes());
        solver.add(Solver.not(self.on()), visible.on(), byDefault.on(), forced.on());
        solver.add(Solver.not(self.yes()), visible.yes(), byDefault.yes(), forced.yes());
        int alone = gates.and(free, Solver.not(visible.on()));
        solver.add(Solver.not(alone), Solver.not(byDefault.on()), self.on());
        solver.add(Solver.not(alone), Solver.not(byDefault.yes()), self.yes());
    }

    private void state(Choice choice) {
        if (!statedChoices.add(choice)) {
            return;
        }
        List<Integer> visible = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        for (Symbol member : choice.members()) {
            Level prompt = promoted(member, prompted(member.prompts()));
            visible.add(prompt.yes());
            chosen.add(gates.and(level(member).yes(), prompt.yes()));
        }
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < i; j++) {
                solver.add(Solver.not(chosen.get(i)), Solver.not(chosen.get(j)));
            }
        }
        if (!choice.isOptional()) {
            int someVisible = gates.or(ints(visible));
            int asked = gates.and(someVisible, demand(choice.demand()).yes(), prompted(choice.prompts()).yes());
            gates.imply(asked, gates.or(ints(chosen)));
        }
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** An option that cannot be a module is built in where it could be one. */
    private Level promoted(Symbol symbol, Level level) {
        if (level.on() == level.yes()) {
            return level;
        }
        return symbol.isTristate()
                ? new Level(level.on(), gates.or(level.yes(), gates.and(level.on(), Solver.not(modules()))))
                : new Level(level.on(), level.on());
    }

    private Level prompted(List<@Nullable Demand> prompts) {
        return largest(prompts.stream().map(this::demand).toList());
    }

    private Level any(List<Symbol.Selection> selections) {
        List<Level> all = new ArrayList<>();
        for (Symbol.Selection selection : selections) {
            all.add(smallest(List.of(level(selection.by()), demand(selection.demand()))));
        }
        return largest(all);
    }

    private Level byDefault(Symbol symbol) {
        Level result = never;
        List<Symbol.Default> defaults = symbol.defaults();
        for (int i = defaults.size() - 1; i >= 0; i--) {
            Level holds = demand(defaults.get(i).demand());
            Level value = smallest(List.of(level(defaults.get(i).value()), holds));
            result = new Level(gates.choose(holds.on(), value.on(), result.on()),
                    gates.choose(holds.on(), value.yes(), result.yes()));
        }
        if (symbol.implications().isEmpty()) {
            return result;
        }
        Level implied = promoted(symbol, any(symbol.implications()));
        Level most = smallest(
                List.of(largest(List.of(result, implied)), promoted(symbol, prompted(symbol.dependencies()))));
        return new Level(gates.choose(implied.on(), most.on(), result.on()),
                gates.choose(implied.on(), most.yes(), result.yes()));
    }

    private Level smallest(List<Level> levels) {
        return new Level(gates.and(levels.stream().mapToInt(Level::on).toArray()),
                gates.and(levels.stream().mapToInt(Level::yes).toArray()));
    }

    private Level largest(List<Level> levels) {
        return new Level(gates.or(levels.stream().mapToInt(Level::on).toArray()),
                gates.or(levels.stream().mapToInt(Level::yes).toArray()));
    }

    private Level demand(@Nullable Demand demand) {
        List<Demand> open = new ArrayList<>();
        Demand at = demand;
        while (at != null && !demands.containsKey(at)) {
            open.add(at);
            at = at.outer();
        }
        Level result = at == null ? always : demands.getOrDefault(at, always);
        for (Demand one : open.reversed()) {
            result = smallest(List.of(result, level(one.own())));
            demands.put(one, result);
        }
        return result;
    }

    /** The value of an expression. */
    Level level(Expression expression) {
        return switch (expression) {
            case Expression.Symbol(String name) -> level(symbols.find(name));
            case Expression.Constant(String text) -> constant(text);
            case Expression.Macro(String text) -> {
                String exact = symbols.macros().exactly(text);
                yield exact != null ? constant(exact) : both(answer(text, text));
            }
            case Expression.Not(Expression operand) -> {
                Level inner = level(operand);
                yield new Level(Solver.not(inner.yes()), Solver.not(inner.on()));
            }
            case Expression.And(List<Expression> operands) -> smallest(operands.stream().map(this::level).toList());
            case Expression.Or(List<Expression> operands) -> largest(operands.stream().map(this::level).toList());
            case Expression.Comparison(Expression.Relation relation, Expression left, Expression right) ->
                    both(compare(relation, left, right));
        };
    }

    private static Level both(int literal) {
        return new Level(literal, literal);
    }

    private Level constant(String text) {
        return switch (Tristate.of(text)) {
            case Tristate.YES -> always;
            case Tristate.MODULE -> new Level(gates.always(), gates.never());
            default -> never;
        };
    }

    /** A question whose answer is not known here; it is the same one each time it is asked. */
    private int answer(String question, @Nullable String macro) {
        Integer known = answers.get(question);
        if (known == null) {
            boolean likely = macro != null && "y".equals(symbols.macros().expected(macro));
            known = solver.variable(likely, true);
            answers.put(question, known);
        }
        return known;
    }

    /** Whether a comparison holds. */
    int compare(Expression.Relation relation, Expression left, Expression right) {
        depth++;
        try {
            if (depth > DEPTH) {
                throw new TooComplex("options that are compared with each other");
            }
            return comparison(relation, left, right);
        } finally {
            depth--;
        }
    }

    private int comparison(Expression.Relation relation, Expression left, Expression right) {
        Symbol leftSymbol = symbol(left);
        Symbol rightSymbol = symbol(right);
        if (leftSymbol == null && rightSymbol == null) {
            return compareTexts(relation, left, right);
        }
        if (leftSymbol != null && leftSymbol.isLogical()) {
            return compareLogical(relation, leftSymbol, right);
        }
        if (rightSymbol != null && rightSymbol.isLogical() && leftSymbol == null && isEquality(relation)) {
            return compareLogical(relation, rightSymbol, left);
        }
        return leftSymbol != null && isCalculated(leftSymbol) ? compareDefaults(relation, leftSymbol, right)
                : unknown(relation, left, right);
    }

    private static boolean isEquality(Expression.Relation relation) {
        return relation == Expression.Relation.EQUAL || relation == Expression.Relation.UNEQUAL;
    }

    /** The option that an expression is, if it is one. */
    private @Nullable Symbol symbol(Expression expression) {
        Symbol symbol = expression instanceof Expression.Symbol(String name) ? symbols.find(name) : null;
        return symbol != null && symbol.isDefined() ? symbol : null;
    }

    /** Whether the text of an option is what its defaults say. */
    private static boolean isCalculated(Symbol symbol) {
        return symbol.prompts().isEmpty() && !symbol.isRanged();
    }

    private int unknown(Expression.Relation relation, Expression left, Expression right) {
        return answer(left + " " + relation.sign() + " " + right, null);
    }

    private @Nullable String text(Expression expression) {
        return switch (expression) {
            case Expression.Constant(String text) -> text;
            case Expression.Macro(String text) -> symbols.macros().exactly(text);
            case Expression.Symbol(String name) -> symbol(expression) == null ? name : null;
            default -> null;
        };
    }

    private int compareTexts(Expression.Relation relation, Expression left, Expression right) {
        String leftText = text(left);
        String rightText = text(right);
        return leftText == null || rightText == null ? unknown(relation, left, right)
                : relation.holds(leftText, rightText) ? gates.always() : gates.never();
    }

    private int compareLogical(Expression.Relation relation, Symbol symbol, Expression other) {
        Level level = level(symbol);
        Symbol otherSymbol = symbol(other);
        int equal;
        if (!isEquality(relation)) {
            return unknown(relation, new Expression.Symbol(symbol.name()), other);
        } else if (otherSymbol != null && otherSymbol.isLogical()) {
            Level otherLevel = level(otherSymbol);
            equal = gates.and(gates.same(level.on(), otherLevel.on()), gates.same(level.yes(), otherLevel.yes()));
        } else {
            String text = text(other);
            if (text == null) {
                return unknown(relation, new Expression.Symbol(symbol.name()), other);
            }
            equal = switch (text) {
                case "y" -> level.yes();
                case "m" -> gates.and(level.on(), Solver.not(level.yes()));
                case "n" -> Solver.not(level.on());
                default -> gates.never();
            };
        }
        return relation == Expression.Relation.EQUAL ? equal : Solver.not(equal);
    }

    private int compareDefaults(Expression.Relation relation, Symbol symbol, Expression other) {
        int result = unknown(relation, new Expression.Symbol(symbol.name()), other);
        List<Symbol.Default> defaults = symbol.defaults();
        for (int i = defaults.size() - 1; i >= 0; i--) {
            result = gates.choose(demand(defaults.get(i).demand()).on(),
                    compare(relation, defaults.get(i).value(), other), result);
        }
        return result;
    }
}
