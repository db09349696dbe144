package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Fingerprint;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Effects;

/** What was found in all views so far: the same finding in several of them is one. */
final class Joined {
    private record Seen(Draft draft, SortedSet<String> views, SortedSet<String> conditions) {
    }

    private final Effects effects = new Effects();
    private final List<Judge> judges;
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Set<Definition> walked = new HashSet<>();
    private final Map<String, Summary> unfinished = new TreeMap<>();
    private final Map<String, Usage.Limit> limits = new TreeMap<>();
    private final Map<String, Site> unknown = new TreeMap<>();

    /** @param rules ids of the rules wanted; empty for all */
    Joined(Set<String> rules) {
        judges = Rules.judges().stream().filter(j -> rules.isEmpty() || rules.contains(j.rule().id())).toList();
    }

    void add(Usage usage) {
        for (Judge judge : judges) {
            for (Draft draft : judge.judge(usage)) {
                String key = draft.site().key() + "/" + draft.rule().id() + "/" + draft.detail();
                Seen known = seen.computeIfAbsent(key, k -> new Seen(draft, new TreeSet<>(), new TreeSet<>()));
                known.views().add(usage.view().name());
                known.conditions().add(Condition.text(draft.presence()));
            }
        }
        usage.limits().forEach(limit -> limits.put(limit.definition().key() + limit.reason(), limit));
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
            SortedMap<String, Effect> architectures = new TreeMap<>();
            for (String view : one.views()) {
                if (!view.equals(Architectures.GENERIC) || one.views().size() == 1) {
                    architectures.put(view, effects.of(draft.rule().id(), view));
                }
            }
            findings.add(new Finding(draft.rule().id(), draft.rule().severity(), Telling.place(draft.site()),
                    draft.site().function(), draft.message(), condition(one.conditions()), architectures, draft.trace(),
                    distinct(draft), print));
        }
        findings.sort(
                Comparator.comparing(Finding::place).thenComparing(Finding::rule).thenComparing(Finding::fingerprint));
        return findings;
    }

    /** Further places, each once. */
    private static List<TraceStep> distinct(Draft draft) {
        Set<Place> places = new HashSet<>(Set.of(Telling.place(draft.site())));
        return draft.also().stream().filter(step -> places.add(step.place())).toList();
    }

    private static String condition(SortedSet<String> conditions) {
        if (conditions.contains("")) {
            return "";
        }
        if (conditions.size() == 1) {
            return conditions.first();
        }
        return "(" + String.join(") || (", conditions) + ")";
    }
}
