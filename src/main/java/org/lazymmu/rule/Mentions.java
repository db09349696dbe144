package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.TreeLayout;

/**
 * Which files mention a name, as one view asks for it: what other views asked for earlier makes no difference to it, except that
 * the tree need not be searched again.
 */
final class Mentions {
    private final Searches searches;
    private final SortedMap<String, int[]> files = new TreeMap<>();

    Mentions(Searches searches) {
        this.searches = searches;
        files.putAll(searches.everywhere(searches.scanned()));
    }

    /** The same, as if nothing had been asked yet. */
    Mentions apart() {
        return new Mentions(searches);
    }

    /** Searches for several names at once, which costs little more than one. */
    void prepare(List<String> names) {
        SortedSet<String> missing = new TreeSet<>(names);
        missing.removeIf(this::isPrepared);
        if (!missing.isEmpty()) {
            files.putAll(searches.everywhere(missing));
        }
    }

    /** A word that was searched and is part of the name, so that its files contain those of the name. */
    private String covering(String name) {
        for (String word : files.keySet()) {
            if (name.contains(word)) {
                return word;
            }
        }
        return name;
    }

    /** Whether the tree was searched for a name. */
    boolean isPrepared(String name) {
        return files.containsKey(covering(name));
    }

    /** The files, as far as a view shows them, in which a name occurs that was searched for. */
    List<Unit> units(String name, View view) {
        List<Unit> result = new ArrayList<>();
        for (int file : files.getOrDefault(covering(name), new int[0])) {
            if (TreeLayout.isInView(path(file), view.name())) {
                result.add(searches.library().unit(file));
            }
        }
        return result;
    }

    /** Whether a name that was searched for occurs in a file that a view does not show. */
    boolean isBeyond(String name, View view) {
        return Arrays.stream(files.getOrDefault(covering(name), new int[0]))
                .anyMatch(file -> !TreeLayout.isInView(path(file), view.name()));
    }

    private String path(int file) {
        return searches.library().tree().paths().get(file);
    }

    /** As {@link Searches#near}. */
    List<Unit> near(String name, String folder) {
        return searches.near(name, folder);
    }

    /** As {@link Searches#far}. */
    List<Unit> far(String name, Collection<String> together) {
        return searches.far(name, together);
    }

    /** As {@link Searches#beside}. */
    List<Unit> beside(Unit unit, String name) {
        return searches.beside(unit, name);
    }

    /** All functions and macros of a file, in order. */
    List<Definition> definitions(Unit unit) {
        return searches.definitions(unit);
    }
}
