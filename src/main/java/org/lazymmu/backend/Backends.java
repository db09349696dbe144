package org.lazymmu.backend;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** The implementations of a tree, each worked out when it is first asked for. Safe to use from several threads. */
public final class Backends {

    /**
     * An architecture's implementation.
     *
     * @param defined  whether the architecture defines hooks at all
     * @param presence the configurations in which it does
     * @param traits   what is true of it in some configuration with hooks
     * @param allocatorEnters the configurations in which the allocator can enter the mode
     */
    record Backend(boolean defined, int presence, Set<Trait> traits, int allocatorEnters) {
    }

    private final KernelFacts facts;
    private final Map<String, Backend> known = new ConcurrentHashMap<>();

    public Backends(KernelFacts facts) {
        this.facts = facts;
    }

    Backend of(View view) {
        return of(view, facts);
    }

    /** @param itsFacts facts that nobody else uses at the same time */
    Backend of(View view, KernelFacts itsFacts) {
        return known.computeIfAbsent(view.name(), name -> portrait(view, itsFacts));
    }

    private static Backend portrait(View view, KernelFacts facts) {
        Hooks hooks = new Hooks(view, facts, view.library().index().mentions(KernelFacts.MODE));
        return Trials.of(hooks).map(found -> new Portrait(found))
                .map(portrait -> new Backend(true, portrait.presence(), portrait.traits(), portrait.allocatorEnters()))
                .orElse(new Backend(false, Presence.NEVER, EnumSet.noneOf(Trait.class), Presence.NEVER));
    }
}
