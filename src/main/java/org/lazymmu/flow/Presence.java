package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.lazymmu.c.Condition;

/**
 * Presence conditions: Boolean functions over configuration options, as reduced ordered binary decision diagrams.
 *
 * <p>
 * A condition is an {@code int}; equal functions are equal numbers. {@link #NEVER} and {@link #ALWAYS} are the constants. One
 * table serves one view of a tree and one thread.
 */
public final class Presence {
    public static final int NEVER = 0;
    public static final int ALWAYS = 1;

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final int TERMINAL = Integer.MAX_VALUE;

    private record Node(int level, int low, int high) {
    }

    private record Pair(int left, int right) {
    }

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<Node, Integer> unique = new HashMap<>();
    private final Map<Pair, Integer> conjunctions = new HashMap<>();
    private final Map<Integer, Integer> complements = new HashMap<>();
    private int[] level = new int[256];
    private int[] low = new int[256];
    private int[] high = new int[256];
    private int size = 2;

    public Presence() {
        level[NEVER] = TERMINAL;
        level[ALWAYS] = TERMINAL;
    }

    /** The condition that an option is set, or another test holds. */
    public int option(String name) {
        Integer known = levels.get(name);
        if (known == null) {
            known = names.size();
            names.add(name);
            levels.put(name, known);
        }
        return node(known, NEVER, ALWAYS);
    }

    public int not(int a) {
        if (a <= ALWAYS) {
            return 1 - a;
        }
        Integer known = complements.get(a);
        if (known == null) {
            known = node(level[a], not(low[a]), not(high[a]));
            complements.put(a, known);
            complements.put(known, a);
        }
        return known;
    }

    public int and(int a, int b) {
        if (a == NEVER || b == NEVER) {
            return NEVER;
        }
        if (a == ALWAYS || a == b) {
            return b;
        }
        if (b == ALWAYS) {
            return a;
        }
        Pair key = new Pair(Math.min(a, b), Math.max(a, b));
        Integer known = conjunctions.get(key);
        if (known == null) {
            int top = Math.min(level[a], level[b]);
            known = node(top, and(branch(a, top, false), branch(b, top, false)),
                    and(branch(a, top, true), branch(b, top, true)));
            conjunctions.put(key, known);
        }
        return known;
    }

    public int or(int a, int b) {
        return not(and(not(a), not(b)));
    }

    /** Whether every configuration of {@code a} is one of {@code b}. */
    public boolean implies(int a, int b) {
        return and(a, not(b)) == NEVER;
    }

    private int branch(int a, int top, boolean value) {
        if (level[a] != top) {
            return a;
        }
        return value ? high[a] : low[a];
    }

    private int node(int atLevel, int whenFalse, int whenTrue) {
        if (whenFalse == whenTrue) {
            return whenFalse;
        }
        Node key = new Node(atLevel, whenFalse, whenTrue);
        Integer known = unique.get(key);
        if (known != null) {
            return known;
        }
        if (size == level.length) {
            level = Arrays.copyOf(level, size * 2);
            low = Arrays.copyOf(low, size * 2);
            high = Arrays.copyOf(high, size * 2);
        }
        level[size] = atLevel;
        low[size] = whenFalse;
        high[size] = whenTrue;
        unique.put(key, size);
        return size++;
    }

    /** A condition as text in C's notation, as {@link Condition#text} has it of {@link #condition(int)}. */
    public String text(int a) {
        return Condition.text(condition(a));
    }

    /** A condition as a formula that no table is needed for: an irredundant sum of products, sorted as text. */
    public Condition condition(int a) {
        return condition(a, ALWAYS);
    }

    /**
     * A short formula that is true where a condition is, as far as that matters: it may be anything in other configurations than
     * the {@code possible} ones.
     */
    public Condition condition(int a, int possible) {
        int least = and(a, possible);
        int most = or(a, not(possible));
        Presence sorted = new Presence();
        TreeSet<String> options = new TreeSet<>();
        Set<Integer> done = new HashSet<>();
        support(least, options, done);
        support(most, options, done);
        options.forEach(sorted::option);
        Map<Integer, Integer> copies = new HashMap<>();
        return sorted.sum(copy(least, sorted, copies), copy(most, sorted, copies));
    }

