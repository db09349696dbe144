package org.lazymmu.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lazymmu.flow.Definition;

/** Whether definitions do something by themselves or in what they call. */
final class CalleeSearch {
    /** Levels of callees that are searched. */
    private static final int DEEPEST = 5;

    private final Predicate<Definition> byItself;
    private final BiFunction<Definition, String, List<Definition>> callees;
    private final Map<Definition, Boolean> direct = new HashMap<>();
    private final Map<Definition, Integer> searched = new HashMap<>();
    private final Map<Definition, Boolean> known = new HashMap<>();

    /** @param callees what a name in a definition can call */
    CalleeSearch(Predicate<Definition> byItself, BiFunction<Definition, String, List<Definition>> callees) {
        this.byItself = byItself;
        this.callees = callees;
    }

    boolean of(Definition definition) {
        Boolean before = known.get(definition);
        return before != null ? before : of(definition, DEEPEST);
    }

    private boolean of(Definition definition, int depth) {
        Boolean before = known.get(definition);
        if (before != null && (before || searched.getOrDefault(definition, 0) >= depth)) {
            return before;
        }
        searched.put(definition, depth);
        known.put(definition, false);
        boolean result = direct.computeIfAbsent(definition, byItself::test)
                || depth > 0 && definition.identifiers().stream()
                        .anyMatch(name -> callees.apply(definition, name).stream().anyMatch(one -> of(one, depth - 1)));
        known.put(definition, result);
        return result;
    }
}
