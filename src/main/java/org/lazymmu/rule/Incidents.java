package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;

/** Faults with a cause in a callee: reported at the cause when several regions meet it, otherwise where the region meets it. */
final class Incidents {
    private Incidents() {
    }

    /** All incidents of some kinds outside the mode's implementation, by place. */
    static List<Summary.Incident> of(Usage usage, Set<Summary.Fault> faults) {
        Map<String, Summary.Incident> sorted = new TreeMap<>();
        for (Summary summary : usage.walked()) {
            if (summary.incidents().isEmpty() || usage.isExempt(summary.definition())) {
                continue;
            }
            for (Summary.Incident incident : summary.incidents()) {
                if (faults.contains(incident.fault()) && !isCalleesFault(incident, usage)) {
                    sorted.merge(incident.site().key() + "/" + incident.fault() + incident.kind() + "/"
                            + incident.root().key() + "/" + openedKey(incident) + "/" + incident.origin(), incident,
                            (first, second) -> first);
                }
            }
        }
        return List.copyOf(sorted.values());
    }

    /** Whether the bracket was left open by a callee that should not, and is reported for it. */
    private static boolean isCalleesFault(Summary.Incident incident, Usage usage) {
        State.Opening opened = incident.opened();
        boolean callback = incident.inside().stream().anyMatch(step -> step.kind() == Trail.Kind.PASSED);
        return opened != null && !opened.callee().isEmpty() && !callback
                && !usage.isOpener(opened.callee(), opened.site().unit());
    }

    private static String openedKey(Summary.Incident incident) {
        State.Opening opened = incident.opened();
        return opened == null ? "" : opened.site().key();
    }

    /**
     * The place where an incident happens in the end, however deep; where a function is called that is there to open the bracket
     * for its callers, that call.
     */
    static Site root(Summary.Incident incident, Usage usage) {
        Site site = incident.site();
        String called = incident.what();
        List<Trail> inside = incident.inside();
        while (!inside.isEmpty() && !usage.isOpener(called, site.unit())) {
            Trail last = inside.getLast();
            site = last.site();
            called = last.what();
            inside = last.inside();
        }
        return site;
    }

    /** Groups incidents by the place where they happen in the end. */
    static Map<String, List<Summary.Incident>> byRoot(List<Summary.Incident> incidents, Usage usage) {
        Map<String, List<Summary.Incident>> groups = new LinkedHashMap<>();
        for (Summary.Incident incident : incidents) {
            groups.computeIfAbsent(root(incident, usage).key(), key -> new ArrayList<>()).add(incident);
        }
        return groups;
    }

    /** The configurations in which one of some incidents can be. */
    static Condition presence(Usage usage, List<Summary.Incident> incidents) {
        int presence = Presence.NEVER;
        for (Summary.Incident incident : incidents) {
            presence = usage.view().presence().or(presence, incident.presence());
        }
        return usage.view().presence().condition(presence);
    }

    /** Where the region was entered, or where it shows if that is not known. */
    static Site region(Summary.Incident incident) {
        State.Opening opened = incident.opened();
        return opened == null ? incident.site() : opened.site();
    }

    /** The functions whose regions are concerned. */
    static Set<String> regions(List<Summary.Incident> incidents) {
        Set<String> functions = new TreeSet<>();
        for (Summary.Incident incident : incidents) {
            Site site = region(incident);
            functions.add(site.unit().path() + ":" + site.outermost().function());
        }
        return functions;
    }

    /** The path to an incident and on into the callee. */
    static List<TraceStep> trace(Summary.Incident incident, String end) {
        List<TraceStep> trace = new ArrayList<>();
        State.Opening opened = incident.opened();
        List<TraceStep> path = Telling.path(incident.trail());
        if (opened != null && path.stream().noneMatch(step -> step.place().equals(Telling.place(opened.site())))) {
            trace.add(Telling.step(opened.site(), "region entered here"));
        }
        trace.addAll(path);
        if (!incident.inside().isEmpty() && incident.inside().stream().noneMatch(s -> s.kind() == Trail.Kind.PASSED)) {
            Telling.addExpansion(incident.site(), trace);
            trace.add(Telling.step(incident.site(), incident.what() + "() is called in the region"));
        }
        incident.inside().forEach(step -> Telling.add(step, trace));
        if (incident.inside().isEmpty()) {
            Telling.addExpansion(incident.site(), trace);
            trace.add(Telling.step(incident.site(), end));
        }
        return trace;
    }
}
