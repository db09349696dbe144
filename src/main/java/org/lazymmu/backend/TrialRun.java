package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.lazymmu.explore.Limits;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.finding.HookTrials.Outcome;
import org.lazymmu.flow.Site;
import org.lazymmu.mmu.Era;
import org.lazymmu.mmu.HookTrial;

/** Tries an architecture's hooks in the model, and tells what came of it in the tree's own lines. */
final class TrialRun {
    private final Era era;
    private final boolean realTime;
    private final Proving proving;

    /** @param realTime whether the architecture can have PREEMPT_RT */
    TrialRun(TreeHooks hooks, TreeViews views, boolean realTime, Limits limits, BooleanSupplier cancelled) {
        this.era = Era.valueOf(views.era().era().name());
        this.realTime = realTime;
        this.proving = new Proving(hooks, era, limits, cancelled);
    }

    /**
     * All trials that the contract demands, and whether hooks cope with a region in a region: if they do although nobody
     * demands it, they have to where they can be preempted too.
     */
    List<HookTrials.Trial> demanded() {
        List<HookTrials.Trial> trials = new ArrayList<>();
        Set<HookTrial> failed = EnumSet.noneOf(HookTrial.class);
        for (HookTrial trial : HookTrial.values()) {
            boolean demanded = trial.isDemanded(era, realTime);
            boolean copes = !trial.nests() || trial.restsOn().filter(failed::contains).isEmpty();
            if ((demanded || trial == HookTrial.NESTED) && copes) {
                HookTrials.Trial tried = of(trial, demanded);
                trials.add(tried);
                if (trial.nests() && (tried.broken().isPresent() || tried.unfinished().isPresent())) {
                    failed.add(trial);
                }
            }
        }
        return trials;
    }

    /** One trial, whatever the contract demands. */
    HookTrials.Trial of(HookTrial trial) {
        return of(trial, trial.isDemanded(era, realTime));
    }

    private HookTrials.Trial of(HookTrial trial, boolean demanded) {
        return new HookTrials.Trial(trial.id(), trial.text(), demanded,
                proving.of(trial).stream().map(tried -> new HookTrials.Case(tried.taken(), outcome(tried.outcome())))
                        .toList());
    }

    private static Outcome outcome(Proving.Outcome outcome) {
        return switch (outcome) {
            case Proving.Outcome.Holds(long states) -> new Outcome.Holds(states);
            case Proving.Outcome.Broken(var violation, var trace) -> new Outcome.Broken(violation.property().id(),
                    violation.property().text(), violation.message(), trace.stream().map(TrialRun::step).toList());
            case Proving.Outcome.Unfinished(String why, Optional<Site> site, boolean missing) ->
                    new Outcome.Unfinished(why, site.map(Places::of), site.map(Site::function).orElse(""));
        };
    }

    private static HookTrials.Step step(Proving.Step step) {
        return new HookTrials.Step(step.who(), step.what(), step.place().map(Places::of),
                step.place().map(Site::function).orElse(step.source().function()));
    }
}
