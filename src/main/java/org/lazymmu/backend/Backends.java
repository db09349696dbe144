package org.lazymmu.backend;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
     * @param names    names of which it mattered what they stand for
     */
    record Backend(boolean defined, int presence, Set<Trait> traits, int allocatorEnters, Set<String> names) {
        Likeness likeness(Presence table) {
            SortedSet<String> found = new TreeSet<>();
            traits.forEach(trait -> found.add(trait.name()));
            return new Likeness(defined, table.condition(presence), found, table.condition(allocatorEnters),
                    new TreeSet<>(names));
        }

        static Backend of(Likeness likeness, View view) {
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            likeness.traits().forEach(name -> traits.add(Trait.valueOf(name)));
            return new Backend(likeness.isDefined(), view.presenceOf(likeness.presence()), traits,
                    view.presenceOf(likeness.allocatorEnters()), likeness.names());
        }
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

    /** What is known of the implementation in a view. */
    Optional<Likeness> known(View view) {
        return Optional.ofNullable(known.get(view.name())).map(backend -> backend.likeness(view.presence()));
    }

    /** Takes what is known of the implementation in a view. */
    void take(View view, Likeness likeness) {
        known.put(view.name(), Backend.of(likeness, view));
    }

    private static Backend portrait(View view, KernelFacts facts) {
        Set<String> names = new HashSet<>();
        return view.noting(names, () -> portrait(view, facts, names));
    }

    private static Backend portrait(View view, KernelFacts facts, Set<String> names) {
        Hooks hooks = new Hooks(view, facts, view.library().index().mentions(KernelFacts.MODE));
        return Trials.of(hooks).map(found -> new Portrait(found))
                .map(portrait -> new Backend(true, portrait.presence(), portrait.traits(), portrait.allocatorEnters(),
                        names))
                .orElse(new Backend(false, Presence.NEVER, EnumSet.noneOf(Trait.class), Presence.NEVER, names));
    }
}
