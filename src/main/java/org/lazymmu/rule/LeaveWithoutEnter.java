package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;

/** {@code leave-without-enter}: no leave, disable or resume while inactive. */
final class LeaveWithoutEnter implements Judge {
    private static final Rule RULE = new Rule("leave-without-enter", "no leave, disable or resume while inactive",
            Severity.ERROR);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Draft> drafts = new ArrayList<>();
        for (Summary summary : usage.walked()) {
            Definition definition = summary.definition();
            if (!Usage.needsOpen(summary) || usage.isExempt(definition) || usage.isUsedMacro(definition)
                    || usage.isCloser(definition) || usage.isUnreached(definition)) {
                continue;
            }
            for (Summary.Event event : summary.events()) {
                if (Usage.isClose(event.action()) && event.depth() == 0 && !isCalleesFault(event, usage)) {
                    drafts.add(draft(usage, event));
                }
            }
        }
        for (Summary.Incident incident : Incidents.of(usage, EnumSet.of(Summary.Fault.MISMATCHED))) {
            drafts.add(mismatch(usage, incident));
        }
        for (Summary.Incident incident : Incidents.of(usage, EnumSet.of(Summary.Fault.CLOSED_BY_CALLBACK))) {
            drafts.add(new Draft(RULE, incident.site().outermost(),
                    "leaves the region of the function that calls it back, which leaves it again", "callback",
                    usage.view().presence().condition(incident.presence()), Incidents.trace(incident, "left here"),
                    List.of()));
        }
        return drafts;
    }

    /** A hook of the architecture and the layer that counts above it, mixed up. */
    private static Draft mismatch(Usage usage, Summary.Incident incident) {
        State.Opening opened = Objects.requireNonNull(incident.opened());
        String what = "leaves lazy MMU mode by " + incident.what() + "() that " + opened.call()
                + "() has switched on, which counts by itself";
        return new Draft(RULE, incident.site().outermost(), what, "mismatch:" + incident.what(),
                usage.view().presence().condition(incident.presence()), Incidents.trace(incident, "left here"),
                List.of());
    }

    /** Whether the callee closes what nobody opens for it, and is reported for it. */
    private static boolean isCalleesFault(Summary.Event event, Usage usage) {
        return !event.inside().isEmpty() && !usage.isCloser(event.what(), event.site().unit());
    }

    private static Draft draft(Usage usage, Summary.Event event) {
        boolean resumes = event.action() == Summary.Action.RESUME || event.action() == Summary.Action.RESUME_MASKED;
        String what = resumes ? "resumes lazy MMU mode that is not paused here"
                : "leaves lazy MMU mode that has not been entered on this path";
        List<TraceStep> trace = new ArrayList<>(Telling.path(event.trail()));
        for (Trail step : event.inside()) {
            Telling.add(step, trace);
        }
        return new Draft(RULE, event.site().outermost(), what, event.what(),
                usage.view().presence().condition(event.presence()), trace, List.of());
    }
}
