package org.lazymmu.rule;

import java.util.List;
import org.lazymmu.c.Condition;
import org.lazymmu.flow.Site;
import org.lazymmu.finding.TraceStep;

/**
 * A finding in one view, before views are joined.
 *
 * @param site     where it is reported
 * @param message  one sentence without a full stop
 * @param detail   what tells it from other findings of the rule in the same function, without line numbers
 * @param presence the configurations
 * @param also     further places with the same cause
 * @param deed     which of the ways to break the rule it is, where they have different consequences; else an empty text
 */
record Draft(Rule rule, Site site, String message, String detail, Condition presence, List<TraceStep> trace,
        List<TraceStep> also, String deed) {

    Draft(Rule rule, Site site, String message, String detail, Condition presence, List<TraceStep> trace,
            List<TraceStep> also) {
        this(rule, site, message, detail, presence, trace, also, "");
    }

    /** What is broken, as the consequences are told by: the rule, and the deed; without one, the first word of the detail. */
    String broken() {
        return rule.id() + "/" + (deed.isEmpty() ? detail.split(":", 2)[0] : deed);
    }
}
