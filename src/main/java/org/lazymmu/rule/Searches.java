package org.lazymmu.rule;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.NameIndex;
import org.lazymmu.c.Vocabulary;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Unit;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.KernelTree;

/**
 * In which files of a tree words occur: from the scan for words known beforehand, otherwise by searching the tree again, for each
 * word once. Shared by all views, safe to use from several threads.
 */
final class Searches {
    private final Library library;
    private final KernelTree tree;
    private final List<String> scanned;
    private final int threads;
    private final SortedMap<String, int[]> everywhere = new TreeMap<>();
    private final SortedMap<String, int[]> far = new TreeMap<>();
    /** By the folder and the name. */
    private final SortedMap<String, int[]> near = new TreeMap<>();
    private final Map<String, Vocabulary> vocabularies = new HashMap<>();
    /** Of the touched files alone. */
    private final Map<String, Vocabulary> differing = new HashMap<>();
    private final Map<String, SortedSet<Integer>> folders = new HashMap<>();
    private final Map<Unit, List<Definition>> definitions;
    /** What is known of a tree that differs from this one in the touched files only. */
    private final @Nullable Searches origin;
    private final SortedSet<Integer> touched;

    /** Names of which it was asked which of certain files mention them. */
    private final Set<String> asked;

    /**
     * @param scanned words that the scan looked for, of which all are in use
     * @param ahead   words that the scan looked for as well, in case they are asked for
     */
    Searches(Library library, List<String> scanned, List<String> ahead, int threads) {
        this(library, library.tree(), scanned, ahead, threads);
    }

    /** @param tree the library's, as it is searched */
    Searches(Library library, KernelTree tree, List<String> scanned, List<String> ahead, int threads) {
        this(library, tree, scanned, threads, null, new TreeSet<>(), ConcurrentHashMap.newKeySet());
        ahead.forEach(word -> everywhere.put(word, library.index().mentions(word)));
    }

    private Searches(Library library, KernelTree tree, List<String> scanned, int threads, @Nullable Searches origin,
            SortedSet<Integer> touched, Set<String> asked) {
        this.library = library;
        this.tree = tree;
        this.asked = asked;
        this.scanned = scanned;
        this.threads = threads;
        this.origin = origin;
        this.touched = touched;
        definitions = origin == null ? new ConcurrentHashMap<>() : origin.definitions;
        scanned.forEach(word -> everywhere.put(word, library.index().mentions(word)));
    }

    /** The same for a tree that differs in a few files: what was searched for here is only searched for in those there. */
    Searches changed(Library other, SortedSet<Integer> differ) {
        return new Searches(other, other.tree(), scanned, threads, this, differ, ConcurrentHashMap.newKeySet());
    }

    /** As {@link #changed}, with all that was asked up to now; this one is not needed any more, so that many can follow each other. */
    synchronized Searches followedBy(Library other, KernelTree itsTree, SortedSet<Integer> differ) {
        Searches next = new Searches(other, itsTree, scanned, threads, this, differ, asked);
        next.merge(List.copyOf(everywhere.keySet()), everywhere, differ, next.everywhere);
        NavigableSet<Integer> distant = next.folder("");
        distant.retainAll(differ);
        next.merge(List.copyOf(far.keySet()), far, distant, next.far);
        vocabularies.keySet().forEach(next::vocabulary);
        return new Searches(next);
    }

    /** What is known by now, without where it came from. */
    private Searches(Searches whole) {
        this(whole.library, whole.tree, whole.scanned, whole.threads, null, new TreeSet<>(), whole.asked);
        everywhere.putAll(whole.everywhere);
        far.putAll(whole.far);
        vocabularies.putAll(whole.vocabularies);
    }

