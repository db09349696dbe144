package org.lazymmu.flow;

import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<Key, Summary> done = new HashMap<>();
    private final Map<Key, Summary> underWay = new LinkedHashMap<>();
    private final Set<Key> usedUnderWay = new LinkedHashSet<>();
    private final Set<Definition> concerning = new HashSet<>();
    private final Map<String, Summary> unfinished = new java.util.TreeMap<>();

    /** A definition, and whether it is called with the bracket open: then all that it reaches matters. */
    private record Key(Definition definition, boolean inside) {
    }

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

    /** The summary of a definition that is called with the bracket closed. */
    public Summary of(Definition definition) {
        return of(definition, false);
    }

    /**
     * The summary of a definition. In a recursion, what is known of it so far.
     *
     * @param inside whether it is called with the bracket open
     */
    Summary of(Definition definition, boolean inside) {
        Key key = new Key(definition, inside);
        Summary known = done.get(key);
        if (known != null) {
            return known;
        }
        Summary soFar = underWay.get(key);
        if (soFar != null) {
            usedUnderWay.add(key);
            return soFar;
        }
        return compute(key);
    }

    /** Notes that a definition leaves something to its callers, so that calls of it are followed everywhere. */
    public void concern(Definition definition) {
        concerning.add(definition);
    }

    /** Whether a call of a definition is followed where the bracket is closed. */
    boolean isFollowedOutside(Definition definition) {
        return concerning.contains(definition) || relevance.isDirect(definition);
    }

    private Summary compute(Key key) {
        Definition definition = key.definition();
        Summary nothing = new Summary(definition, List.of(), List.of(), List.of(), null);
        underWay.put(key, nothing);
        if (System.getenv("DBG") != null) System.err.println("  ".repeat(underWay.size()) + definition.name() + " " + definition.unit().path() + " " + relevance.size() + " WHY " + key.inside() + relevance.why(definition));
        Cfg cfg = new CfgBuilder(view, meaning, relevance::isInlined).build(definition);
        Summary result = nothing;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            usedUnderWay.remove(key);
            result = new Walk(definition, cfg, key.inside(), view, meaning, this).run();
            if (!usedUnderWay.contains(key) || same(result, underWay.get(key))) {
                break;
            }
            underWay.put(key, result);
        }
        underWay.remove(key);
        usedUnderWay.remove(key);
        if (usedUnderWay.isEmpty()) {
            done.put(key, result);
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
