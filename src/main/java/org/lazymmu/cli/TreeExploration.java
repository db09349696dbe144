package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lazymmu.backend.HookSurvey;
import org.lazymmu.explore.Limits;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.mmu.HookTrial;
import org.lazymmu.source.KernelTree;

/** {@code lazymmu model explore --tree}: a tree's own hooks as tasks and interrupts of the model. */
final class TreeExploration {
    /** Names that the model has for architectures, and their folders. */
    private static final Map<String, String> FOLDERS = Map.of("sparc64", "sparc", "xen", "x86");

    private final Terminal terminal;
    private final String architecture;
    private final String era;
    private final List<HookTrial> only;

    /**
     * @param settings what {@link SetupOptions} give: a backend and perhaps an era
     * @param trials   names of trials; empty for all that the contract demands
     */
    TreeExploration(Terminal terminal, Map<String, String> settings, List<String> trials) throws Failure {
        this.terminal = terminal;
        String backend = settings.getOrDefault("backend", "powerpc");
        if (backend.contains("@")) {
            throw Failure.usage("--backend " + backend + ": with --tree the hooks are as they stand there, say "
                    + backend.substring(0, backend.indexOf('@')));
        }
        for (String setting : settings.keySet()) {
            if (!setting.equals("backend") && !setting.equals("era")) {
                throw Failure.usage("--" + setting + " does not go with --tree, whose trials say what runs (--trial)");
            }
        }
        this.architecture = FOLDERS.getOrDefault(backend, backend);
        this.era = settings.getOrDefault("era", "auto");
        Choice.check("era", era, OpenedTree.ERAS);
        Choice.checkAll("trial", trials, names());
        this.only = Arrays.stream(HookTrial.values()).filter(trial -> trials.contains(trial.id())).toList();
    }

    private static List<String> names() {
        return Arrays.stream(HookTrial.values()).map(HookTrial::id).toList();
    }

    /** Tries the hooks of a tree. */
    HookTrials trials(Path tree, Limits limits, BooleanSupplier cancelled) throws Failure, IOException {
        try (KernelTree opened = OpenedTree.open(terminal, tree);
                ProgressLine progress = OpenedTree.progress(terminal)) {
            Choice.check("backend", architecture, OpenedTree.architectures(opened));
            HookSurvey survey = new HookSurvey(opened, era.equals("auto") ? null : era, OpenedTree.threads(null),
                    progress::at);
            Optional<HookTrials> trials = survey.of(architecture, only, limits, cancelled);
            if (trials.isEmpty()) {
                throw Failure.usage(opened.name() + " has no hooks of " + architecture + "; there are those of "
                        + String.join(", ", survey.architectures()));
            }
            return trials.get();
        }
    }

    /** What is asked for by name counts, else what the contract demands. */
    int status(HookTrials hooks) {
        List<HookTrials.Trial> counted = hooks.trials().stream().filter(trial -> trial.demanded() || !only.isEmpty())
                .toList();
        if (counted.stream().anyMatch(trial -> trial.broken().isPresent())) {
            return Exit.FINDINGS;
        }
        return counted.stream().anyMatch(trial -> trial.unfinished().isPresent()) ? Exit.INCONCLUSIVE : Exit.CLEAN;
    }
}