    /** Whether files that differ in another tree mention nothing that was asked about, here nor there. */
    boolean isSilent(KernelTree other, SortedSet<Integer> differ) {
        SortedSet<Integer> files = new TreeSet<>(differ);
        files.removeIf(file -> !isSource(tree.paths().get(file)));
        List<String> words;
        synchronized (this) {
            words = Stream.concat(everywhere.keySet().stream(), far.keySet().stream()).distinct().toList();
        }
        for (KernelTree side : List.of(tree, other)) {
            Vocabulary mentioned = Vocabulary.read(side, files);
            if (NameIndex.search(side, words, files).stream().anyMatch(found -> found.length > 0)
                    || asked.stream().anyMatch(name -> mentioned.files(name).length > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSource(String path) {
        return path.endsWith(".c") || path.endsWith(".h");
    }

    /** In which files a word occurs, as it is kept. */
    record Kept(String word, List<Integer> files) {
    }

    /** What was searched for everywhere, to be kept. */
    synchronized List<Kept> kept() {
        return kept(everywhere);
    }

    /** What was searched for where callers of page table code are rare, to be kept. */
    synchronized List<Kept> keptFar() {
        return kept(far);
    }

    private static List<Kept> kept(SortedMap<String, int[]> found) {
        return found.entrySet().stream().map(entry -> new Kept(entry.getKey(),
                Arrays.stream(entry.getValue()).boxed().toList())).toList();
    }

    /** What was searched for among the core, by the folder and the name, to be kept. */
    synchronized List<Kept> keptNear() {
        return kept(near);
    }

    /**
     * Takes what was found in a tree with the same files.
     *
     * @param number from numbers of then to those of now
     */
    synchronized void take(List<Kept> all, List<Kept> farther, List<Kept> nearby, IntUnaryOperator number) {
        nearby.forEach(one -> near.put(one.word(), files(one, number)));
        all.forEach(one -> everywhere.put(one.word(), files(one, number)));
        farther.forEach(one -> far.put(one.word(), files(one, number)));
    }

    private static int[] files(Kept one, IntUnaryOperator number) {
        return one.files().stream().mapToInt(Integer::intValue).map(number).toArray();
    }

    Library library() {
        return library;
    }

    /** Words that the scan looked for. */
    List<String> scanned() {
        return scanned;
    }

    /** The files in which each of some words occurs as a part of a word, ascending. */
    synchronized SortedMap<String, int[]> everywhere(Collection<String> words) {
        NavigableSet<String> missing = new TreeSet<>(words);
        missing.removeAll(everywhere.keySet());
        if (origin != null) {
            List<String> known = missing.stream().filter(origin::knows).toList();
            merge(known, origin.everywhere(known), touched, everywhere);
            known.forEach(missing::remove);
        }
        if (!missing.isEmpty()) {
            List<String> all = List.copyOf(missing);
            List<int[]> found = NameIndex.search(tree, all, threads);
            for (int i = 0; i < found.size(); i++) {
                everywhere.put(all.get(i), found.get(i));
            }
        }
        SortedMap<String, int[]> result = new TreeMap<>();
        words.forEach(word -> result.put(word, everywhere.getOrDefault(word, new int[0])));
        return result;
    }

    private synchronized boolean knows(String word) {
        return everywhere.containsKey(word);
    }

    /** Takes what was found in the other tree, and searches what differs again. */
    private void merge(List<String> words, Map<String, int[]> before, SortedSet<Integer> again,
            Map<String, int[]> into) {
        List<int[]> found = NameIndex.search(tree, words, again);
        for (int i = 0; i < words.size(); i++) {
            into.put(words.get(i), replaced(before.getOrDefault(words.get(i), new int[0]), found.get(i)));
        }
    }

    /**
     * The files that may mention a name, among those where the callers of page table code are: generic ones or those of one
     * architecture, and in any case those that mention a word the scan looked for.
     *
     * @param folder an architecture, or {@link Architectures#GENERIC}
     */
    List<Unit> near(String name, String folder) {
        asked.add(name);
        return Arrays.stream(nearby(name, folder)).mapToObj(library::unit).toList();
    }

    private synchronized int[] nearby(String name, String folder) {
        String key = folder + "/" + name;
        int[] known = near.get(key);
        if (known == null) {
            known = origin != null && origin.knowsNearby(key) ? changed(origin.nearby(name, folder), name, folder)
                    : vocabulary(folder).files(name);
            near.put(key, known);
        }
        return known;
    }

    private synchronized boolean knowsNearby(String key) {
        return near.containsKey(key);
    }

    /** What was known of the other tree, with what differs looked at again. */
    private int[] changed(int[] before, String name, String folder) {
        Vocabulary again = differing.computeIfAbsent(folder, key -> {
            SortedSet<Integer> files = core(folder);
            files.retainAll(touched);
            return Vocabulary.read(tree, files);
        });
        return replaced(before, again.files(name));
    }

    /** Files that were found before, with what is found in the touched ones now. */
    private int[] replaced(int[] before, int[] again) {
        return IntStream.concat(Arrays.stream(before).filter(file -> !touched.contains(file)), Arrays.stream(again))
                .sorted().toArray();
    }

    private synchronized Vocabulary vocabulary(String folder) {
        Vocabulary known = vocabularies.get(folder);
        if (known == null) {
            SortedSet<Integer> files = core(folder);
            known = origin == null ? Vocabulary.read(tree, files)
                    : origin.vocabulary(folder).changed(tree, files, touched);
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
        merge(names, origin == null ? Map.of() : origin.far, files, far);
    }

    /** The sources beside a file that may mention a name, where that is not among the core. */
    synchronized List<Unit> beside(Unit unit, String name) {
        String path = unit.path();
        if (TreeLayout.isCore(path)) {
            return List.of();
        }
        asked.add(name);
        SortedSet<Integer> files = folders.computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), this::folder);
        return Arrays.stream(NameIndex.search(tree, List.of(name), files).getFirst()).mapToObj(library::unit)
                .toList();
    }

    /** The sources outside of the core in a folder, itself without those inside it; everywhere if it is empty. */
    private NavigableSet<Integer> folder(String folder) {
        NavigableSet<Integer> result = new TreeSet<>();
        List<String> paths = tree.paths();
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
        List<String> paths = tree.paths();
        Set<Integer> concerned = new TreeSet<>(touched);
        KernelFacts.words().forEach(word -> Arrays.stream(library.index().mentions(word)).forEach(concerned::add));
        for (int file = 0; file < paths.size(); file++) {
            String path = paths.get(file);
            String of = Architectures.folderOf(path);
            if (isSource(path) && of.equals(folder.equals(Architectures.GENERIC) ? "" : folder)
                    && (TreeLayout.isCore(path) || concerned.contains(file))) {
                result.add(file);
            }
        }
        return result;
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
