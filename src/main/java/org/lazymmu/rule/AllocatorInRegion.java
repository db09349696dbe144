package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.finding.Severity;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.kernel.KernelFacts;

/** {@code allocator-in-region}: the allocator is not called while the mode is active, since it may edit kernel PTEs itself. */
final class AllocatorInRegion implements Judge {
    private static final Rule RULE = new Rule("allocator-in-region",
            "pages are neither allocated nor freed while the mode is active", Severity.WARNING);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        Set<Site> sleeping = new HashSet<>();
        DeedGroups.of(usage, KernelFacts.SLEEP).forEach(incident -> sleeping.add(incident.site()));
        List<Summary.Incident> allocating = DeedGroups.of(usage, KernelFacts.ALLOCATE).stream()
                .filter(incident -> !sleeping.contains(incident.site())).toList();
        List<Draft> drafts = new ArrayList<>();
        for (List<Summary.Incident> group : DeedGroups.byCause(usage, allocating)) {
            Summary.Incident first = group.getFirst();
            drafts.add(new Draft(RULE, first.root(), first.cause() + "() is called in lazy MMU mode",
                    "cause:" + first.cause(), DeedGroups.presence(usage, group),
                    Incidents.trace(first, first.cause() + "() is called in the region"),
                    DeedGroups.also(group, first)));
        }
        return drafts;
    }
}
