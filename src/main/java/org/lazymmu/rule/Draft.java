package org.lazymmu.rule;

import java.util.List;
import org.lazymmu.flow.Site;
import org.lazymmu.finding.TraceStep;

/**
 * A finding in one view, before views are joined.
 *
 * @param site     where it is reported
 * @param message  one sentence without a full stop
 * @param detail   what tells it from other findings of the rule in the same function, without line numbers
 * @param presence the configurations as text
 * @param also     further places with the same cause
 */
record Draft(Rule rule, Site site, String message, String detail, String presence, List<TraceStep> trace,
        List<TraceStep> also) {
}
