package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.CFile;
import org.lazymmu.flow.Answers;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Contexts;
import org.lazymmu.kernel.KernelFacts;

/**
 * Who may call the functions that enter, level by level upwards and by names alone, as far as code that may run in interrupt
 * context: a function that sleeps does not, and where it is known that one does, its callers are of no interest.
 */
final class Callers {
    /** Levels above an enter; page table walks have a handful of levels by themselves. */
    private static final int HIGHEST = 20;
    /** Definitions looked at in one view. */
    private static final int MOST = 3_000;

    /**
     * Code that runs in interrupt context.
     *
     * @param ofAllocator the allocator runs it, for whoever allocates
     */
    record Root(Definition definition, Site site, String why, boolean ofAllocator) {
    }

    /**
     * A call by which an enter may be reached.
     *
     * @param handed where the callee is handed on to who calls it; null when it is called
     */
    record Edge(Definition callee, @Nullable Site handed) {
    }

    /** A function that calls more than this does more than to sleep. */
    private static final int WRAPPER = 2;

    private final Usage usage;
    private final Contexts contexts;
    private final Registrations registrations;
    private final Map<String, Definition> found = new TreeMap<>();
    private final Map<String, List<Edge>> edges = new TreeMap<>();
    private final Answers sleeping = new Answers();
    private final Map<String, Root> roots = new TreeMap<>();
    private @Nullable Definition stoppedAt;

    Callers(Usage usage, Contexts contexts) {
        this.usage = usage;
        this.contexts = contexts;
        this.registrations = new Registrations(usage.view(), contexts);
    }

    /** Everything that may lead to an enter, by place. */
    List<Definition> all() {
        return List.copyOf(found.values());
    }

    /** What runs in interrupt context among it, by place. */
    List<Root> roots() {
        return List.copyOf(roots.values());
    }

    /** The calls of a definition that may lead to an enter, in order of the callees' places. */
    List<Edge> edges(Definition caller) {
        return edges.getOrDefault(caller.key(), List.of());
    }

    /** Where the search stopped because there were too many, or null. */
    @Nullable
    Definition stoppedAt() {
        return stoppedAt;
    }

    /** Goes up from the functions that enter. */
    Callers explore() {
        Set<Definition> level = new LinkedHashSet<>();
        for (Definition user : usage.users()) {
            if (!usage.isExempt(user) && usage.summaries().of(user).events().stream()
                    .anyMatch(event -> event.action() == Summary.Action.OPEN) && !sleeps(user)) {
                add(user, level);
            }
        }
        for (int height = 0; height < HIGHEST && !level.isEmpty(); height++) {
            Set<Definition> next = new LinkedHashSet<>();
            for (Definition callee : level) {
                if (found.size() > MOST) {
                    stoppedAt = callee;
                    return this;
                }
                callers(callee, next);
            }
            level = next;
        }
        stoppedAt = level.isEmpty() ? null : level.iterator().next();
        return this;
    }

    /** Whether a definition sleeps, or calls a function for it that does little else. */
    private boolean sleeps(Definition definition) {
        return sleeping.of(definition, asked -> sleepsItself(asked)
                || Stream.concat(asked.unit().identifiers(asked, CSource.Use.CALLED).stream()
                        .flatMap(name -> usage.view().resolve(name, asked.unit()).stream())
                        .map(View.Candidate::definition), usage.summaries().handed(asked).stream())
                        .anyMatch(callee -> isSmall(callee) && sleeps(callee)));
    }

    private static boolean isSmall(Definition definition) {
        return definition.unit().identifiers(definition, CSource.Use.CALLED).size() <= WRAPPER;
    }

    private boolean sleepsItself(Definition definition) {
        return definition.identifiers().stream()
                .anyMatch(name -> contexts.sleeps(name) || usage.facts().deeds(name).stream()
                        .anyMatch(deed -> deed.kind().equals(KernelFacts.SLEEP)
                                && deed.argument() == Meaning.Deed.ALWAYS));
    }

    /** Notes a definition; its callers are sought on the next level unless it is known to run in interrupt context. */
    private void add(Definition definition, Set<Definition> level) {
        if (found.putIfAbsent(definition.key(), definition) != null) {
            return;
        }
        String definer = definition instanceof Definition.Function(Unit unit, CFile.Function function)
                ? function.definer() : null;
        String reason = contexts.reason(definition.name(), definer);
        if (reason == null) {
            level.add(definition);
        } else {
            root(definition, definition.site(),
                    definition.name() + "() " + reason);
        }
    }

    private void root(Definition definition, Site site, String why) {
        roots.putIfAbsent(definition.key(),
                new Root(definition, site, why, contexts.isRunByAllocator(definition.name())));
    }

    private void callers(Definition callee, Set<Definition> next) {
        for (Unit unit : units(callee)) {
            if (!usage.means(callee, unit)) {
                continue;
            }
            registrations.in(unit, callee.name()).forEach(handing -> register(callee, handing));
            for (Definition user : usage.mentions().definitions(unit)) {
                if (!user.equals(callee) && user.identifiers().contains(callee.name())
                        && usage.view().presenceOf(user.condition()) != Presence.NEVER) {
                    uses(user, callee, next);
                }
            }
        }
    }

    private Set<Unit> units(Definition definition) {
        Set<Unit> units = new LinkedHashSet<>(List.of(definition.unit()));
        if (!Usage.isPrivate(definition)) {
            units.addAll(usage.mentions().near(definition.name(), Architectures.GENERIC));
            if (!usage.view().name().equals(Architectures.GENERIC)) {
                units.addAll(usage.mentions().near(definition.name(), usage.view().name()));
            }
        }
        return units;
    }

    private void uses(Definition user, Definition callee, Set<Definition> next) {
        List<Registrations.Handing> handings = registrations.in(user, callee.name());
        handings.forEach(handing -> register(callee, handing));
        if (sleeps(user)) {
            return;
        }
        Set<Edge> calls = new LinkedHashSet<>();
        if (handings.isEmpty() || isCalled(user, callee.name())) {
            calls.add(new Edge(callee, null));
        }
        handings.stream().filter(handing -> handing.fate() == Registrations.Fate.CALLED)
                .forEach(handing -> calls.add(new Edge(callee, handing.site())));
        if (!calls.isEmpty()) {
            edges.computeIfAbsent(user.key(), key -> new ArrayList<>()).addAll(calls);
            add(user, next);
        }
    }

    private static boolean isCalled(Definition user, String name) {
        boolean[] called = new boolean[1];
        CallWalk.visit(user.body().block(), (call, condition) -> called[0] |= name.equals(call.name()));
        return called[0];
    }

    private void register(Definition function, Registrations.Handing handing) {
        if (handing.fate() == Registrations.Fate.INTERRUPT) {
            root(function, handing.site(),
                    function.name() + "() is handed to " + handing.by() + ", and so runs in interrupt context");
        }
    }
}
