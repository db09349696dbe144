package org.lazymmu.flow;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;

/** Summaries of functions and macros in one view, computed from callees upwards when first asked for. */
public final class Summaries {
    private static final int MOST_ROUNDS = 2;
    /** Combinations of each kind for which one definition is looked at by itself. */
    private static final int MOST_SPECIAL = 16;

    private final View view;
    private final Meaning meaning;
    private final Relevance relevance;
    private final Stores stores;
    private final Changes changes;
    private final Map<Key, Summary> done = new HashMap<>();
    private final Map<Key, Summary> underWay = new LinkedHashMap<>();
    private final Set<Key> usedUnderWay = new LinkedHashSet<>();
    private final Map<Special, Summary> special = new HashMap<>();
    private final Map<Definition, Cfg> graphs;
    private final Map<Kind, Integer> specials = new HashMap<>();
    private final Set<Definition> concerning = new HashSet<>();
    private final Map<String, Summary> unfinished = new TreeMap<>();

    /** Where a definition is called, which decides what of it is followed. */
    enum Context {
        /** With the bracket closed: only what opens or closes it for its caller, and locks at first hand. */
        OUTSIDE,
        /** With the bracket open, but a lock was dropped already: what opens it again. */
        UNLOCKED,
        /** With the bracket open: all that reaches the bracket or a lock. */
        INSIDE,
        /** In a pause, in which opening and closing do nothing. */
        PAUSED,
        /** In a pause, with the bracket masked. */
        PAUSED_MASKED,
        /** With the bracket closed and masked: all that reaches it. */
        MASKED,
        /** With the bracket open and masked. */
        MASKED_INSIDE,
        /** With the bracket open, where nothing that is called concerns it or a lock: deeds alone. */
        DEEDS;

        /** Whether the bracket is open where the call is made. */
        boolean isOpen() {
            return this == INSIDE || this == UNLOCKED || this == MASKED_INSIDE || this == DEEDS;
        }

        /** Whether the caller has it open, and nothing is known to be wrong with that. */
        boolean isInside() {
            return this == INSIDE || this == MASKED_INSIDE;
        }

        /** How often the bracket is masked by the caller, as far as it is told apart. */
        int masks() {
            return this == MASKED || this == MASKED_INSIDE || this == PAUSED_MASKED ? 1 : 0;
        }

        /** Pauses of the caller, as far as they are told apart. */
        int pauses() {
            return this == PAUSED || this == PAUSED_MASKED ? 1 : 0;
        }

        /** The same with the bracket masked or not. */
        Context masked(boolean on) {
            return switch (this) {
                case OUTSIDE, MASKED -> on ? MASKED : OUTSIDE;
                case INSIDE, MASKED_INSIDE -> on ? MASKED_INSIDE : INSIDE;
                case UNLOCKED -> on ? MASKED_INSIDE : UNLOCKED;
                case PAUSED, PAUSED_MASKED -> on ? PAUSED_MASKED : PAUSED;
                case DEEDS -> DEEDS;
            };
        }

    }

    private record Key(Definition definition, Context context) {
    }

    private record Special(Definition definition, Context context, List<State.Holding> given) {
    }

    /** What is looked at by itself of a definition: combinations with functions that it is given, or with constants alone. */
    private record Kind(Definition definition, boolean functions) {
    }

    public Summaries(View view, Meaning meaning) {
        this(view, meaning, true);
    }

    private Summaries(View view, Meaning meaning, boolean deep) {
        this.view = view;
        this.meaning = meaning;
        this.relevance = new Relevance(view, meaning, deep);
        this.stores = new Stores(view);
        this.changes = new Changes(view, meaning);
        this.graphs = new HashMap<>();
    }

    private Summaries(Summaries other) {
        this.view = other.view;
        this.meaning = other.meaning;
        this.relevance = other.relevance;
        this.stores = other.stores;
        this.changes = other.changes;
        this.graphs = other.graphs;
    }

    /** Summaries in the same view that know of no walk, nor of what concerns callers: what was asked here makes no difference. */
    public Summaries apart() {
        return new Summaries(this);
    }

