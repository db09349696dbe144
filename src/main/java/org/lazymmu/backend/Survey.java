package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Matrix;
import org.lazymmu.finding.Place;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Era;
import org.lazymmu.kernel.EraDetection;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.KernelVersion;

/** What all architectures of a tree do, each beside what the era's contract demands. */
public final class Survey {
    /** Places shown for a cell. */
    private static final int PLACES = 3;

    /** Told how the work goes. */
    public interface Progress {
        void at(String phase, int done, int total);
    }

    private final TreeViews views;
    private final Contract contract;

    private Survey(TreeViews views) {
        this.views = views;
        this.contract = new Contract(views.era().era());
    }

    /**
     * Looks at a tree.
     *
     * @param architectures folders under {@code arch/}; empty for all with hooks
     * @param forced        the contract to hold the tree against; null to read it off the tree
     */
    public static Matrix of(KernelTree tree, SortedSet<String> architectures, @Nullable String forced, int threads,
            Progress progress) {
        return new Survey(new TreeViews(tree, forced, threads, progress)).matrix(architectures, progress);
    }

    private Matrix matrix(SortedSet<String> wanted, Progress progress) {
        KernelTree tree = views.library().tree();
        EraDetection era = views.era();
        List<String> names = new ArrayList<>(
                wanted.isEmpty() ? Architectures.withHooks(views.library().index(), tree) : wanted);
        if (era.era() == Era.COUNTED && wanted.isEmpty()) {
            names.add(Architectures.GENERIC);
        }
        List<Matrix.Architecture> result = new ArrayList<>();
        for (String name : names) {
            progress.at("survey", result.size(), names.size());
            View view = views.view(name);
            Hooks hooks = views.hooks(view);
            result.add(name.equals(Architectures.GENERIC)
                    ? architecture(name, Trials.of(hooks, "lazy_mmu_mode_enable", "lazy_mmu_mode_disable", ""),
                            Optional.empty())
                    : architecture(name, Trials.of(hooks), TreeHooks.of(hooks)));
        }
        KernelVersion version = KernelVersion.of(tree);
        return new Matrix(tree.name(), version == null ? "" : version.text(), era.era().id(), era.evidence(), result);
    }

    private Matrix.Architecture architecture(String name, Optional<Trials> trials, Optional<TreeHooks> hooks) {
        if (trials.isEmpty()) {
            return new Matrix.Architecture(name, Matrix.Hooks.NONE, List.of());
        }
        Portrait portrait = new Portrait(trials.get());
        List<Matrix.Cell> cells = new ArrayList<>();
        portrait.facts().forEach((aspect, fact) -> cells
                .add(cell(aspect, fact.text(), fact.known(), evidence(fact.evidence()), portrait.traits())));
        if (portrait.traits().contains(Trait.UNREAD)) {
            return new Matrix.Architecture(name, Matrix.Hooks.UNREAD, cells);
        }
        hooks.ifPresent(tried -> cells.add(trials(name, tried)));
        return new Matrix.Architecture(name, Matrix.Hooks.READ, cells);
    }

    private Matrix.Cell trials(String name, TreeHooks hooks) {
        TrialRun run = new TrialRun(hooks, views, views.canBeRealTime(name), Proving.LIMITS, () -> false);
        TrialFact fact = TrialFact.of(run.demanded());
        return cell(Aspect.TRIALS, fact.text(), fact.broken() || fact.finished(), fact.evidence(),
                fact.broken() ? EnumSet.of(Trait.TRIAL_BROKEN) : EnumSet.noneOf(Trait.class));
    }

    private Matrix.Cell cell(Aspect aspect, String text, boolean known, List<Matrix.Evidence> evidence,
            Set<Trait> traits) {
        Optional<String> broken = known ? contract.broken(aspect, traits) : Optional.empty();
        String demand = broken.orElse(contract.demand(aspect));
        Matrix.Verdict verdict = !known ? Matrix.Verdict.UNKNOWN
                : broken.isPresent() ? Matrix.Verdict.DISAGREES
                        : demand.isEmpty() ? Matrix.Verdict.FREE : Matrix.Verdict.AGREES;
        return new Matrix.Cell(aspect.id(), aspect.title(), text, demand, verdict, evidence);
    }

    /** The first places, one of each line. */
    private static List<Matrix.Evidence> evidence(List<Site> sites) {
        Map<String, Matrix.Evidence> lines = new LinkedHashMap<>();
        for (Site site : sites) {
            Place place = Places.of(site);
            lines.putIfAbsent(place.file() + ":" + place.line(), new Matrix.Evidence(place, site.function()));
        }
        return lines.values().stream().limit(PLACES).toList();
    }
}
