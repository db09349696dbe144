package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.NameIndex;
import org.lazymmu.c.Vocabulary;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;

/** Which files mention a name: from the scan for words known beforehand, otherwise by searching the tree again. */
final class Mentions {
    private final Library library;
    private final int threads;
    private final Map<String, int[]> files = new ConcurrentHashMap<>();
    private final Map<Unit, List<Definition>> definitions;
    private final Map<String, Vocabulary> vocabularies = new HashMap<>();
    private final Map<String, int[]> far = new HashMap<>();
    private final Map<String, SortedSet<Integer>> folders = new HashMap<>();
    /** What is known of a tree that differs from this one in the touched files only. */
    private final @Nullable Mentions origin;
    private final SortedSet<Integer> touched;
    /** Names that the scan looked for in case they are asked for. */
    private final Set<String> ahead;

    Mentions(Library library, List<String> scanned, int threads) {
        this(library, scanned, Set.of(), threads, null, new TreeSet<>());
    }

    /** @param ahead names that the scan looked for as well, in case they are asked for */
    Mentions(Library library, List<String> scanned, Set<String> ahead, int threads) {
        this(library, scanned, ahead, threads, null, new TreeSet<>());
    }

    private Mentions(Library library, List<String> scanned, Set<String> ahead, int threads, @Nullable Mentions origin,
            SortedSet<Integer> touched) {
        this.library = library;
        this.threads = threads;
        this.origin = origin;
        this.touched = touched;
        this.ahead = ahead;
        definitions = origin == null ? new ConcurrentHashMap<>() : origin.definitions;
        scanned.forEach(word -> files.put(word, library.index().mentions(word)));
    }

    /** The same for a tree that differs in a few files: for names that were searched for here, only those are searched there. */
    Mentions changed(Library other, List<String> scanned, SortedSet<Integer> differ) {
        return new Mentions(other, scanned, ahead, threads, this, differ);
    }

    /** Searches for several names at once, which costs little more than one. */
    synchronized void prepare(List<String> names) {
        Set<String> missing = new TreeSet<>(names);
        missing.removeIf(name -> files.containsKey(covering(name)));
        if (missing.isEmpty()) {
            return;
        }
        for (String name : Set.copyOf(missing)) {
            if (ahead.contains(name)) {
                files.put(name, library.index().mentions(name));
                missing.remove(name);
            }
        }
        if (origin != null) {
            takeOver(origin, missing);
        }
        if (missing.isEmpty()) {
            return;
        }
        List<String> words = List.copyOf(missing);
        List<int[]> found = NameIndex.search(library.tree(), words, threads);
        for (int i = 0; i < words.size(); i++) {
            files.put(words.get(i), found.get(i));
        }
    }

    /** Takes names that were searched for in the other tree, and searches for them only in what differs. */
    private void takeOver(Mentions other, Set<String> missing) {
        List<String> known = missing.stream().filter(other::isPrepared).toList();
        List<int[]> here = NameIndex.search(library.tree(), known, touched);
        for (int i = 0; i < known.size(); i++) {
            IntStream unchanged = Arrays.stream(other.files.getOrDefault(other.covering(known.get(i)), new int[0]))
                    .filter(file -> !touched.contains(file));
            files.put(known.get(i), IntStream.concat(unchanged, Arrays.stream(here.get(i))).sorted().toArray());
        }
        known.forEach(missing::remove);
    }

    /**
     * The files that may mention a name, among those where the callers of page table code are: generic ones or those of one
     * architecture, and in any case those that mention a word the scan looked for.
     *
     * @param folder an architecture, or {@link Architectures#GENERIC}
     */
    List<Unit> near(String name, String folder) {
        return Arrays.stream(vocabulary(folder).files(name)).mapToObj(library::unit).toList();
    }

    private synchronized Vocabulary vocabulary(String folder) {
        Vocabulary known = vocabularies.get(folder);
        if (known == null) {
            SortedSet<Integer> files = core(folder);
            known = origin == null ? Vocabulary.read(library.tree(), files)
                    : origin.vocabulary(folder).changed(library.tree(), files, touched);
            vocabularies.put(folder, known);
        }
        return known;
    }

