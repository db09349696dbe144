package org.lazymmu.kconfig;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Formulas as clauses: each has a variable that is equivalent to it, and the same formula has the same one. */
final class Gates {
    private record Inputs(int[] literals) {
        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Inputs(int[] others) && Arrays.equals(literals, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(literals);
        }
    }

    private final Solver solver;
    private final Map<Inputs, Integer> conjunctions = new HashMap<>();
    private final int yes;

    Gates(Solver solver) {
        this.solver = solver;
        this.yes = solver.variable(true, false);
        solver.add(yes);
    }

    int always() {
        return yes;
    }

    int never() {
        return Solver.not(yes);
    }

    int and(int... literals) {
        int[] sorted = literals.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (int literal : sorted) {
            if (literal == never() || size > 0 && sorted[size - 1] == Solver.not(literal)) {
                return never();
            }
            if (literal != yes && (size == 0 || sorted[size - 1] != literal)) {
                sorted[size++] = literal;
            }
        }
        if (size < 2) {
            return size == 0 ? yes : sorted[0];
        }
        Inputs inputs = new Inputs(Arrays.copyOf(sorted, size));
        Integer known = conjunctions.get(inputs);
        if (known == null) {
            known = made(inputs.literals());
            conjunctions.put(inputs, known);
        }
        return known;
    }

    private int made(int[] inputs) {
        int all = solver.variable(false, false);
        int[] back = new int[inputs.length + 1];
        for (int i = 0; i < inputs.length; i++) {
            solver.add(Solver.not(all), inputs[i]);
            back[i] = Solver.not(inputs[i]);
        }
        back[inputs.length] = all;
        solver.add(back);
        return all;
    }

    int or(int... literals) {
        int[] inverted = new int[literals.length];
        for (int i = 0; i < literals.length; i++) {
            inverted[i] = Solver.not(literals[i]);
        }
        return Solver.not(and(inverted));
    }

    int choose(int condition, int then, int otherwise) {
        return or(and(condition, then), and(Solver.not(condition), otherwise));
    }

    int same(int left, int right) {
        return or(and(left, right), and(Solver.not(left), Solver.not(right)));
    }

    /** States that one thing holds wherever another does. */
    void imply(int when, int then) {
        solver.add(Solver.not(when), then);
    }
}
