package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;

/** Groups what is done in regions by what has one cause: the place itself when many regions reach it, else the call in the region. */
final class DeedGroups {
    /** Up to this many regions, each is reported by itself: the cause may as well be used rightly elsewhere. */
    static final int SEPARATE = 2;

    private DeedGroups() {
    }

    /** The deeds of a kind by the place where they are done in the end, each with the shortest chain first. */
    static List<List<Summary.Incident>> byCause(Usage usage, List<Summary.Incident> incidents) {
        return sorted(Incidents.byRoot(incidents, usage).values());
    }

    /**
     * By cause where many regions reach it, otherwise by the call in the region; by the region where it is not left on some path,
     * since that alone may be what is wrong.
     */
    static List<List<Summary.Incident>> byCauseOrCall(Usage usage, List<Summary.Incident> incidents) {
        Set<Site> leaking = leaking(usage);
        List<List<Summary.Incident>> groups = new ArrayList<>();
        Map<String, List<Summary.Incident>> rest = new LinkedHashMap<>();
        for (List<Summary.Incident> group : Incidents.byRoot(incidents, usage).values()) {
            if (Incidents.regions(group).size() > SEPARATE) {
                groups.add(group);
                continue;
            }
            for (Summary.Incident incident : group) {
                Site site = incident.site().outermost();
                State.Opening opened = incident.opened();
                String call = opened != null && leaking.contains(opened.site()) ? "" : incident.what();
                rest.computeIfAbsent(site.unit().path() + ":" + site.function() + ":" + call,
                        key -> new ArrayList<>()).add(incident);
            }
        }
        groups.addAll(rest.values());
        return sorted(groups);
    }

    /** Where brackets are opened that are still open on some return. */
    private static Set<Site> leaking(Usage usage) {
        Set<Site> sites = new HashSet<>();
        for (Summary summary : usage.walked()) {
            for (Summary.Outcome outcome : summary.outcomes()) {
                if (outcome.depth() > 0 && outcome.opened() != null && !usage.isOpener(summary.definition())) {
                    sites.add(outcome.opened().site());
                }
            }
        }
        return sites;
    }

    /** All deeds of a kind that are done in regions. */
    static List<Summary.Incident> of(Usage usage, String kind) {
        return seen(usage, kind).stream().filter(incident -> !Muffled.isByCaller(usage, incident)).toList();
    }

    /** Those among all that are seen which callers keep from being done. */
    static List<Summary.Incident> muffled(Usage usage, String kind) {
        return seen(usage, kind).stream().filter(incident -> Muffled.isByCaller(usage, incident)).toList();
    }

    private static List<Summary.Incident> seen(Usage usage, String kind) {
        return Incidents.of(usage, EnumSet.of(Summary.Fault.DEED)).stream()
                .filter(incident -> incident.kind().equals(kind)).toList();
    }

    private static List<List<Summary.Incident>> sorted(Collection<List<Summary.Incident>> groups) {
        List<List<Summary.Incident>> result = new ArrayList<>(groups);
        result.forEach(group -> group.sort(Comparator.comparingInt(DeedGroups::length)));
        return result;
    }

    private static int length(Summary.Incident incident) {
        return incident.inside().isEmpty() ? 0 : incident.inside().size() + incident.inside().getLast().length();
    }

    /** The other places of a group, and from where each is reached when its region does not say so. */
    static List<TraceStep> also(List<Summary.Incident> group, Summary.Incident first) {
        List<TraceStep> also = new ArrayList<>();
        Set<Site> places = new HashSet<>(Set.of(first.site().outermost()));
        for (Summary.Incident incident : group) {
            if (places.add(incident.site().outermost())) {
                also.add(Telling.step(incident.site().outermost(),
                        "also done in the region of " + Incidents.region(incident).outermost().function() + "()"));
                if (isLetTo(incident)) {
                    also.add(Telling.step(Incidents.region(incident).outermost(), "its region is entered here"));
                }
                incident.inside().stream().filter(step -> step.kind() == Trail.Kind.PASSED)
                        .forEach(step -> Telling.add(step, also));
            }
        }
        return also;
    }

    static boolean isDirect(Summary.Incident incident) {
        return incident.inside().isEmpty() || isCalledBack(incident) && incident.inside().getLast().inside().isEmpty();
    }

    /** Whether the region is the callee's, and the caller has it do the deed there. */
    static boolean isLetTo(Summary.Incident incident) {
        State.Opening opened = incident.opened();
        return opened != null && opened.callee().isEmpty()
                && !opened.site().outermost().function().equals(incident.site().outermost().function());
    }

    static boolean isCalledBack(Summary.Incident incident) {
        return incident.inside().stream().anyMatch(step -> step.kind() == Trail.Kind.PASSED);
    }
}
