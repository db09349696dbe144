package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;

/**
 * The history of the mode as the explorer tells it: what every architecture breaks after each commit, in each environment, and
 * what each repair repairs. Nothing of it is written by hand.
 */
public final class History {
    /** What kind of property is broken, worst first. */
    public enum Kind {
        /** Somebody is harmed: a stale translation, an update that is lost or late, sleeping where one must not, a BUG. */
        MISBEHAVIOUR,
        /** A batch is not what it should be, which need not harm anybody. */
        BATCH,
        /** The contract is broken. */
        NESTING,
        /** The kernel warns. */
        WARNING,
        /** Batching ends too early. */
        BATCHING;

        private Set<Property> properties() {
            return switch (this) {
                case MISBEHAVIOUR -> Set.of(Properties.DONE_AFTER_LEAVE, Properties.DONE_AFTER_UPDATE,
                        Properties.USE_AFTER_UPDATE, Properties.MAY_SLEEP, Properties.KERNEL_BUG,
                        Properties.STALE_READ, Properties.PAGE_REUSE);
                case BATCH ->
                        Set.of(Properties.BATCH_CPU, Properties.BATCH_ONE_MM, Properties.UPDATE_OUTSIDE_REGION);
                case NESTING -> Set.of(Properties.NEVER_NESTED, Properties.NOT_IN_INTERRUPT, Properties.LOCK_ORDER);
                case WARNING -> Set.of(Properties.KERNEL_WARN);
                case BATCHING -> Set.of(Properties.BATCHING_KEPT);
            };
        }
    }

    /**
     * What is broken in one environment.
     *
     * @param breaks of each kind the one with the shortest way there, if any is found before a BUG
     * @param states how many states the search stored, with full reduction; it ends at the first break
     * @param limit why the search gave up without a break; empty if it did not
     */
    public record Outcome(List<Break> breaks, long states, Optional<String> limit) {
        public Outcome {
            breaks = List.copyOf(breaks);
        }

        /** The broken properties that were found. */
        Set<Property> broken() {
            return breaks.stream().map(Break::property).collect(Collectors.toSet());
        }

        /** Whether nothing is broken, for certain. */
        public boolean holds() {
            return breaks.isEmpty() && limit.isEmpty();
        }
    }

    /** A broken property, with a shortest way there in the model. */
    public record Break(Kind kind, Property property, Model model, Trace trace) {
        public int steps() {
            return trace.entries().size();
        }
    }

    /** What all architectures break as of a commit; an environment that there is nothing of is missing. */
    public record Row(Commit commit, Map<Variants.Architecture, Map<Environment, Outcome>> outcomes) {
        public Row {
            outcomes = Collections.unmodifiableMap(outcomes);
        }
    }

    /**
     * A repair, on one architecture in one environment.
     *
     * @param came as of the commit that brought what it repairs; empty if there was nothing of the kind
     * @param before just before the repair
     * @param after as of the repair
     */
    public record Repair(Commit commit, Variants.Architecture architecture, Environment environment,
            Optional<Outcome> came, Outcome before, Outcome after) {
        /** Whether other properties are broken with it than before. */
        public boolean changes() {
            return !before.broken().equals(after.broken());
        }

        /** Whether it repairs what nothing could reach any more. */
        public boolean wasOutOfReach() {
            return came.isPresent() && !came.get().holds() && before.holds() && after.holds();
        }
    }

    /** All of it. */
    public record Table(List<Variants.Architecture> architectures, List<Row> rows, List<Repair> repairs) {
        public Table {
            architectures = List.copyOf(architectures);
            rows = List.copyOf(rows);
            repairs = List.copyOf(repairs);
        }

        /** Whether no search met a limit. */
        public boolean isComplete() {
            return rows.stream().flatMap(row -> row.outcomes().values().stream())
                    .flatMap(outcomes -> outcomes.values().stream()).allMatch(outcome -> outcome.limit().isEmpty());
        }
    }

