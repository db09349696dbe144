package org.lazymmu.rule;

import java.util.List;
import org.lazymmu.finding.Undecided;

/** Decides which of the things found break a rule. */
interface Judge {
    Rule rule();

    /** Among the definitions that use the mode: some at a time that depend on each other. */
    default List<Draft> judge(Usage usage) {
        return List.of();
    }

    /** In a view as a whole. */
    default List<Draft> judge(Outlook outlook) {
        return List.of();
    }

    /** Places that break the rule or not, which the source does not say. */
    default List<Undecided> undecided(Usage usage) {
        return List.of();
    }
}
