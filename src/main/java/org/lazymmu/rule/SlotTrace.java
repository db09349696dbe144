package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;

/** A write to an entry and what comes too early after it: where both meet, and how to tell it. */
final class SlotTrace {
    private SlotTrace() {
    }

    /** The steps of the function in which the write and what comes after it meet: the write, if there is one, first. */
    private static List<Trail> meeting(List<Trail> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).kind() == Trail.Kind.DEFER) {
                return steps.subList(i, steps.size());
            }
        }
        Trail last = steps.getLast();
        boolean inner = last.kind() == Trail.Kind.CALL && !last.inside().isEmpty();
        return inner ? meeting(last.inside()) : List.of(last);
    }

    /** The place of what comes too early, in the function in which it meets the write. */
    static Site place(Summary.Incident incident) {
        return meeting(incident.inside()).getLast().site().outermost();
    }

    /** What comes too early, as it is called where it meets the write; empty for a plain read. */
    static String use(Summary.Incident incident) {
        return meeting(incident.inside()).getLast().what();
    }

    /** The write, or null where none is needed. */
    static @Nullable Trail write(Summary.Incident incident) {
        Trail first = meeting(incident.inside()).getFirst();
        return first.kind() == Trail.Kind.DEFER ? first : null;
    }

    /** The function called in the end, whatever calls it. */
    static String primitive(@Nullable Trail step) {
        return step == null ? "" : step.root().what();
    }

    /** The path to an incident: enter, the write where it happens, what comes too early. */
    static List<TraceStep> tell(Summary.Incident incident) {
        List<Trail> steps = incident.inside();
        int from = steps.getFirst().kind() == Trail.Kind.PASSED ? 1 : 0;
        Trail write = steps.get(from);
        if (write.kind() != Trail.Kind.DEFER) {
            return Incidents.trace(incident, "");
        }
        List<TraceStep> told = new ArrayList<>();
        steps.subList(0, from).forEach(step -> Telling.add(step, told));
        told.addAll(Incidents.trace(new Summary.Incident(incident.fault(), incident.site(), incident.what(),
                incident.opened(), incident.presence(), List.of(), write.before()), ""));
        told.removeLast();
        steps.subList(from, steps.size()).forEach(step -> Telling.add(step, told));
        return told;
    }

    /** Where else incidents meet the write, and from where that is reached. */
    static List<TraceStep> also(List<Summary.Incident> group, String text) {
        List<TraceStep> also = new ArrayList<>();
        for (Summary.Incident incident : group) {
            Site place = place(incident);
            also.add(Telling.step(place, text));
            if (!incident.site().outermost().equals(place)) {
                also.add(Telling.step(incident.site().outermost(), "also reached from here"));
            }
        }
        return also;
    }

    /** The incident that is told most quickly. */
    static Summary.Incident first(List<Summary.Incident> group) {
        return Collections.min(group, Comparator.comparing((Summary.Incident one) -> place(one).key())
                .thenComparingInt(one -> one.inside().stream().mapToInt(Trail::length).sum()));
    }

    /** Groups incidents that have the write in common, in one function. */
    static Map<String, List<Summary.Incident>> byWrite(List<Summary.Incident> incidents) {
        Map<String, List<Summary.Incident>> groups = new LinkedHashMap<>();
        for (Summary.Incident incident : incidents) {
            Trail write = write(incident);
            Site site = write == null ? place(incident) : write.site().outermost();
            groups.computeIfAbsent(site.key(), key -> new ArrayList<>()).add(incident);
        }
        return groups;
    }
}
