package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;

/**
 * The history of the mode as the explorer tells it: what every architecture breaks after each commit, in each environment, and
 * what each repair repairs.
 */
public final class History {
    /**
     * All that is broken in one environment. A property that is found broken is not looked at any more, and the search is done
     * again, until nothing else is found; but nothing is looked for beyond a {@code BUG_ON()}.
     *
     * @param breaks in the order in which they were found, shortest trace first
     * @param states how many states the last search stored, with full reduction
     * @param limit why the last search gave up; empty if it did not
     */
    public record Outcome(List<Break> breaks, long states, Optional<String> limit) {
        public Outcome {
            breaks = List.copyOf(breaks);
        }

        public boolean holds() {
            return breaks.isEmpty() && limit.isEmpty();
        }
    }

    /** A broken property, with a shortest way there. */
    public record Break(Property property, Trace trace) {
        public int steps() {
            return trace.entries().size();
        }
    }

    private static final List<Set<Property>> GROUPS = List.of(
            Set.of(Properties.DONE_AFTER_LEAVE, Properties.DONE_AFTER_UPDATE, Properties.USE_AFTER_UPDATE,
                    Properties.MAY_SLEEP, Properties.KERNEL_BUG),
            Set.of(Properties.BATCH_CPU, Properties.BATCH_ONE_MM, Properties.UPDATE_OUTSIDE_REGION),
            Set.of(Properties.NEVER_NESTED), Set.of(Properties.KERNEL_WARN), Set.of(Properties.BATCHING_KEPT));
    private static final Limits FURTHER = new Limits(30_000, Limits.standard().bytes(), Limits.standard().millis());

    private final Commits commits;
    private final BooleanSupplier cancelled;
    private final Map<Setup, Outcome> known = new HashMap<>();

    /** @param cancelled asked often; once true, all further searches end as inconclusive */
    public History(Commits commits, BooleanSupplier cancelled) {
        this.commits = commits;
        this.cancelled = cancelled;
    }

    /** What an architecture breaks at a point in history; empty if there is nothing of the kind. */
    public Optional<Outcome> outcome(Variants.Architecture architecture, Revision revision, Environment environment) {
        return environment.setup(architecture, revision).map(setup -> known.computeIfAbsent(setup, this::explore));
    }

    private Outcome explore(Setup setup) {
        Exploration all = explore(setup, Limits.standard());
        if (!(all.verdict() instanceof Verdict.Broken)) {
            return new Outcome(List.of(), all.statistics().states(), limit(all.verdict()));
        }
        List<Break> breaks = new ArrayList<>();
        for (Set<Property> group : GROUPS) {
            Exploration one = explore(setup.against(group), FURTHER);
            if (one.verdict() instanceof Verdict.Broken(var violation, Optional<Trace> trace) && trace.isPresent()) {
                breaks.add(new Break(violation.property(), trace.get()));
            }
        }
        return new Outcome(breaks, all.statistics().states(), Optional.empty());
    }

    private static Optional<String> limit(Verdict verdict) {
        return verdict instanceof Verdict.Inconclusive(String limit) ? Optional.of(limit) : Optional.empty();
    }

    private Exploration explore(Setup setup, Limits limits) {
        return Explorer.explore(setup.model(), new Options(Reduction.FULL, 1, limits, false), cancelled, _ -> {
        });
    }

    Commits commits() {
        return commits;
    }
}
