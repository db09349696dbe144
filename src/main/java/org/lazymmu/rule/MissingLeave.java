package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summary;

/** {@code missing-leave}: every path from an enter reaches exactly one leave. */
final class MissingLeave implements Judge {
    private static final Rule RULE = new Rule("missing-leave", "every path from enter reaches exactly one leave",
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
            if (summary.outcomes().stream().noneMatch(MissingLeave::isOpen) || usage.isExempt(definition)
                    || usage.isUsedMacro(definition)
                    || usage.isOpener(definition) || usage.isUnreached(definition)) {
                continue;
            }
            Map<String, List<Summary.Outcome>> byOpening = new LinkedHashMap<>();
            for (Summary.Outcome outcome : summary.outcomes()) {
                if (isOpen(outcome) && !outcome.nested() && !isCalleesFault(outcome, usage)) {
                    byOpening.computeIfAbsent(openingKey(outcome), key -> new ArrayList<>()).add(outcome);
                }
            }
            byOpening.values().forEach(outcomes -> drafts.add(draft(usage, outcomes)));
        }
        return drafts;
    }

    /** Whether a function returns with a bracket or a pause of its own. */
    static boolean isOpen(Summary.Outcome outcome) {
        return outcome.depth() > 0 || outcome.pauses() > 0 || outcome.masking().opens() > 0
                || outcome.masking().pauses() > 0;
    }

    private static String openingKey(Summary.Outcome outcome) {
        State.Opening opened = outcome.opened();
        return opened == null ? "" : opened.site().key();
    }

    /** Whether the bracket was opened by a callee that should not have left it open, and is reported for it. */
    private static boolean isCalleesFault(Summary.Outcome outcome, Usage usage) {
        State.Opening opened = outcome.opened();
        return opened != null && !opened.callee().isEmpty()
                && !usage.isOpener(opened.callee(), opened.site().unit());
    }

    private static Draft draft(Usage usage, List<Summary.Outcome> outcomes) {
        outcomes.sort((a, b) -> a.exit().key().compareTo(b.exit().key()));
        Summary.Outcome first = outcomes.getFirst();
        Site exit = first.exit().outermost();
        int presence = 0;
        List<TraceStep> also = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Summary.Outcome outcome = outcomes.get(i);
            presence = usage.view().presence().or(presence, outcome.presence());
            if (i > 0) {
                also.add(Telling.step(outcome.exit().outermost(), "also returns here"));
            }
        }
        List<TraceStep> trace = new ArrayList<>(Telling.path(first.trail()));
        State.Opening opened = first.opened();
        String where = opened == null ? "" : opened.site().outermost().function();
        String what = first.pauses() <= 0 && first.masking().pauses() <= 0 ? "returns without leaving lazy MMU mode"
                : "returns while lazy MMU mode is still paused: no resume for the pause"
                        + (first.depth() > 0 ? ", in which a disable does nothing" : "");
        return new Draft(RULE, exit, what, "exit:" + where, usage.view().presence().condition(presence), trace, also);
    }
}
