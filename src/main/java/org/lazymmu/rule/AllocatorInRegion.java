package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Trail;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.AllocatorHooks;
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
        List<TraceStep> nesting = allocating.isEmpty() ? List.of()
                : nesting(usage, allocating.getFirst().root().unit());
        List<Draft> drafts = new ArrayList<>();
        for (List<Summary.Incident> group : DeedGroups.byCause(usage, allocating)) {
            Summary.Incident first = group.getFirst();
            List<TraceStep> also = new ArrayList<>(DeedGroups.also(group, first));
            also.addAll(nesting);
            drafts.add(new Draft(RULE, first.root(), first.cause() + "() is called in lazy MMU mode",
                    "cause:" + first.cause(), Incidents.presence(usage, group),
                    Incidents.trace(first, first.cause() + "() is called in the region"), also));
        }
        return drafts;
    }

    /** How the allocator of the view's architecture enters the mode itself: the chains to each enter, if there are any. */
    private static List<TraceStep> nesting(Usage usage, Unit from) {
        View view = usage.view();
        List<TraceStep> steps = new ArrayList<>();
        for (AllocatorHooks.Hook hook : AllocatorHooks.all()) {
            for (View.Candidate candidate : view.resolve(hook.function(), from)) {
                Definition definition = candidate.definition();
                List<Trail> way = definition instanceof Definition.Function ? usage.summaries().reopening(definition)
                        : List.of();
                if (!way.isEmpty()) {
                    Site site = definition.site();
                    steps.add(Telling.step(site, "the allocator of " + view.name() + " runs this"
                            + (hook.option().isEmpty() ? "" : " if " + hook.option()) + ", and it enters again"));
                    way.forEach(step -> Telling.add(step, steps));
                }
            }
        }
        return steps;
    }
}