    /** Once a break is found, how far others are looked for; what is broken is broken early. */
    private static final Limits FURTHER = new Limits(30_000, Limits.standard().bytes(), Limits.standard().millis());

    private final Commits commits;
    private final BooleanSupplier cancelled;
    private final Map<Setup, Outcome> known = new HashMap<>();

    /** @param cancelled asked often; once true, all further searches end as inconclusive */
    public History(Commits commits, BooleanSupplier cancelled) {
        this.commits = commits;
        this.cancelled = cancelled;
    }

    /** Walks all commits. */
    public Table table(List<Variants.Architecture> architectures) {
        List<Row> rows = new ArrayList<>();
        List<Repair> repairs = new ArrayList<>();
        for (Commit commit : commits.all()) {
            Map<Variants.Architecture, Map<Environment, Outcome>> outcomes = new EnumMap<>(
                    Variants.Architecture.class);
            for (Variants.Architecture architecture : architectures) {
                Map<Environment, Outcome> row = new EnumMap<>(Environment.class);
                for (Environment environment : Environment.values()) {
                    outcome(architecture, Revision.at(commit, commits), environment)
                            .ifPresent(outcome -> row.put(environment, outcome));
                }
                outcomes.put(architecture, Collections.unmodifiableMap(row));
                commit.repairs().ifPresent(
                        defect -> repairs.addAll(repairs(commit, commits.find(defect), architecture)));
            }
            rows.add(new Row(commit, outcomes));
        }
        return new Table(architectures, rows, repairs);
    }

    private List<Repair> repairs(Commit repair, Commit defect, Variants.Architecture architecture) {
        List<Repair> repairs = new ArrayList<>();
        if (!architecture.isConcernedBy(repair)) {
            return repairs;
        }
        for (Environment environment : Environment.values()) {
            Optional<Outcome> before = outcome(architecture, Revision.before(repair, commits), environment);
            Optional<Outcome> after = outcome(architecture, Revision.at(repair, commits), environment);
            if (before.isPresent() && after.isPresent()) {
                repairs.add(new Repair(repair, architecture, environment,
                        outcome(architecture, Revision.at(defect, commits), environment), before.get(),
                        after.get()));
            }
        }
        return repairs;
    }

    /** What an architecture breaks at a point in history; empty if there is nothing of the kind. */
    public Optional<Outcome> outcome(Variants.Architecture architecture, Revision revision, Environment environment) {
        return environment.setup(architecture, revision).map(this::outcome);
    }

    /** What a model breaks. */
    public Outcome outcome(Setup setup) {
        return known.computeIfAbsent(setup, this::explore);
    }

    private Outcome explore(Setup setup) {
        Exploration all = explore(setup.model(), Limits.standard());
        long states = all.statistics().states();
        return switch (all.verdict()) {
            case Verdict.Holds() -> new Outcome(List.of(), states, Optional.empty());
            case Verdict.Inconclusive(String limit) -> new Outcome(List.of(), states, Optional.of(limit));
            case Verdict.Broken _ -> broken(breaks(setup), states);
        };
    }

    private static Outcome broken(List<Break> breaks, long states) {
        return new Outcome(breaks, states,
                breaks.isEmpty() ? Optional.of("something is broken, but how is too far away") : Optional.empty());
    }

    private List<Break> breaks(Setup setup) {
        List<Break> breaks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Set<Property> checks = new HashSet<>(kind.properties());
            checks.add(Properties.KERNEL_BUG); // nothing goes on after it
            Model model = setup.against(checks).model();
            if (explore(model, FURTHER).verdict() instanceof Verdict.Broken(var violation, var trace)
                    && kind.properties().contains(violation.property())) {
                trace.ifPresent(way -> breaks.add(new Break(kind, violation.property(), model, way)));
            }
        }
        return breaks;
    }

    private Exploration explore(Model model, Limits limits) {
        return Explorer.explore(model, new Options(Reduction.FULL, 1, limits, true), cancelled, _ -> {
        });
    }
}
