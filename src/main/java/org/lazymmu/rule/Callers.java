package org.lazymmu.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.CFile;
import org.lazymmu.flow.Answers;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Contexts;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;

/**
 * Who may call the functions that enter, level by level upwards and by names alone, as far as code that may run in interrupt
 * context: a function that sleeps does not, and where it is known that one does, its callers are of no interest.
 */
final class Callers {
    /** Levels above an enter; page table walks have a handful of levels by themselves. */
    private static final int HIGHEST = 20;
    /** Names that lead to one enter and are sought everywhere; where there are more, everybody comes to it. */
    private static final int MOST_FAR = 100;
    /** How often names that were found are sought everywhere. */
    private static final int ROUNDS = 3;
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

    private final Outlook outlook;
    private final Contexts contexts;
    private final Registrations registrations;
    private final Map<String, Definition> found = new TreeMap<>();
    private final Map<String, List<Edge>> edges = new TreeMap<>();
    private final Answers sleeping = new Answers();
    private final Map<String, Root> roots = new TreeMap<>();
    /** Whose callers are still to be sought, and those that were not looked at outside of the core. */
    private final Set<Definition> open = new LinkedHashSet<>();
    private final Set<Definition> near = new LinkedHashSet<>();
    private final List<Definition> unsought = new ArrayList<>();

    Callers(Outlook outlook, Contexts contexts) {
        this.outlook = outlook;
        this.contexts = contexts;
        this.registrations = new Registrations(outlook.view(), contexts);
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

    /** Those whose callers were not sought any more because there were too many. */
    List<Definition> stoppedAt() {
        return Stream.concat(unsought.stream(), open.stream()).toList();
    }

    /** Those of some definitions that lead only to enters which more of them lead to than are sought. */
    private List<Definition> popular(List<Definition> definitions) {
        Map<Definition, Set<Definition>> below = new LinkedHashMap<>();
        Map<Definition, Integer> ways = new HashMap<>();
        for (Definition definition : definitions) {
            Set<Definition> enters = below(definition).stream().filter(one -> edges(one).isEmpty())
                    .collect(Collectors.toSet());
            below.put(definition, enters);
            enters.forEach(enter -> ways.merge(enter, 1, Integer::sum));
        }
        return definitions.stream().filter(one -> below.getOrDefault(one, Set.of()).stream()
                .allMatch(enter -> ways.getOrDefault(enter, 0) > MOST_FAR)).toList();
    }

    /** What a definition may lead to by the calls that were found, itself included. */
    Set<Definition> below(Definition from) {
        Set<Definition> reached = new LinkedHashSet<>(List.of(from));
        Deque<Definition> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            for (Edge edge : edges(left.pop())) {
                if (reached.add(edge.callee())) {
                    left.push(edge.callee());
                }
            }
        }
        return reached;
    }

