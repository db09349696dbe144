package org.lazymmu.backend;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.lazymmu.c.Condition;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** The implementations of a tree, each worked out when it is first asked for. Safe to use from several threads. */
public final class Backends {
    private final KernelFacts facts;
    private final Map<String, Likeness> known = new ConcurrentHashMap<>();

    public Backends(KernelFacts facts) {
        this.facts = facts;
    }

    Likeness of(View view) {
        return of(view, facts);
    }

    /** @param itsFacts facts that nobody else uses at the same time */
    Likeness of(View view, KernelFacts itsFacts) {
        return known.computeIfAbsent(view.name(), name -> portrait(view, itsFacts));
    }

    /** What is known of the implementation in a view. */
    Optional<Likeness> known(View view) {
        return Optional.ofNullable(known.get(view.name()));
    }

    /** Takes what is known of the implementation in a view. */
    void take(View view, Likeness likeness) {
        known.put(view.name(), likeness);
    }

    private static Likeness portrait(View view, KernelFacts facts) {
        SortedSet<String> names = new TreeSet<>();
        Optional<Portrait> portrait = view.noting(names, () -> {
            Hooks hooks = new Hooks(view, facts, view.library().index().mentions(KernelFacts.MODE));
            return Trials.of(hooks).map(Portrait::new);
        });
        return portrait
                .map(found -> new Likeness(true, view.presence().condition(found.presence()),
                        new TreeSet<>(found.traits()), view.presence().condition(found.allocatorEnters()), names))
                .orElse(new Likeness(false, Condition.NEVER, new TreeSet<>(), Condition.NEVER, names));
    }
}