    /** The condition of a formula. */
    public int of(Condition formula) {
        return switch (formula) {
            case Condition.Defined(String name) -> option(name);
            case Condition.Test(String text) -> option(text);
            case Condition.Not(Condition inner) -> not(of(inner));
            case Condition.All(List<Condition> parts) -> {
                int all = ALWAYS;
                for (Condition part : parts) {
                    all = and(all, of(part));
                }
                yield all;
            }
            case Condition.Any(List<Condition> parts) -> {
                int any = NEVER;
                for (Condition part : parts) {
                    any = or(any, of(part));
                }
                yield any;
            }
        };
    }

    /** The options and tests that decide about a condition, in the order of their names. */
    public List<Condition> options(int a) {
        TreeSet<String> options = new TreeSet<>();
        support(a, options, new HashSet<>());
        return options.stream().map(Presence::literal).toList();
    }

    private void support(int a, Set<String> into, Set<Integer> done) {
        if (a > ALWAYS && done.add(a)) {
            into.add(names.get(level[a]));
            support(low[a], into, done);
            support(high[a], into, done);
        }
    }

    /** The same function in a table whose options are in another order. */
    private int copy(int a, Presence into, Map<Integer, Integer> done) {
        if (a <= ALWAYS) {
            return a;
        }
        Integer known = done.get(a);
        if (known == null) {
            int option = into.option(names.get(level[a]));
            known = into.or(into.and(option, copy(high[a], into, done)),
                    into.and(into.not(option), copy(low[a], into, done)));
            done.put(a, known);
        }
        return known;
    }

    /** A sum of products that contains {@code least} and lies in {@code most}. */
    private Condition sum(int least, int most) {
        List<List<Condition>> products = new ArrayList<>();
        cover(least, most, new ArrayList<>(), products);
        Map<String, Condition> terms = new TreeMap<>();
        for (List<Condition> product : products) {
            Map<String, Condition> literals = new TreeMap<>();
            product.forEach(literal -> literals.put(Condition.text(literal), literal));
            Condition term = literals.size() == 1 ? product.getFirst()
                    : new Condition.All(List.copyOf(literals.values()));
            terms.put(Condition.text(term), term);
        }
        return terms.size() == 1 ? terms.values().iterator().next()
                : new Condition.Any(List.copyOf(terms.values()));
    }

    private static Condition literal(String name) {
        return NAME.matcher(name).matches() ? new Condition.Defined(name) : new Condition.Test(name);
    }

    /** Minato and Morreale's cover: products that lie in {@code upper} and together contain {@code lower}. */
    private int cover(int lower, int upper, List<Condition> path, List<List<Condition>> products) {
        if (lower == NEVER) {
            return NEVER;
        }
        if (upper == ALWAYS) {
            products.add(List.copyOf(path));
            return ALWAYS;
        }
        int top = Math.min(level[lower], level[upper]);
        int lower0 = branch(lower, top, false);
        int lower1 = branch(lower, top, true);
        int upper0 = branch(upper, top, false);
        int upper1 = branch(upper, top, true);
        path.add(new Condition.Not(literal(names.get(top))));
        int only0 = cover(and(lower0, not(upper1)), upper0, path, products);
        path.set(path.size() - 1, literal(names.get(top)));
        int only1 = cover(and(lower1, not(upper0)), upper1, path, products);
        path.removeLast();
        int rest = or(and(lower0, not(only0)), and(lower1, not(only1)));
        int both = cover(rest, and(upper0, upper1), path, products);
        int variable = node(top, NEVER, ALWAYS);
        return or(both, or(and(not(variable), only0), and(variable, only1)));
    }
}
