package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lazymmu.backend.Effects;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Fingerprint;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Undecided;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;

/** What was found in all views so far: the same finding in several of them is one. */
final class Joined {
    /** @param also further places of all views, in the order in which they were found */
    private record Seen(Draft draft, SortedMap<String, View> views,
            SortedMap<String, SortedMap<String, Condition>> conditions, List<TraceStep> also) {
        /** The conditions of all views. */
        Set<String> all() {
            return conditions.values().stream().flatMap(some -> some.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final Effects effects;
    private final List<Judge> judges;
    private final Map<String, Seen> seen = new TreeMap<>();
    private final NavigableSet<Undecided> undecided = new TreeSet<>(Comparator.comparing(Undecided::place)
            .thenComparing(Undecided::rule).thenComparing(Undecided::reason));
    private final Set<Definition> walked = new HashSet<>();
    private final Map<String, Summary> unfinished = new TreeMap<>();
    private final Map<String, Usage.Limit> limits = new TreeMap<>();
    private final Map<String, Site> unknown = new TreeMap<>();

    /** @param rules ids of the rules wanted; empty for all */
    Joined(Set<String> rules, Effects effects) {
        this.effects = effects;
        judges = Rules.judges().stream().filter(j -> rules.isEmpty() || rules.contains(j.rule().id())).toList();
    }

    void add(Usage usage) {
        for (Judge judge : judges) {
            for (Draft draft : judge.judge(usage)) {
                String key = draft.site().key() + "/" + draft.rule().id() + "/" + draft.detail();
                Seen known = seen.computeIfAbsent(key,
                        k -> new Seen(draft, new TreeMap<>(), new TreeMap<>(), new ArrayList<>()));
                known.also().addAll(draft.also());
                known.views().put(usage.view().name(), usage.view());
                known.conditions().computeIfAbsent(usage.view().name(), view -> new TreeMap<>())
                        .put(Condition.text(draft.presence()), draft.presence());
            }
        }
        usage.limits().forEach(limit -> limits.put(limit.definition().key() + limit.reason(), limit));
        for (Judge judge : judges) {
            undecided.addAll(judge.undecided(usage));
        }
        for (Summary summary : usage.walked()) {
            walked.add(summary.definition());
            summary.unknown().forEach(site -> unknown.put(site.key(), site));
        }
        usage.summaries().unfinished().forEach(summary -> unfinished.put(summary.definition().key(), summary));
    }

    /** How many functions and macros were walked. */
    int functions() {
        return walked.size();
    }

    boolean wasWalked(Definition definition) {
        return walked.contains(definition);
    }

    /** Calls in regions that lead nobody knows where, by place. */
    List<Site> unknown() {
        return List.copyOf(unknown.values());
    }

    /** Searches that were given up, by place. */
    List<Usage.Limit> limits() {
        return List.copyOf(limits.values());
    }

    /** Walks that were given up, by place. */
    List<Summary> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** Places that were not decided in some view, by place. */
    List<Undecided> undecided() {
        return List.copyOf(undecided);
    }

    /** All findings, by place. */
    List<Finding> findings() {
        Map<String, Integer> twins = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Seen one : seen.values()) {
            Draft draft = one.draft();
            String file = draft.site().unit().path();
            String print = Fingerprint.of(draft.rule().id(), file, draft.site().function(), draft.detail());
            int twin = twins.merge(print, 1, Integer::sum);
            if (twin > 1) {
                print = Fingerprint.of(draft.rule().id(), file, draft.site().function(),
                        draft.detail() + " twin" + twin);
            }
            SortedMap<String, Finding.Consequence> consequences = consequences(one);
            findings.add(
                    new Finding(draft.rule().id(), severity(draft.rule(), consequences), Telling.place(draft.site()),
                            draft.site().function(), draft.message(), condition(one.all()), consequences, draft.trace(),
                            distinct(one), print));
        }
        findings.sort(
                Comparator.comparing(Finding::place).thenComparing(Finding::rule).thenComparing(Finding::fingerprint));
        return findings;
    }

    /** What it does in each view that shows it; the generic view counts only where it is the only one. */
    private SortedMap<String, Finding.Consequence> consequences(Seen one) {
        SortedMap<String, Finding.Consequence> consequences = new TreeMap<>();
        one.views().forEach((name, view) -> {
            if (!name.equals(Architectures.GENERIC) || one.views().size() == 1) {
                // The worst of several conditions: a finding that can be real with the hooks is.
                one.conditions().getOrDefault(name, new TreeMap<>()).values().stream()
                        .map(condition -> effects.of(one.draft().broken(), view, condition))
                        .min(Comparator.comparing(Finding.Consequence::effect))
                        .ifPresent(worst -> consequences.put(name, worst));
            }
        });
        return consequences;
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

    /** Further places, each once. */
    private static List<TraceStep> distinct(Seen one) {
        Set<Place> places = new HashSet<>(Set.of(Telling.place(one.draft().site())));
        return one.also().stream().filter(step -> places.add(step.place())).toList();
    }

    private static String condition(Set<String> conditions) {
        if (conditions.contains("")) {
            return "";
        }
        if (conditions.size() == 1) {
            return conditions.iterator().next();
        }
        return "(" + String.join(") || (", conditions) + ")";
    }
}
