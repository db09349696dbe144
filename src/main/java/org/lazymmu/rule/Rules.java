package org.lazymmu.rule;

import java.util.List;
import java.util.stream.Stream;

/** The list of rules. */
public final class Rules {
    private Rules() {
    }

    /** Those for the code that uses the mode. */
    private static List<Judge> ofUsers() {
        return List.of(new MissingLeave(), new LeaveWithoutEnter(), new NestedEnter(), new LockOrder(),
                new SleepInRegion(), new StaleRead(), new UseBeforeFlush(), new InterruptUse(),
                new AllocatorInRegion());
    }

    /** All judges; those of architectures' hooks share what is worked out once. */
    static List<Judge> judges(Implementations implementations) {
        return Stream.concat(ofUsers().stream(), ArchRules.judges(implementations).stream()).toList();
    }

    /** All rules, in the order of the handbook. */
    public static List<Rule> all() {
        return Stream.concat(ofUsers().stream().map(Judge::rule), ArchRules.all().stream()).toList();
    }
}
