package org.lazymmu.rule;

import java.util.List;

/** The list of rules. */
public final class Rules {
    private Rules() {
    }

    static List<Judge> judges() {
        return List.of(new MissingLeave(), new LeaveWithoutEnter(), new NestedEnter(), new LockOrder(),
                new SleepInRegion(), new StaleRead(), new UseBeforeFlush(), new InterruptUse(),
                new AllocatorInRegion());
    }

    /** All rules, in the order of the handbook. */
    public static List<Rule> all() {
        return judges().stream().map(Judge::rule).toList();
    }
}
