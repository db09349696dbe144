package org.lazymmu.c;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether conditions can hold together, by trying all values of their tests; undecided means yes. */
final class Possible {
    private static final int MAX_TESTS = 10;

    private final List<Condition> tests;

    private Possible(List<Condition> tests) {
        this.tests = tests;
    }

    /** Can all of these conditions hold at once? */
    static boolean together(List<Condition> conditions) {
        Set<Condition> tests = new LinkedHashSet<>();
        for (Condition condition : conditions) {
            collect(condition, tests);
        }
        if (tests.size() > MAX_TESTS) {
            return true;
        }
        Possible possible = new Possible(new ArrayList<>(tests));
        for (int values = 0; values < 1 << tests.size(); values++) {
            boolean holds = true;
            for (Condition condition : conditions) {
                holds = holds && possible.holds(condition, values);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private static void collect(Condition condition, Set<Condition> tests) {
        switch (condition) {
            case Condition.Defined d -> tests.add(d);
            case Condition.Test t -> tests.add(t);
            case Condition.Not(Condition inner) -> collect(inner, tests);
            case Condition.All(List<Condition> parts) -> parts.forEach(part -> collect(part, tests));
            case Condition.Any(List<Condition> parts) -> parts.forEach(part -> collect(part, tests));
        }
    }

    private boolean holds(Condition condition, int values) {
        return switch (condition) {
            case Condition.Defined d -> (values >> tests.indexOf(d) & 1) != 0;
            case Condition.Test t -> (values >> tests.indexOf(t) & 1) != 0;
            case Condition.Not(Condition inner) -> !holds(inner, values);
            case Condition.All(List<Condition> parts) -> parts.stream().allMatch(part -> holds(part, values));
            case Condition.Any(List<Condition> parts) -> parts.stream().anyMatch(part -> holds(part, values));
        };
    }
}
