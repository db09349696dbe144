package org.lazymmu.explore;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Explores all that a model can do, within limits. */
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
    public static Exploration explore(Model model, Options options, BooleanSupplier cancelled, Consumer<Progress> progress) {
        return new Exploration(new Verdict.Inconclusive("not built yet"), new Exploration.Statistics(0, 0, 0, 0, 0),
                new Coverage(0, List.of()));
    }
}
