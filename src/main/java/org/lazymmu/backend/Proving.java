package org.lazymmu.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.ModelError;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;
import org.lazymmu.explore.Violation;
import org.lazymmu.flow.Site;
import org.lazymmu.mmu.Era;
import org.lazymmu.mmu.HookTrial;
import org.lazymmu.mmu.Variant;

/** Holds a tree's own hooks against the contract, in the model. */
public final class Proving {
    /** Combinations of answers to tests that nothing answers. */
    private static final int MOST = 16;
    /** Where the search of one trial gives up, as a rule. */
    public static final Limits LIMITS = new Limits(200_000, 1L << 28, 60_000);

    /**
     * A step of a trace.
     *
     * @param who    the task or interrupt
     * @param what   what it does
     * @param site   where, in the tree; empty for steps of generic code, which is the model's
     * @param source what a step of generic code abstracts
     * @param place  where the tree has that, or else the same as {@code site}; empty if it has it nowhere
     */
    public record Step(String who, String what, Optional<Site> site, Source source, Optional<Site> place) {
        /** Whether a task leaves a CPU or comes to one. */
        public boolean isSwitch() {
            return site.isEmpty() && what.startsWith("switch ");
        }
    }

    /** How a trial came out. */
    public sealed interface Outcome {
        /** No reachable step breaks anything. */
        record Holds(long states) implements Outcome {
        }

        /** Something is broken; the shortest way there. */
        record Broken(Violation violation, List<Step> trace) implements Outcome {
            public Broken {
                trace = List.copyOf(trace);
            }
        }

        /**
         * It did not come to an end, or the code could not be followed.
         *
         * @param missing whether the tree does not have the code
         */
        record Unfinished(String why, Optional<Site> site, boolean missing) implements Outcome {
        }
    }

    /**
     * The outcome of a trial with some tests answered.
     *
     * @param taken tests that nothing in the model answers, and how they were answered
     */
    public record Tried(HookTrial trial, Map<String, Boolean> taken, Outcome outcome) {
        public Tried {
            taken = new TreeMap<>(taken);
        }

        /** The tests that were answered, as a reader would say it; empty if there were none. */
        public String given() {
            return String.join(" and ",
                    taken.entrySet().stream().map(test -> test.getKey() + " is " + test.getValue()).toList());
        }
    }

    private final TreeHooks hooks;
    private final Era era;
    private final Limits limits;
    private final BooleanSupplier cancelled;

    public Proving(TreeHooks hooks, Era era, BooleanSupplier cancelled) {
        this(hooks, era, LIMITS, cancelled);
    }

    /** @param limits where the search of one trial gives up */
    public Proving(TreeHooks hooks, Era era, Limits limits, BooleanSupplier cancelled) {
        this.hooks = hooks;
        this.era = era;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /** Tries the hooks with something, once for each way in which tests can be answered that matter. */
    public List<Tried> of(HookTrial trial) {
        Optional<String> missing = hooks.missing();
        if (missing.isPresent()) {
            return List.of(new Tried(trial, Map.of(), new Outcome.Unfinished(missing.get(), Optional.empty(), true)));
        }
        List<Tried> all = new ArrayList<>();
        if (!each(taken -> all.add(new Tried(trial, taken, explore(trial, taken, false))))) {
            all.add(new Tried(trial, Map.of(), new Outcome.Unfinished("too many tests that nothing answers: "
                    + String.join(", ", all.isEmpty() ? List.of() : all.getLast().taken().keySet()), Optional.empty(),
                    false)));
        }
        return all;
    }

    /**
     * Puts the hooks into models, once for each way in which tests can be answered that matter.
     *
     * @param explored explores models with the hooks; only then it shows which tests matter
     * @return what it came to, by the answers
     */
    public <T> Map<Map<String, Boolean>, T> with(Function<Variant, T> explored) {
        Map<Map<String, Boolean>, T> all = new LinkedHashMap<>();
        if (!each(taken -> all.put(taken, explored.apply(variant(taken, false, Witness.NOBODY))))) {
            throw new IllegalStateException("too many tests that nothing answers: " + all.keySet());
        }
        return all;
    }

    /** Goes through the ways in which tests can be answered that matter; false if there are too many. */
    private static boolean each(Consumer<Map<String, Boolean>> exploring) {
        Deque<Map<String, Boolean>> open = new ArrayDeque<>(List.of(new TreeMap<>()));
        for (int done = 0; !open.isEmpty();) {
            if (done + open.size() > MOST) {
                return false;
            }
            Map<String, Boolean> taken = open.pop();
            try {
                exploring.accept(taken);
                done++;
            } catch (Replay.Undecided undecided) {
                for (boolean answer : new boolean[]{ true, false }) {
                    Map<String, Boolean> more = new TreeMap<>(taken);
                    more.put(undecided.test(), answer);
                    open.push(more);
                }
            }
        }
        return true;
    }

    /** Whether hooks whose accesses nothing gets in between are broken all the same. */
    public boolean isBrokenAtomically(Tried tried) {
        return explore(tried.trial(), tried.taken(), true) instanceof Outcome.Broken;
    }

    private Outcome explore(HookTrial trial, Map<String, Boolean> taken, boolean atomic) {
        try {
            Exploration exploration = Explorer.explore(model(trial, taken, atomic, Witness.NOBODY),
                    new Options(Reduction.FULL, 1, limits, false), cancelled, progress -> {
                    });
            return switch (exploration.verdict()) {
                case Verdict.Holds h -> new Outcome.Holds(exploration.statistics().states());
                case Verdict.Broken(Violation violation, Optional<Trace> trace) -> new Outcome.Broken(violation,
                        trace.map(found -> narrated(trial, taken, atomic, found)).orElse(List.of()));
                case Verdict.Inconclusive(String limit) -> new Outcome.Unfinished(limit, Optional.empty(), false);
            };
        } catch (Replay.Untranslated untranslated) {
            return new Outcome.Unfinished(String.valueOf(untranslated.getMessage()), Optional.of(untranslated.site()),
                    untranslated.isMissing());
        } catch (ModelError error) {
            return new Outcome.Unfinished(String.valueOf(error.getMessage()), Optional.empty(), false);
        }
    }

    private Model model(HookTrial trial, Map<String, Boolean> taken, boolean atomic, Witness witness) {
        return trial.setup(variant(taken, atomic, witness), era).model();
    }

    private Variant variant(Map<String, Boolean> taken, boolean atomic, Witness witness) {
        Decisions decisions = new Decisions(hooks.environment(), hooks.bench().primitives(), taken);
        return new TreeVariant(hooks, decisions, era == Era.COUNTED, atomic, witness);
    }

    /** The trace once more, with what the tree's code does in each step. */
    private List<Step> narrated(HookTrial trial, Map<String, Boolean> taken, boolean atomic, Trace trace) {
        List<Step> steps = new ArrayList<>();
        List<Step> seen = new ArrayList<>();
        String[] who = new String[1];
        Model model = model(trial, taken, atomic, (what, site) -> seen
                .add(new Step(who[0], what, Optional.of(site), Source.NONE, Optional.of(site))));
        Execution again = new Execution(model);
        for (Trace.Entry entry : trace.entries()) {
            Move move = entry.move();
            who[0] = move.process().name();
            seen.clear();
            again.take(new Move(model.processes().get(move.process().index()), move.unit(), move.alternative(),
                    move.text(), move.source()));
            if (seen.isEmpty() || move.unit() == 1) {
                steps.add(new Step(who[0], move.text(), Optional.empty(), move.source(), hooks.site(move.source())));
            }
            steps.addAll(seen);
        }
        return steps;
    }
}