    /** Goes up from the functions that enter: among the core as far as there is to go, then everywhere, then on from there. */
    Callers explore() {
        outlook.enters().stream().filter(user -> !sleeps(user)).forEach(this::add);
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            climb();
            if (found.size() > MOST) {
                break;
            }
            List<Definition> far = new ArrayList<>(near.stream().filter(this::isSeenFar).toList());
            near.clear();
            List<Definition> popular = popular(far);
            far.removeAll(popular);
            unsought.addAll(popular);
            Set<String> names = far.stream().map(Definition::name).collect(Collectors.toSet());
            for (Definition callee : far) {
                callers(callee, outlook.around().mentions().far(callee.name(), names));
            }
        }
        return this;
    }

    private void climb() {
        for (int height = 0; height < HIGHEST && !open.isEmpty(); height++) {
            List<Definition> level = List.copyOf(open);
            for (Definition callee : level) {
                if (found.size() > MOST) {
                    return;
                }
                open.remove(callee);
                near.add(callee);
                callers(callee, outlook.around().near(callee));
            }
        }
    }

    /** Whether sources anywhere can mean a definition: it is in a header that all can include, or one of those names it. */
    private boolean isSeenFar(Definition definition) {
        return !Surroundings.isPrivate(definition) && outlook.around().near(definition).stream()
                .anyMatch(unit -> unit.isHeader() && TreeLayout.isPublicHeader(unit.path()));
    }

    /** Whether a definition sleeps, or calls a function for it that does little else. */
    private boolean sleeps(Definition definition) {
        return sleeping.of(definition, asked -> sleepsItself(asked)
                || Stream.concat(asked.unit().identifiers(asked, CSource.Use.CALLED).stream()
                        .flatMap(name -> outlook.view().resolve(name, asked.unit()).stream())
                        .map(View.Candidate::definition), outlook.handed(asked).stream())
                        .anyMatch(callee -> isSmall(callee) && sleeps(callee)));
    }

    private static boolean isSmall(Definition definition) {
        return definition.unit().identifiers(definition, CSource.Use.CALLED).size() <= WRAPPER;
    }

    private boolean sleepsItself(Definition definition) {
        Unit unit = definition.unit();
        List<String> called = unit.identifiers(definition, CSource.Use.CALLED);
        boolean muffles = called.stream().anyMatch(name -> outlook.facts().idiom(name) == Meaning.Idiom.MUFFLES);
        return sleeps(definition.name(), muffles) || called.stream().anyMatch(name -> sleeps(name, muffles))
                || unit.identifiers(definition, CSource.Use.BARE).stream().map(outlook.facts()::guardClass)
                        .anyMatch(guard -> guard != null && sleeps(guard.open(), muffles));
    }

    private boolean sleeps(String call, boolean muffled) {
        return contexts.sleeps(call) || outlook.facts().deeds(call).stream().anyMatch(deed -> deed.kind()
                .equals(KernelFacts.SLEEP)
                && (deed.argument() == Meaning.Deed.ALWAYS
                        || deed.argument() == Meaning.Deed.UNLESS_MUFFLED && !muffled));
    }

    /** Notes a definition; its callers are to be sought unless it is known to run in interrupt context. */
    private void add(Definition definition) {
        if (found.putIfAbsent(definition.key(), definition) != null) {
            return;
        }
        String definer = definition instanceof Definition.Function(Unit unit, CFile.Function function)
                ? function.definer() : null;
        String reason = contexts.reason(definition.name(), definer);
        if (reason == null) {
            open.add(definition);
        } else {
            root(definition, definition.site(),
                    definition.name() + "() " + reason);
        }
    }

    private void root(Definition definition, Site site, String why) {
        roots.putIfAbsent(definition.key(),
                new Root(definition, site, why, contexts.isRunByAllocator(definition.name())));
    }

    private void callers(Definition callee, Collection<Unit> units) {
        for (Unit unit : units) {
            if (outlook.around().means(callee, unit)) {
                registrations.in(unit, callee.name()).forEach(handing -> register(callee, handing));
                outlook.around().callers(callee, unit).forEach(user -> uses(user, callee));
            }
        }
    }

    private void uses(Definition user, Definition callee) {
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
            add(user);
        }
    }

    private static boolean isCalled(Definition user, String name) {
        boolean[] called = new boolean[1];
        CallWalk.visit(user.body().block(), (call, condition) -> called[0] |= name.equals(call.name()));
        return called[0];
    }

    private void register(Definition function, Registrations.Handing handing) {
        if (handing.fate() == Registrations.Fate.INTERRUPT && fits(function, handing.heads())) {
            root(function, handing.site(),
                    function.name() + "() is handed to " + handing.by() + ", and so runs in interrupt context");
        }
    }

    private static boolean fits(Definition definition, Set<String> heads) {
        return heads.isEmpty() || definition instanceof Definition.Function(Unit unit, CFile.Function function)
                && heads.stream().anyMatch(head -> function.returns().contains(head) || function.parameters().stream()
                        .anyMatch(parameter -> parameter.type().contains(head)));
    }
}