    /**
     * The sources that may mention a name, among those where callers of page table code are rare: drivers, file systems and so
     * on, all of which are searched when that is asked for the first time.
     *
     * @param together names that will be asked for as well, which costs little more than one
     */
    synchronized List<Unit> far(String name, Collection<String> together) {
        if (!far.containsKey(name)) {
            SortedSet<String> missing = new TreeSet<>(together);
            missing.add(name);
            missing.removeAll(far.keySet());
            searchFar(List.copyOf(missing));
        }
        return Arrays.stream(far.getOrDefault(name, new int[0])).mapToObj(library::unit).toList();
    }

    private synchronized void searchFar(List<String> names) {
        SortedSet<Integer> files = folder("");
        if (origin != null) {
            names.forEach(name -> origin.far(name, names));
            files.retainAll(touched);
        }
        List<int[]> found = NameIndex.search(library.tree(), names, files);
        for (int i = 0; i < names.size(); i++) {
            IntStream unchanged = origin == null ? IntStream.empty()
                    : Arrays.stream(origin.far.getOrDefault(names.get(i), new int[0]))
                            .filter(file -> !touched.contains(file));
            far.put(names.get(i), IntStream.concat(unchanged, Arrays.stream(found.get(i))).sorted().toArray());
        }
    }

    /** The sources beside a file that may mention a name, where that is not among the core. */
    synchronized List<Unit> beside(Unit unit, String name) {
        String path = unit.path();
        if (TreeLayout.isCore(path)) {
            return List.of();
        }
        SortedSet<Integer> files = folders.computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), this::folder);
        return Arrays.stream(NameIndex.search(library.tree(), List.of(name), files).getFirst()).mapToObj(library::unit)
                .toList();
    }

    /** The sources outside of the core in a folder, itself without those inside it; everywhere if it is empty. */
    private SortedSet<Integer> folder(String folder) {
        SortedSet<Integer> result = new TreeSet<>();
        List<String> paths = library.tree().paths();
        for (int file = 0; file < paths.size(); file++) {
            String path = paths.get(file);
            if (path.endsWith(".c") && path.startsWith(folder) && !TreeLayout.isCore(path)
                    && (folder.isEmpty() || path.lastIndexOf('/') < folder.length())) {
                result.add(file);
            }
        }
        return result;
    }

    private SortedSet<Integer> core(String folder) {
        SortedSet<Integer> result = new TreeSet<>();
        List<String> paths = library.tree().paths();
        Set<Integer> concerned = new TreeSet<>(touched);
        KernelFacts.words().forEach(word -> Arrays.stream(library.index().mentions(word)).forEach(concerned::add));
        for (int file = 0; file < paths.size(); file++) {
            String path = paths.get(file);
            String of = Architectures.folderOf(path);
            boolean isSource = path.endsWith(".c") || path.endsWith(".h");
            if (isSource && of.equals(folder.equals(Architectures.GENERIC) ? "" : folder)
                    && (TreeLayout.isCore(path) || concerned.contains(file))) {
                result.add(file);
            }
        }
        return result;
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
        int[] numbers = files.getOrDefault(covering(name), new int[0]);
        List<Unit> result = new ArrayList<>();
        for (int file : numbers) {
            if (TreeLayout.isInView(library.tree().paths().get(file), view.name())) {
                result.add(library.unit(file));
            }
        }
        return result;
    }

    /** Whether a name that was searched for occurs in a file that a view does not show. */
    boolean isBeyond(String name, View view) {
        return Arrays.stream(files.getOrDefault(covering(name), new int[0]))
                .anyMatch(file -> !TreeLayout.isInView(library.tree().paths().get(file), view.name()));
    }

    /** All functions and macros of a file, in order. */
    List<Definition> definitions(Unit unit) {
        return definitions.computeIfAbsent(unit, key -> {
            Map<String, Definition> sorted = new TreeMap<>();
            for (CFile.Function function : unit.file().functions()) {
                Definition definition = new Definition.Function(unit, function);
                sorted.put(definition.key(), definition);
            }
            for (CFile.Macro macro : unit.file().macros()) {
                Definition definition = new Definition.Macro(unit, macro);
                sorted.put(definition.key(), definition);
            }
            return List.copyOf(sorted.values());
        });
    }
}
