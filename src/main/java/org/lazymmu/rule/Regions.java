package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Condition;
import org.lazymmu.backend.Places;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Region;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;

/** The inventory of hook calls in all views. */
final class Regions {
    private record Call(Place place, String function, String hook, String kind) {
    }

    private record Seen(Call call, SortedSet<String> views, SortedSet<String> conditions) {
    }

    private final Meaning meaning;
    private final Map<String, Seen> seen = new TreeMap<>();

    Regions(Meaning meaning) {
        this.meaning = meaning;
    }

    /** Adds the calls of a file as a view has them. */
    void add(Unit unit, View view, Searches searches) {
        for (Definition definition : searches.definitions(unit)) {
            if (definition.identifiers().stream().noneMatch(name -> meaning.bracket(name) != null)) {
                continue;
            }
            int around = view.presenceOf(definition.condition());
            CallWalk.visit(definition.body().block(), (call, condition) -> {
                String name = call.name();
                Meaning.BracketEffect effect = name == null ? null : meaning.bracket(name);
                if (effect != null && name != null && !definition.name().equals(name)) {
                    Place place = Places.of(unit, call.at());
                    add(new Call(place, definition.name(), name, kind(effect)), view, around, condition);
                }
            });
        }
    }

    private void add(Call call, View view, int around, Condition condition) {
        int presence = view.presence().and(around, view.presenceOf(condition));
        if (presence == Presence.NEVER) {
            return;
        }
        String key = call.place().file() + String.format(":%09d:%09d", call.place().line(), call.place().column());
        Seen known = seen.computeIfAbsent(key, k -> new Seen(call, new TreeSet<>(), new TreeSet<>()));
        known.views().add(view.name());
        known.conditions().add(view.presence().text(presence));
    }

    private static String kind(Meaning.BracketEffect effect) {
        return switch (effect) {
            case OPEN -> "enter";
            case CLOSE -> "leave";
            case FLUSH, PAUSE, RESUME -> effect.name().toLowerCase(Locale.ROOT);
        };
    }

    /** How many places enter. */
    int entered() {
        return (int) seen.values().stream().filter(one -> one.call().kind().equals("enter")).count();
    }

    List<Region> list() {
        List<Region> regions = new ArrayList<>();
        for (Seen one : seen.values()) {
            String condition = one.conditions().contains("") ? "" : String.join(" || ", one.conditions());
            regions.add(new Region(one.call().place(), one.call().function(), one.call().hook(), one.call().kind(),
                    condition,
                    one.views()));
        }
        regions.sort(Comparator.comparing(Region::place));
        return regions;
    }
}
