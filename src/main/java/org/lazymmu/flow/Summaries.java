package org.lazymmu.flow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.c.CFile;

/** Summaries of functions and macros in one view, computed from callees upwards when first asked for. */
public final class Summaries {
    private static final int MOST_ROUNDS = 4;

    private final View view;
    private final Meaning meaning;
    private final Relevance relevance;
    private final Map<Definition, Summary> done = new HashMap<>();
    private final Map<Definition, Summary> underWay = new LinkedHashMap<>();
    private final Set<Definition> usedUnderWay = new LinkedHashSet<>();
    private final Map<String, Summary> unfinished = new java.util.TreeMap<>();

    public Summaries(View view, Meaning meaning) {
        this.view = view;
        this.meaning = meaning;
        this.relevance = new Relevance(view, meaning);
    }

    public View view() {
        return view;
    }

    Meaning meaning() {
        return meaning;
    }

    Relevance relevance() {
        return relevance;
    }

    /** Whether a definition can reach the bracket at all. */
    public boolean isRelevant(Definition definition) {
        return relevance.isRelevant(definition);
    }

    /** How many definitions were looked at. */
    public int looked() {
        return relevance.size();
    }

    /** Summaries that are not complete, with the reason in each, sorted by place. */
    public List<Summary> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** All summaries computed so far. */
    public Iterable<Summary> all() {
        return done.values();
    }

    /** The summary of a definition. In a recursion, what is known of it so far. */
    public Summary of(Definition definition) {
        Summary known = done.get(definition);
        if (known != null) {
            return known;
        }
        Summary soFar = underWay.get(definition);
        if (soFar != null) {
            usedUnderWay.add(definition);
            return soFar;
        }
        return compute(definition);
    }

    private Summary compute(Definition definition) {
        Summary nothing = new Summary(definition, List.of(), List.of(), List.of(), null);
        underWay.put(definition, nothing);
        Cfg cfg = new CfgBuilder(view, meaning, relevance::isInlined).build(definition);
        Summary result = nothing;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            usedUnderWay.remove(definition);
            result = new Walk(definition, cfg, view, meaning, this).run();
            if (!usedUnderWay.contains(definition) || same(result, underWay.get(definition))) {
                break;
            }
            underWay.put(definition, result);
        }
        underWay.remove(definition);
        usedUnderWay.remove(definition);
        if (usedUnderWay.isEmpty()) {
            done.put(definition, result);
        }
        if (result.limit() != null) {
            unfinished.put(definition.key(), result);
        }
        return result;
    }

    private static boolean same(Summary now, Summary before) {
        return before != null && now.outcomes().size() == before.outcomes().size()
                && now.events().size() == before.events().size();
    }

    /** The file-level facts of a definition's function, for reports. */
    public static boolean isStatic(Definition definition) {
        return definition instanceof Definition.Function(Unit unit, CFile.Function function) && function.isStatic();
    }
}
