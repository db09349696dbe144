package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Effects;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Fingerprint;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;

/** What was found in all views so far: the same finding in several of them is one. */
final class Joined {
    private final Effects effects;
    private final Reality reality;
    private final List<Judge> judges;
    /** The same finding in one view after the other, by the name of the view; several of one differ in their conditions. */
    private final Map<String, SortedMap<String, List<Draft>>> seen = new TreeMap<>();
    private final NavigableSet<Undecided> undecided = new TreeSet<>(Comparator.comparing(Undecided::place)
            .thenComparing(Undecided::rule).thenComparing(Undecided::reason));
    private final Set<Where> walked = new HashSet<>();
    private final SortedSet<Unanalysed> missed = new TreeSet<>(Missed.ORDER);
    private final Map<String, View> views = new TreeMap<>();
    private int impossible;

    /** @param rules ids of the rules wanted; empty for all */
    Joined(Set<String> rules, Effects effects, Reality reality, Implementations implementations) {
        this.effects = effects;
        this.reality = reality;
        judges = Rules.judges(implementations).stream().filter(j -> rules.isEmpty() || rules.contains(j.rule().id()))
                .toList();
    }

    /** The judges of the rules wanted. */
    List<Judge> judges() {
        return judges;
    }

    void add(Looked looked) {
        View view = looked.view();
        views.put(view.name(), view);
        looked.drafts().forEach(draft -> add(draft, view));
        missed.addAll(looked.unanalysed());
        for (Found group : looked.groups()) {
            group.drafts().forEach(draft -> add(draft, view));
            undecided.addAll(group.undecided());
            walked.addAll(group.walked());
            missed.addAll(group.unanalysed());
        }
    }

    private void add(Draft draft, View view) {
        seen.computeIfAbsent(draft.key(), key -> new TreeMap<>())
                .computeIfAbsent(view.name(), name -> new ArrayList<>()).add(draft);
    }

    /** How many functions and macros were walked. */
    int functions() {
        return walked.size();
    }

    boolean wasWalked(Definition definition) {
        return walked.contains(Where.of(definition));
    }

    /** What was given up, by place. */
    List<Unanalysed> missed() {
        return List.copyOf(missed);
    }

    /** Places that were not decided in some view, by place. */
    List<Undecided> undecided() {
        return List.copyOf(undecided);
    }

    /** What no configuration has. */
    int impossible() {
        return impossible;
    }

    /** All findings that some configuration may have, by place. */
    List<Finding> findings() {
        Map<String, Integer> twins = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        impossible = 0;
        for (SortedMap<String, List<Draft>> one : seen.values()) {
            SortedMap<String, Condition> conditions = conditions(one);
            if (conditions.isEmpty()) {
                impossible++;
            } else {
                findings.add(finding(one, conditions, twins));
            }
        }
        findings.sort(
                Comparator.comparing(Finding::place).thenComparing(Finding::rule).thenComparing(Finding::fingerprint));
        return findings;
    }

    /** The conditions in the views that have the finding in some configuration, by the name of the view. */
    private SortedMap<String, Condition> conditions(SortedMap<String, List<Draft>> one) {
        SortedMap<String, Condition> conditions = new TreeMap<>();
        one.forEach((view, drafts) -> {
            List<Condition> any = drafts.stream().map(reality::of).filter(condition -> reality.canBe(view, condition))
                    .distinct().toList();
            if (!any.isEmpty()) {
                conditions.put(view, any.size() == 1 ? any.getFirst() : new Condition.Any(any));
            }
        });
        if (conditions.size() > 1) {
            // The generic view counts only where it is the only one.
            conditions.remove(Architectures.GENERIC);
        }
        return conditions;
    }

    private Finding finding(SortedMap<String, List<Draft>> one, SortedMap<String, Condition> conditions,
            Map<String, Integer> twins) {
        Draft draft = one.getOrDefault(conditions.firstKey(), List.of()).getFirst();
        String file = draft.place().file();
        String print = Fingerprint.of(draft.rule().id(), file, draft.function(), draft.detail());
        int twin = twins.merge(print, 1, Integer::sum);
        if (twin > 1) {
            print = Fingerprint.of(draft.rule().id(), file, draft.function(), draft.detail() + " twin" + twin);
        }
        SortedMap<String, Finding.Consequence> consequences = new TreeMap<>();
        conditions.forEach((name, condition) -> {
            View view = views.get(name);
            if (view != null) {
                consequences.put(name, effects.of(draft.broken(), view, condition));
            }
        });
        return new Finding(draft.rule().id(), severity(draft.rule(), consequences), draft.place(),
                draft.function(), draft.message(), Condition.text(reality.joined(conditions)), consequences,
                draft.trace(), further(one, conditions.keySet()), print, example(conditions, consequences));
    }

    /** A configuration of the architecture on which the finding does worst, the first of them by name. */
    private @Nullable Example example(SortedMap<String, Condition> conditions,
            SortedMap<String, Finding.Consequence> consequences) {
        return consequences.entrySet().stream()
                .sorted(Comparator.comparing(consequence -> consequence.getValue().effect()))
                .map(Map.Entry::getKey)
                .map(view -> reality.example(view, conditions.getOrDefault(view, Condition.NEVER)))
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * A rule's own severity where some kernel can misbehave. A contract that is broken without consequences today is a warning at
     * most, and no less: it is all that generic code may rely on. Where no hooks can be real, it is a note.
     */
    private static Severity severity(Rule rule, SortedMap<String, Finding.Consequence> consequences) {
        Effect worst = consequences.values().stream().map(Finding.Consequence::effect).min(Comparator.naturalOrder())
                .orElse(Effect.CONTRACT_ONLY);
        return switch (worst) {
            case MISBEHAVES -> rule.severity();
            case CONTRACT_ONLY -> rule.severity() == Severity.ERROR ? Severity.WARNING : rule.severity();
            case NOT_AFFECTED -> Severity.NOTE;
        };
    }

    /** Further places in some views, each once. */
    private static List<TraceStep> further(SortedMap<String, List<Draft>> one, Set<String> views) {
        Set<Place> places = new HashSet<>();
        List<TraceStep> further = new ArrayList<>();
        for (String view : views) {
            for (Draft draft : one.getOrDefault(view, List.of())) {
                places.add(draft.place());
                draft.also().stream().filter(step -> places.add(step.place())).forEach(further::add);
            }
        }
        return further;
    }
}
