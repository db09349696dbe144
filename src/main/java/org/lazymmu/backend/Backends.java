package org.lazymmu.backend;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** The implementations of a tree, each worked out when it is first asked for. Serves one thread. */
public final class Backends {
    private static final String HOOKS = "lazy_mmu";

    /**
     * An architecture's implementation.
     *
     * @param defined  whether the architecture defines hooks at all
     * @param presence the configurations in which it does
     */
    record Backend(boolean defined, int presence, Set<Trait> traits) {
    }

    private final KernelFacts facts;
    private final Map<String, Backend> known = new HashMap<>();

    public Backends(KernelFacts facts) {
        this.facts = facts;
    }

    Backend of(View view) {
        return known.computeIfAbsent(view.name(), name -> portrait(view));
    }

    private Backend portrait(View view) {
        Hooks hooks = new Hooks(view, facts, view.library().index().mentions(HOOKS));
        Optional<Trials> trials = Trials.of(hooks, "arch_enter_lazy_mmu_mode", "arch_leave_lazy_mmu_mode",
                "arch_flush_lazy_mmu_mode");
        return trials.map(found -> new Backend(true, found.start().presence(), new Portrait(found).traits()))
                .orElse(new Backend(false, Presence.NEVER, EnumSet.noneOf(Trait.class)));
    }
}
