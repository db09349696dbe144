package org.lazymmu.rule;

import java.util.List;
import org.lazymmu.finding.Undecided;

/** Decides which of the things found in a view break a rule. */
interface Judge {
    Rule rule();

    List<Draft> judge(Usage usage);

    /** Places that break the rule or not, which the source does not say. */
    default List<Undecided> undecided(Usage usage) {
        return List.of();
    }
}
