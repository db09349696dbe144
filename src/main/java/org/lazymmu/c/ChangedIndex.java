package org.lazymmu.c;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/** The index of a tree of which a few files are not as they were when it was scanned. */
final class ChangedIndex implements NameIndex {
    private final TreeScan base;
    private final TreeScan changes;
    private final KernelTree tree;
    private final Set<Integer> touched;
    private final Set<Integer> scanned;

    /**
     * @param base    the tree as it was
     * @param changes the files that were scanned again, with the numbers of the tree
     * @param tree    the tree as it is
     * @param touched the files that differ
     * @param scanned these and others whose names count differently now
     */
    ChangedIndex(TreeScan base, TreeScan changes, KernelTree tree, SortedSet<Integer> touched,
            SortedSet<Integer> scanned) {
        this.base = base;
        this.changes = changes;
        this.tree = tree;
        this.touched = Set.copyOf(touched);
        this.scanned = Set.copyOf(scanned);
    }

    @Override
    public NameIndex changed(KernelTree other, SortedSet<Integer> files) {
        SortedSet<Integer> all = new TreeSet<>(touched);
        all.addAll(files);
        return base.changed(other, all);
    }

    @Override
    public List<Definer> definers(String name) {
        List<Definer> before = base.definers(name);
        List<Definer> now = changes.definers(name);
        if (now.isEmpty() && before.stream().noneMatch(definer -> scanned.contains(definer.file()))) {
            return before;
        }
        TreeMap<Integer, Definer> byFile = new TreeMap<>();
        before.stream().filter(definer -> !scanned.contains(definer.file()))
                .forEach(definer -> byFile.put(definer.file(), definer));
        now.forEach(definer -> byFile.put(definer.file(), definer));
        return List.copyOf(byFile.values());
    }

    @Override
    public int[] mentions(String word) {
        IntStream before = Arrays.stream(base.mentions(word)).filter(file -> !touched.contains(file));
        return IntStream.concat(before, Arrays.stream(changes.mentions(word))).sorted().toArray();
    }

    @Override
    public List<Loss> losses() {
        Set<String> again = new TreeSet<>();
        touched.forEach(file -> again.add(tree.paths().get(file)));
        return Stream.concat(base.losses().stream().filter(loss -> !again.contains(loss.path())),
                changes.losses().stream()).distinct().toList();
    }

    @Override
    public int files() {
        return base.filesWith(changes, touched);
    }
}
