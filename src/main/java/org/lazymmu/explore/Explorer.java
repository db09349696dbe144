package org.lazymmu.explore;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Explores all that a model can do, within limits.
 *
 * <p>
 * A search says whether a property is broken; if one is, a second search, breadth first with parents, finds the shortest
 * way there. That costs little, because what is broken is broken early.
 */
public final class Explorer {
    private Explorer() {
    }

    /**
     * How far a search has come.
     *
     * @param frontier states at this depth
     */
    public record Progress(int depth, long states, long transitions, long frontier) {
    }

    /**
     * Explores a model.
     *
     * @param cancelled asked often; once true, the search ends as inconclusive
     * @param progress told at every depth
     * @throws ModelError if the model breaks the rules of models
     */
    public static Exploration explore(Model model, Options options, BooleanSupplier cancelled,
            Consumer<Progress> progress) {
        Budget budget = new Budget(options.limits(), cancelled);
        Engine engine = new Engine(model, options.reduction() == Reduction.NONE ? options.threads() : 1);
        Found found = untilItFits(engine, () -> search(engine, options, budget, progress));
        if (found.violation() == null) {
            Verdict verdict = found.limit() == null ? new Verdict.Holds() : new Verdict.Inconclusive(found.limit());
            return new Exploration(verdict, found.statistics(), engine.coverage());
        }
        TraceSearch.Result shortest = untilItFits(engine, () -> new TraceSearch(engine, budget).run());
        Trace trace = shortest.trace();
        Verdict.Broken broken = new Verdict.Broken(trace == null ? found.violation() : trace.violation(),
                Optional.ofNullable(trace));
        boolean exact = options.reduction() == Reduction.NONE && trace != null;
        return new Exploration(broken, exact ? shortest.found().statistics() : found.statistics(), engine.coverage());
    }

    private static Found search(Engine engine, Options options, Budget budget, Consumer<Progress> progress) {
        if (options.reduction() == Reduction.NONE) {
            return new FullSearch(engine, budget, engine.threads()).run(progress);
        }
        for (int restarts = 0;; restarts++) {
            int known = engine.leafCount();
            boolean renames = options.reduction() == Reduction.FULL && !engine.model().symmetry().isEmpty();
            Symmetry symmetry = renames ? new Symmetry(engine) : null;
            SelfCheck check = options.checks() ? new SelfCheck(engine, symmetry) : null;
            ReducedSearch search = new ReducedSearch(engine, budget, symmetry, check);
            Found found = search.run(progress);
            // what was left out was chosen by what was known then
            if (found.violation() != null || found.limit() != null || engine.leafCount() == known || search.isSound()) {
                return found.after(restarts);
            }
        }
    }

    /** Begins anew with a wider layout when a slot turns out to be too narrow. */
    private static <T> T untilItFits(Engine engine, Supplier<T> search) {
        while (true) {
            try {
                return search.get();
            } catch (Layout.Overflow _) {
                engine.relayout();
            }
        }
    }
}
