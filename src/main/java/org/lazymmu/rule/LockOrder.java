package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;

/** {@code lock-order}: the page table lock is taken before enter, released after leave, and not dropped inside. */
final class LockOrder implements Judge {
    private static final Rule RULE = new Rule("lock-order",
            "page table locks are taken before enter and released after leave", Severity.WARNING);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Summary.Incident> incidents = Incidents.of(usage,
                EnumSet.of(Summary.Fault.ACQUIRED_INSIDE, Summary.Fault.RELEASED_INSIDE,
                        Summary.Fault.RELEASED_AGAIN_INSIDE));
        Map<String, List<Summary.Incident>> groups = new LinkedHashMap<>();
        for (Summary.Incident incident : incidents) {
            String region = incident.opened() == null ? "" : incident.opened().site().key();
            groups.computeIfAbsent(region + "/" + incident.site().outermost().unit().path() + "/"
                    + incident.site().outermost().function(), key -> new ArrayList<>()).add(incident);
        }
        List<Draft> drafts = new ArrayList<>();
        for (List<Summary.Incident> group : groups.values()) {
            List<Summary.Incident> released = group.stream().filter(i -> i.fault() == Summary.Fault.RELEASED_INSIDE)
                    .toList();
            List<Summary.Incident> acquired = group.stream()
                    .filter(i -> i.fault() == Summary.Fault.ACQUIRED_INSIDE)
                    .filter(i -> released.stream().noneMatch(r -> r.site().equals(i.site()))).toList();
            List<Summary.Incident> both = new ArrayList<>(acquired);
            group.stream().filter(i -> i.fault() == Summary.Fault.RELEASED_AGAIN_INSIDE).forEach(both::add);
            if (!released.isEmpty()) {
                drafts.add(
                        draft(usage, released, "releases the page table lock inside the lazy MMU region", "released"));
            }
            if (!acquired.isEmpty()) {
                drafts.add(draft(usage, both,
                        "takes the page table lock inside the lazy MMU region instead of before it", "acquired"));
            }
        }
        return drafts;
    }

    private static Draft draft(Usage usage, List<Summary.Incident> group, String what, String detail) {
        Summary.Incident first = group.getFirst();
        Site site = first.site().outermost();
        boolean released = group.stream().anyMatch(i -> i.fault() != Summary.Fault.ACQUIRED_INSIDE);
        List<TraceStep> also = new ArrayList<>();
        for (Summary.Incident incident : group) {
            if (!incident.site().outermost().equals(site)) {
                also.add(Telling.step(incident.site().outermost(),
                        incident.fault() == Summary.Fault.RELEASED_AGAIN_INSIDE ? "released here, still inside"
                                : "also here"));
            }
        }
        return new Draft(RULE, site, what, detail, Incidents.presence(usage, group),
                Incidents.trace(first, first.fault() == Summary.Fault.RELEASED_INSIDE ? "released here" : "taken here"),
                also, released ? "released" : "acquired");
    }
}
