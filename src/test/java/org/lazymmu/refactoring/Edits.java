package org.lazymmu.refactoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Edits of a text, and what they were about. Edits of nested statements go together if outer ones are made first. */
final class Edits {
    private record Edit(int from, int to, String by, int order) {
        boolean closes() {
            return order < 0;
        }
    }

    private final Seed seed;
    private final List<Edit> edits = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();

    Edits(Seed seed) {
        this.seed = seed;
    }

    void replace(int from, int to, String by) {
        edits.add(new Edit(from, to, by, edits.size() + 1));
    }

    void insert(int at, String text) {
        replace(at, at, text);
    }

    void wrap(int from, String before, int to, String after) {
        insert(from, before);
        close(to, after);
    }

    /** Inserts behind what ends there: what was given first comes last. */
    void close(int at, String text) {
        edits.add(new Edit(at, at, text, -edits.size() - 1));
    }

    /** One more place of a function was refactored. */
    void count(Seed.Routine routine) {
        counts.merge(routine.name(), 1, Integer::sum);
    }

    /** A name for code that came out of a function: findings in it are findings of that function. */
    String part(Seed.Routine routine, String suffix) {
        String name = routine.name() + "_" + suffix + (origins.size() + 1);
        origins.put(name, routine.name());
        return name;
    }

    void origin(String name, String of) {
        origins.put(name, of);
    }

    void file(String path, String text) {
        files.put(path, text);
    }

    Refactored done() {
        StringBuilder out = new StringBuilder();
        int at = 0;
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt(Edit::from).thenComparingInt(edit -> edit.closes() ? 0 : 1)
                .thenComparingInt(edit -> edit.from() == edit.to() ? 0 : 1).thenComparingInt(Edit::order));
        for (Edit edit : sorted) {
            if (edit.from() < at) {
                throw new IllegalStateException("edits overlap at " + seed.text(edit.from(), edit.to()));
            }
            out.append(seed.text(), at, edit.from()).append(edit.by());
            at = edit.to();
        }
        out.append(seed.text(), at, seed.text().length());
        return new Refactored(out.toString(), Map.copyOf(files), Map.copyOf(origins), new TreeMap<>(counts));
    }
}
