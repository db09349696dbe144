package org.lazymmu.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a model. */
final class SetupOptions {
    @Option(names = "--backend", paramLabel = "NAME[@COMMIT[^]]", description = "The architecture's hooks, and the generic code, as of a commit or (^) as before it. Default: powerpc as it is now.")
    private @Nullable String backend;

    @Option(names = "--scenario", paramLabel = "NAME", description = "What tasks do ('lazymmu model list'). Default: regions.")
    private @Nullable String scenario;

    @Option(names = "--era", paramLabel = "ERA", description = "The version of the contract: ptl, no-nesting or counted. Default: that of the commit.")
    private @Nullable String era;

    @Option(names = "--property", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "What to hold the model against. Default: all of the era.")
    private List<String> properties = List.of();

    @Option(names = "--cpus", paramLabel = "N", description = "CPUs. Default, here and below: what the scenario needs, mostly 2.")
    private @Nullable Integer cpus;

    @Option(names = "--users", paramLabel = "N", description = "Tasks that change user mappings, under the page table lock.")
    private @Nullable Integer users;

    @Option(names = "--kernel-tasks", paramLabel = "N", description = "Tasks that change kernel mappings, without a lock.")
    private @Nullable Integer kernelTasks;

    @Option(names = "--ptes", paramLabel = "N", description = "PTEs that each task changes in a region.")
    private @Nullable Integer ptes;

    @Option(names = "--slots", paramLabel = "N", description = "Entries of a batch or queue.")
    private @Nullable Integer slots;

    @Option(names = "--rt", description = "As with PREEMPT_RT: the page table lock sleeps.")
    private boolean rt;

    @Option(names = "--walker", description = "The table walker loads translations when it likes, not at once.")
    private boolean walker;

    @Option(names = "--interrupts", description = "Interrupts change a kernel mapping of their own at any time.")
    private boolean interrupts;

    @Option(names = "--defines", paramLabel = "\"-D...\"", description = "Instead of all options above: the defines of the Promela model, such as \"-DARCH_PPC -DNU=2 -DNK=1\".")
    private @Nullable String defines;

    /** What was given, by the names of the options without dashes; what was not given is missing. */
    Map<String, String> settings() throws Failure {
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "backend", backend);
        put(settings, "scenario", scenario);
        put(settings, "era", era);
        put(settings, "property", properties.isEmpty() ? null : String.join(",", properties));
        put(settings, "cpus", cpus);
        put(settings, "users", users);
        put(settings, "kernel-tasks", kernelTasks);
        put(settings, "ptes", ptes);
        put(settings, "slots", slots);
        put(settings, "rt", rt ? true : null);
        put(settings, "walker", walker ? true : null);
        put(settings, "interrupts", interrupts ? true : null);
        if (defines != null) {
            if (!settings.isEmpty()) {
                throw Failure.usage("--defines says all that --" + settings.keySet().iterator().next()
                        + " could say: give one of them");
            }
            settings.put("defines", defines);
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
