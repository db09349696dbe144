package org.lazymmu.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What was answered about definitions, each asked once. Where a question leads back to itself, the answer is no. */
public final class Answers {
    private final Map<Definition, Boolean> known = new HashMap<>();

    /** The answer for a definition, given before or found now. */
    public boolean of(Definition definition, Predicate<Definition> question) {
        Boolean before = known.putIfAbsent(definition, false);
        if (before != null) {
            return before;
        }
        boolean answer = question.test(definition);
        known.put(definition, answer);
        return answer;
    }
}
