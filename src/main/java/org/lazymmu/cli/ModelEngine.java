package org.lazymmu.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Options;

/** What is behind the commands about models. */
record ModelEngine(Models models, Search search, Effort effort) {
    /** The search for what a model can do. */
    interface Search {
        /** As {@link Explorer#explore}. */
        Exploration explore(Model model, Options options, BooleanSupplier cancelled,
                Consumer<Explorer.Progress> progress);
    }
}
