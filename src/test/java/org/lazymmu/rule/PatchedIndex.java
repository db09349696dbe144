package org.lazymmu.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lazymmu.c.NameIndex;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;
import org.lazymmu.source.TextTree;

/** The index of a tree with a few other files in it: only those are scanned. */
final class PatchedIndex implements NameIndex {
    private final NameIndex base;
    private final NameIndex changed;
    private final Set<Integer> touched;
    /** From the numbers of the changed files among themselves to their numbers in the tree. */
    private final List<Integer> numbers;

    PatchedIndex(NameIndex base, TreeByPatch tree) {
        SortedMap<Integer, String> texts = tree.touched();
        Map<String, String> files = new TreeMap<>();
        texts.forEach((file, text) -> files.put(tree.paths().get(file), text));
        this.base = base;
        this.changed = NameIndex.scan(new TextTree("changed", files), KernelFacts.words(), 1, done -> {
        });
        this.touched = texts.keySet();
        this.numbers = List.copyOf(touched);
    }

    @Override
    public List<Definer> definers(String name) {
        Map<Integer, Definer> byFile = new TreeMap<>();
        base.definers(name).stream().filter(d -> !touched.contains(d.file())).forEach(d -> byFile.put(d.file(), d));
        changed.definers(name).forEach(
                d -> byFile.put(numbers.get(d.file()), new Definer(numbers.get(d.file()), d.kinds())));
        return List.copyOf(byFile.values());
    }

    @Override
    public NameIndex changed(KernelTree tree, SortedSet<Integer> files) {
        throw new UnsupportedOperationException("this is the one to compare with");
    }

    @Override
    public int[] mentions(String word) {
        Set<Integer> files = new TreeSet<>();
        Arrays.stream(base.mentions(word)).filter(file -> !touched.contains(file)).forEach(files::add);
        Arrays.stream(changed.mentions(word)).forEach(file -> files.add(numbers.get(file)));
        return files.stream().mapToInt(file -> file).toArray();
    }

    @Override
    public List<Loss> losses() {
        return Stream.concat(base.losses().stream(), changed.losses().stream()).toList();
    }

    @Override
    public int files() {
        return base.files();
    }
}
