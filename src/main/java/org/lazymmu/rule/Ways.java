package org.lazymmu.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Masking;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summaries;
import org.lazymmu.flow.Summary;
import org.lazymmu.kernel.Contexts;
import org.lazymmu.kernel.KernelFacts;

/** The ways from a function down to an enter that exist in interrupt context: each call on them is walked to. */
final class Ways {
    /**
     * A call on the way.
     *
     * @param callee   what is called, or null where the mode is entered
     * @param presence the configurations
     */
    record Hop(Site site, String call, @Nullable Definition callee, int presence) {
        TraceStep step() {
            return Telling.step(site, callee == null ? "region entered here by " + call + "()"
                    : call + "() is called here");
        }
    }

    private record Reached(Definition definition, @Nullable Reached from, @Nullable Hop by) {
    }

    private final Outlook outlook;
    private final Callers callers;
    private final Contexts contexts;
    private final Meaning hooks;
    private final Summaries walks;
    private final Map<Definition, List<Hop>> hops = new HashMap<>();

    Ways(Outlook outlook, Callers callers, Contexts contexts) {
        this.outlook = outlook;
        this.callers = callers;
        this.contexts = contexts;
        KernelFacts facts = outlook.facts();
        this.hooks = facts.entering(List.of());
        this.walks = Summaries.shallow(outlook.view(),
                facts.entering(callers.all().stream().map(Definition::name).toList()));
    }

    /** What is walked of a definition if each call that may lead to an enter counts as one. */
    Summary walk(Definition definition) {
        return walks.of(definition);
    }

    /** A shortest way from a definition to an enter; empty if there is none in interrupt context. */
    List<Hop> down(Definition from) {
        Deque<Reached> open = new ArrayDeque<>(List.of(new Reached(from, null, null)));
        Set<Definition> seen = new HashSet<>(Set.of(from));
        while (!open.isEmpty()) {
            Reached at = open.poll();
            for (Hop hop : hops.computeIfAbsent(at.definition(), this::hops)) {
                Definition callee = hop.callee();
                if (callee == null) {
                    return path(at, hop);
                }
                if (seen.add(callee)) {
                    open.add(new Reached(callee, at, hop));
                }
            }
        }
        return List.of();
    }

    private static List<Hop> path(Reached last, Hop end) {
        List<Hop> way = new ArrayList<>(List.of(end));
        for (Reached at = last; at != null; at = at.from()) {
            if (at.by() != null) {
                way.addFirst(at.by());
            }
        }
        return way;
    }

    private List<Hop> hops(Definition definition) {
        List<Hop> result = new ArrayList<>();
        List<Callers.Edge> edges = callers.edges(definition);
        for (Summary.Event event : walk(definition).events()) {
            if (event.action() != Summary.Action.OPEN || !isPossible(event.facts())) {
                continue;
            }
            if (hooks.bracket(event.call()) != null) {
                result.add(new Hop(event.root(), event.call(), null, event.presence()));
            }
            edges.stream().filter(edge -> edge.handed() == null && edge.callee().name().equals(event.call()))
                    .forEach(edge -> result
                            .add(new Hop(event.root(), event.call(), edge.callee(), event.presence())));
        }
        for (Callers.Edge edge : edges) {
            Site handed = edge.handed();
            if (handed != null) {
                result.add(new Hop(handed, edge.callee().name(), edge.callee(),
                        outlook.view().presenceOf(definition.condition())));
            }
        }
        result.sort(Comparator.comparing(hop -> hop.site().key()));
        return result;
    }

    /** Whether what must hold on a path can hold in interrupt context. */
    private boolean isPossible(List<State.Fact> facts) {
        return facts.stream().noneMatch(fact -> {
            String test = fact.value().text();
            Boolean answer = test.equals(Masking.TEST) ? Boolean.TRUE : contexts.answer(test.replace("()", ""));
            return answer != null && answer != fact.truth();
        });
    }
}