    /** Summaries of single functions, where all that matters of what they call is named by the meaning. */
    public static Summaries shallow(View view, Meaning meaning) {
        return new Summaries(view, meaning, false);
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

    Stores stores() {
        return stores;
    }

    /** What calls may have changed of what is known. */
    Changes changes() {
        return changes;
    }

    /** How many definitions were looked at. */
    public int looked() {
        return relevance.size();
    }

    /** Summaries that are not complete, with the reason in each, sorted by place. */
    public List<Summary> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** All summaries computed so far, by place; a definition called in several contexts has several. */
    public List<Summary> all() {
        Map<String, Summary> sorted = new TreeMap<>();
        done.forEach((key, summary) -> sorted.put(key.definition().key() + "/" + key.context(), summary));
        return List.copyOf(sorted.values());
    }

    /** The summary of a definition that is called with the bracket closed. */
    public Summary of(Definition definition) {
        return of(definition, Context.OUTSIDE);
    }

    /**
     * The summary of a definition. In a recursion, what is known of it so far.
     */
    Summary of(Definition definition, Context context) {
        Key key = new Key(definition, context);
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

    /**
     * The summary of a definition when it is known what some cells hold at entry, by their texts: so its tests of constants are
     * decided, and the functions that it is given are called like any other.
     *
     * @param general its summary without that, which stands in once there are too many combinations, and in a recursion
     */
    Summary of(Definition definition, Context context, List<State.Holding> given, Summary general) {
        Special key = new Special(definition, context, given);
        Summary known = special.get(key);
        if (known == null) {
            boolean functions = given.stream().anyMatch(one -> one.value().function() != null);
            if (specials.merge(new Kind(definition, functions), 1, Integer::sum) > MOST_SPECIAL) {
                return general;
            }
            special.put(key, general);
            known = new Walk(definition, graphOf(definition), context, view, meaning, this)
                    .run(given);
            special.put(key, known);
        }
        return known;
    }

    private Cfg graphOf(Definition definition) {
        return graphs.computeIfAbsent(definition, this::graph);
    }

    private Cfg graph(Definition definition) {
        return new CfgBuilder(view, meaning, relevance::isInlined).build(definition);
    }

    /** Notes that a definition leaves something to its callers, so that calls of it are followed everywhere. */
    public void concern(Definition definition) {
        concerning.add(definition);
    }

    /**
     * How a definition opens the bracket when it is called with the bracket open: the steps down to where, the shortest there
     * are; empty when it does not.
     */
    public List<Trail> reopening(Definition definition) {
        return of(definition, Context.INSIDE).events().stream()
                .filter(event -> event.action() == Summary.Action.OPEN)
                .map(Callees::step).min(Comparator.comparingInt(Trail::length)).stream().toList();
    }

    /** Lets a definition be walked again, since more is known of what it calls. */
    public void invalidate(Definition definition) {
        for (Context context : Context.values()) {
            done.remove(new Key(definition, context));
        }
    }

    /** Whether a call of a definition is followed where the bracket is closed. */
    boolean isFollowedOutside(Definition definition) {
        return concerning.contains(definition) || (relevance.direct(definition) & Relevance.KEPT) != 0;
    }

    /** Whether a definition masks the bracket, or calls a function for it that does little else. */
    public boolean mayMask(Definition definition) {
        Unit unit = definition.unit();
        return unit.identifiers(definition, CSource.Use.CALLED).stream().anyMatch(name -> meaning.mask(name) != null
                || view.resolve(name, unit).stream().anyMatch(callee -> relevance.shapes().masks(callee.definition())));
    }

    /** The functions that a definition hands, by their names, to a function that calls what it is given. */
    public List<Definition> handed(Definition definition) {
        return relevance.shapes().handed(definition);
    }

    private Summary compute(Key key) {
        Definition definition = key.definition();
        Cfg cfg = graphOf(definition);
        Summary result = Summary.unknown(definition);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            underWay.put(key, result);
            usedUnderWay.remove(key);
            result = new Walk(definition, cfg, key.context(), view, meaning, this).run();
            if (!usedUnderWay.contains(key)) {
                break;
            }
        }
        underWay.remove(key);
        usedUnderWay.remove(key);
        done.put(key, result);
        if (result.limit() != null) {
            unfinished.put(definition.key(), result);
        }
        return result;
    }

    /** The file-level facts of a definition's function, for reports. */
    public static boolean isStatic(Definition definition) {
        return definition instanceof Definition.Function(Unit unit, CFile.Function function) && function.isStatic();
    }
}
