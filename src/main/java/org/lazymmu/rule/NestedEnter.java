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

/** {@code nested-enter}: no enter while active, also through callees, macros and callbacks. */
final class NestedEnter implements Judge {
    private static final Rule RULE = new Rule("nested-enter", "no enter while the mode is active", Severity.ERROR);

    /** Up to this many regions, each is reported by itself: the cause may as well be used rightly elsewhere. */
    private static final int SEPARATE = 2;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Draft> drafts = new ArrayList<>();
        List<Summary.Incident> incidents = Incidents.of(usage, EnumSet.of(Summary.Fault.NESTED));
        for (List<Summary.Incident> group : Incidents.byRoot(incidents, usage).values()) {
            if (Incidents.regions(group).size() > SEPARATE) {
                drafts.add(atCause(usage, group));
            } else {
                byPlace(group).values().forEach(one -> drafts.add(inRegion(usage, one)));
            }
        }
        return drafts;
    }

    private static Map<String, List<Summary.Incident>> byPlace(List<Summary.Incident> group) {
        Map<String, List<Summary.Incident>> places = new LinkedHashMap<>();
        for (Summary.Incident incident : group) {
            Site site = incident.site().outermost();
            places.computeIfAbsent(site.unit().path() + ":" + site.function(), key -> new ArrayList<>()).add(incident);
        }
        return places;
    }

    /** Several regions meet the same enter: it is reported, they are listed under it. */
    private static Draft atCause(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = group.getFirst();
        Site root = Incidents.root(first, usage);
        List<TraceStep> also = new ArrayList<>();
        for (Summary.Incident incident : group.subList(1, group.size())) {
            also.add(Telling.step(incident.site().outermost(),
                    "also reached in the region of " + Incidents.region(incident).outermost().function() + "()"));
        }
        return new Draft(RULE, root, root.function() + "() enters lazy MMU mode, and is reached from "
                + Incidents.regions(group).size() + " functions that are in it already", "cause",
                Incidents.presence(usage, group), Incidents.trace(first, "entered again here"), also);
    }

    private static Draft inRegion(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = group.getFirst();
        List<TraceStep> also = new ArrayList<>();
        for (Summary.Incident incident : group) {
            if (!incident.site().outermost().equals(first.site().outermost())) {
                also.add(Telling.step(incident.site().outermost(), "also entered again here"));
            }
        }
        Site site = first.site().outermost();
        String what = first.inside().isEmpty() ? "enters lazy MMU mode while it is active"
                : "calls " + first.what() + "(), which enters lazy MMU mode, while it is active";
        if (first.inside().stream().anyMatch(step -> step.kind() == org.lazymmu.flow.Trail.Kind.PASSED)) {
            what = "enters lazy MMU mode, and is called back in a region of it";
        }
        return new Draft(RULE, site, what, "region:" + Incidents.root(first, usage).function(),
                Incidents.presence(usage, group),
                Incidents.trace(first, "entered again here"), also);
    }
}
