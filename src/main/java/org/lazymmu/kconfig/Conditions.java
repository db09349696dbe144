package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lazymmu.c.Condition;

/** Joins conditions, without those that say nothing. */
final class Conditions {
    private Conditions() {
    }

    static Condition all(Condition... conditions) {
        return all(Arrays.asList(conditions));
    }

    static Condition all(List<Condition> conditions) {
        List<Condition> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.equals(Condition.NEVER)) {
                return Condition.NEVER;
            }
            if (!condition.equals(Condition.ALWAYS) && !parts.contains(condition)) {
                parts.add(condition);
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    static Condition any(List<Condition> conditions) {
        List<Condition> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.equals(Condition.ALWAYS)) {
                return Condition.ALWAYS;
            }
            if (!condition.equals(Condition.NEVER) && !parts.contains(condition)) {
                parts.add(condition);
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }
}
