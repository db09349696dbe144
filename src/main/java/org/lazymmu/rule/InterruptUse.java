package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;
import org.lazymmu.kernel.Contexts;
import org.lazymmu.kernel.Era;

/**
 * {@code interrupt-use}: the mode is not used in interrupt context, nor with bottom halves off; where sections are counted,
 * both ends of one are in interrupt context or neither is.
 */
final class InterruptUse implements Judge {
    private static final Rule RULE = new Rule("interrupt-use", "the mode is not used in interrupt context",
            Severity.ERROR);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Draft> drafts = new ArrayList<>();
        for (Summary.Incident incident : Incidents.of(usage, EnumSet.of(Summary.Fault.MASKED))) {
            drafts.add(incident.opened() == null ? masked(usage, incident) : disagreement(usage, incident));
        }
        return drafts;
    }

    @Override
    public List<Draft> judge(Outlook outlook) {
        return outlook.facts().era() == Era.PTL ? List.of() : fromInterrupts(outlook);
    }

    /** Code that runs in interrupt context, or with bottom halves off, and calls down to an enter. */
    private static List<Draft> fromInterrupts(Outlook outlook) {
        List<Draft> drafts = new ArrayList<>();
        Contexts contexts = new Contexts();
        Callers callers = new Callers(outlook, contexts).explore();
        Ways ways = new Ways(outlook, callers, contexts);
        Set<String> decided = new HashSet<>();
        for (Callers.Root root : callers.roots()) {
            List<Ways.Hop> way = ways.down(root.definition());
            if (!way.isEmpty()) {
                decided.add(way.getLast().site().function());
                drafts.add(fromInterrupt(outlook, root, way));
            }
        }
        for (Definition caller : callers.all()) {
            if (!callers.edges(caller).isEmpty() && mayMask(outlook, caller)) {
                for (Summary.Incident incident : ways.walk(caller).incidents()) {
                    if (incident.fault() == Summary.Fault.MASKED) {
                        calledMasked(outlook, callers, ways, caller, incident, drafts);
                    }
                }
            }
        }
        undecided(outlook, callers, decided);
        return drafts;
    }

    /** Where too many callers were found to go on: an enter that interrupts are known to come to is decided, others are not. */
    private static void undecided(Outlook outlook, Callers callers, Set<String> decided) {
        for (Definition stopped : callers.stoppedAt()) {
            if (callers.below(stopped).stream().anyMatch(
                    enter -> callers.edges(enter).isEmpty() && !decided.contains(enter.name()))) {
                outlook.missed(
                        Missed.at(stopped, "more callers than are followed in search of interrupt context", true));
                return;
            }
        }
    }

    /** Whether a function switches bottom halves off, or calls a function for it that does little else. */
    private static boolean mayMask(Outlook outlook, Definition caller) {
        return caller.identifiers().stream().map(outlook.facts()::idiom)
                .anyMatch(idiom -> idiom == Meaning.Idiom.GUARD || idiom == Meaning.Idiom.SCOPED_GUARD)
                || outlook.mayMask(caller);
    }

    private static Draft fromInterrupt(Outlook outlook, Callers.Root root, List<Ways.Hop> way) {
        Ways.Hop first = way.getFirst();
        String what = first.callee() == null ? "enters lazy MMU mode in interrupt context"
                : "calls " + first.call() + "() in interrupt context, which leads to an enter of lazy MMU mode";
        List<TraceStep> trace = new ArrayList<>(List.of(Telling.step(root.site(), root.why())));
        way.forEach(hop -> trace.add(hop.step()));
        return new Draft(RULE, first.site().outermost(), what, "interrupt:" + way.getLast().site().function(),
                outlook.view().presence().condition(together(outlook, way)), trace, List.of(),
                root.ofAllocator() ? "allocator" : "");
    }

    private static int together(Outlook outlook, List<Ways.Hop> way) {
        int presence = Presence.ALWAYS;
        for (Ways.Hop hop : way) {
            presence = outlook.view().presence().and(presence, hop.presence());
        }
        return presence;
    }

    /** A function that leads to an enter is called with bottom halves off. */
    private static void calledMasked(Outlook outlook, Callers callers, Ways ways, Definition caller,
            Summary.Incident incident, List<Draft> drafts) {
        String called = Summary.callOf(incident.what(), incident.inside());
        for (Callers.Edge edge : callers.edges(caller)) {
            List<Ways.Hop> way = edge.callee().name().equals(called) ? ways.down(edge.callee()) : List.of();
            if (way.isEmpty()) {
                continue;
            }
            List<TraceStep> trace = since(incident.trail());
            trace.add(Telling.step(incident.root(), called + "() is called here"));
            way.forEach(hop -> trace.add(hop.step()));
            int presence = outlook.view().presence().and(incident.presence(), together(outlook, way));
            drafts.add(new Draft(RULE, incident.site().outermost(),
                    "calls " + called + "() with bottom halves off, which leads to an enter of lazy MMU mode",
                    "masked:" + way.getLast().site().function(), outlook.view().presence().condition(presence), trace,
                    List.of()));
            return;
        }
    }

    /** A hook is called with bottom halves off. */
    private static Draft masked(Usage usage, Summary.Incident incident) {
        String what = incident.inside().isEmpty() ? "enters lazy MMU mode with bottom halves off"
                : "calls " + incident.what() + "(), which enters lazy MMU mode, with bottom halves off";
        List<TraceStep> trace = since(incident.trail());
        if (incident.inside().isEmpty()) {
            trace.add(Telling.step(incident.site(), "entered here"));
        }
        incident.inside().forEach(step -> Telling.add(step, trace));
        return draft(usage, incident, what, "masked:" + incident.root().function(), trace);
    }

    /** What is told of a path on which bottom halves were switched off: from there on. */
    private static List<TraceStep> since(@Nullable Trail last) {
        List<TraceStep> trace = new ArrayList<>();
        for (Trail step : Trail.steps(last)) {
            if (step.kind() == Trail.Kind.MASK) {
                trace.clear();
                Telling.add(step, trace);
            }
        }
        return trace;
    }

    /** The ends of a section that is counted do not see the same: one of them does nothing. */
    private static Draft disagreement(Usage usage, Summary.Incident incident) {
        State.Opening opened = Objects.requireNonNull(incident.opened());
        Site site = opened.site().outermost();
        String what = incident.what() + "() sees another in_interrupt() than the " + opened.call()
                + "() it belongs to, and one of them does nothing";
        List<TraceStep> trace = new ArrayList<>(Telling.path(incident.trail()));
        if (trace.isEmpty()) {
            trace.add(Telling.step(site, "begun here"));
        }
        incident.inside().forEach(step -> Telling.add(step, trace));
        if (incident.inside().isEmpty()) {
            trace.add(Telling.step(incident.site(), "ended here"));
        }
        return draft(usage, incident, what, "ends:" + opened.call() + ":" + incident.what(), trace);
    }

    private static Draft draft(Usage usage, Summary.Incident incident, String what, String detail,
            List<TraceStep> trace) {
        return new Draft(RULE, incident.site().outermost(), what, detail,
                usage.view().presence().condition(incident.presence()), trace, List.of());
    }
}
