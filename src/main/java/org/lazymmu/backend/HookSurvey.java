package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Limits;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.mmu.HookTrial;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.KernelVersion;

/** What comes of a tree's own hooks when they are tried in the model. */
public final class HookSurvey {
    private final TreeViews views;
    private final Survey.Progress progress;

    /**
     * Reads a tree.
     *
     * @param forced the contract to hold the tree against; null to read it off the tree
     */
    public HookSurvey(KernelTree tree, @Nullable String forced, int threads, Survey.Progress progress) {
        this.views = new TreeViews(tree, forced, threads, progress);
        this.progress = progress;
    }

    /** The architectures with hooks, by the names of their folders. */
    public SortedSet<String> architectures() {
        return Architectures.withHooks(views.library().index(), views.library().tree());
    }

    /**
     * Tries an architecture's hooks.
     *
     * @param only      the trials to make; empty for those that the contract demands
     * @param limits    where the search of one trial gives up
     * @param cancelled asked often; once true, what is left is unfinished
     * @return empty if the tree has no hooks of that architecture
     */
    public Optional<HookTrials> of(String architecture, List<HookTrial> only, Limits limits,
            BooleanSupplier cancelled) {
        View view = views.view(architecture);
        return TreeHooks.of(view, views.facts()).map(hooks -> {
            TrialRun run = new TrialRun(hooks, views, views.canBeRealTime(architecture), limits, cancelled);
            List<HookTrials.Trial> trials = new ArrayList<>();
            progress.at("trials", 0, 0);
            if (only.isEmpty()) {
                trials.addAll(run.demanded());
            } else {
                only.forEach(trial -> trials.add(run.of(trial)));
            }
            KernelTree tree = views.library().tree();
            KernelVersion version = KernelVersion.of(tree);
            return new HookTrials(tree.name(), version == null ? "" : version.text(), views.era().era().id(),
                    views.era().evidence(), architecture, Places.of(hooks.site()), trials);
        });
    }
}
