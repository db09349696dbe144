package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Undecided;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.kernel.KernelFacts;

/** {@code sleep-in-region}: nothing that may sleep while the mode is active, also through callees, macros and callbacks. */
final class SleepInRegion implements Judge {
    private static final Rule RULE = new Rule("sleep-in-region", "nothing sleeps while the mode is active",
            Severity.ERROR);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Draft> drafts = new ArrayList<>();
        for (List<Summary.Incident> group : DeedGroups
                .byCauseOrCall(usage, DeedGroups.of(usage, KernelFacts.SLEEP))) {
            drafts.add(Incidents.regions(group).size() > DeedGroups.SEPARATE ? atCause(usage, group)
                    : inRegion(usage, group));
        }
        return drafts;
    }

    @Override
    public List<Undecided> undecided(Usage usage) {
        return Doubts.of(usage, KernelFacts.SLEEP, RULE.id());
    }

    private static Draft atCause(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = group.getFirst();
        String what = first.cause() + "() may sleep, and is reached from " + Incidents.regions(group).size()
                + " functions that are in lazy MMU mode";
        return new Draft(RULE, first.root(), what, "cause:" + first.cause(), Incidents.presence(usage, group),
                Incidents.trace(first, first.cause() + "() is called in the region"), DeedGroups.also(group, first));
    }

    private static Draft inRegion(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = group.getFirst();
        Site site = first.site().outermost();
        String what = DeedGroups.isDirect(first) ? "calls " + first.what() + "(), which may sleep, in lazy MMU mode"
                : "calls " + first.what() + "() in lazy MMU mode, which may sleep in " + first.cause() + "()";
        if (DeedGroups.isCalledBack(first)) {
            what += ": it is called back in a region";
        } else if (DeedGroups.isLetTo(first)) {
            what = "lets " + first.what() + "() sleep in lazy MMU mode, in " + first.cause() + "()";
        }
        List<TraceStep> also = DeedGroups.also(group, first);
        return new Draft(RULE, site, what, "region:" + first.what(), Incidents.presence(usage, group),
                Incidents.trace(first, first.what() + "() is called in the region"), also);
    }
}
