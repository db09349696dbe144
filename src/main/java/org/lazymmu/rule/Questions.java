package org.lazymmu.rule;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.lazymmu.c.NameIndex;
import org.lazymmu.source.Contents;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/**
 * Everything that checks ask of a tree and its index, noted while it is asked. Another tree of which all of it has the same
 * answers has the same report: then it need not be checked. What is worked out for one tree and used for the next asks on here, of
 * the next one. Safe to use from several threads, but for {@link #moveTo}.
 */
final class Questions {
    private volatile KernelTree tree;
    private volatile NameIndex index;
    private final Set<Integer> read = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> sought = new ConcurrentHashMap<>();
    private final Map<String, List<NameIndex.Definer>> definers = new ConcurrentHashMap<>();
    private final Set<String> mentioned = ConcurrentHashMap.newKeySet();

    Questions(KernelTree tree, NameIndex index) {
        this.tree = tree;
        this.index = index;
    }

    /** From now on another tree is asked, with the same numbers; what was asked before stays noted. */
    void moveTo(KernelTree other, NameIndex itsIndex) {
        tree = other;
        index = itsIndex;
        definers.replaceAll((name, before) -> itsIndex.definers(name));
        sought.replaceAll((path, before) -> other.find(path));
    }

    /** How many files were read, or were tried to. */
    int filesRead() {
        return read.size();
    }

    /** The tree, where questions are noted. */
    KernelTree tree() {
        return new Tree();
    }

    /** The index, where questions are noted. */
    NameIndex index() {
        return new Index();
    }

    /** Whether another tree with the same numbers, and its index, have the same answers. */
    boolean haveSameAnswers(KernelTree other, NameIndex itsIndex, SortedSet<Integer> touched) {
        return touched.stream().noneMatch(read::contains)
                && sought.entrySet().stream().allMatch(entry -> other.find(entry.getKey()) == entry.getValue())
                && other.losses().equals(tree.losses()) && itsIndex.losses().equals(index.losses())
                && mentioned.stream().allMatch(word -> Arrays.equals(itsIndex.mentions(word), index.mentions(word)))
                && definers.entrySet().stream()
                        .allMatch(entry -> itsIndex.definers(entry.getKey()).equals(entry.getValue()));
    }

    private final class Tree implements KernelTree {
        @Override
        public String name() {
            return tree.name();
        }

        @Override
        public String home() {
            return tree.home();
        }

        @Override
        public List<String> paths() {
            return tree.paths();
        }

        @Override
        public int find(String path) {
            return sought.computeIfAbsent(path, asked -> tree.find(asked));
        }

        @Override
        public void read(int file, FileText into) throws IOException {
            read.add(file);
            tree.read(file, into);
        }

        @Override
        public List<Loss> losses() {
            return tree.losses();
        }

        @Override
        public List<String> leftOut() {
            return tree.leftOut();
        }

        @Override
        public Optional<Contents> contents(Instant now) {
            return tree.contents(now);
        }

        @Override
        public void close() {
            // whoever opened the tree closes it
        }
    }

    private final class Index implements NameIndex {
        @Override
        public NameIndex changed(KernelTree other, SortedSet<Integer> touched) {
            return index.changed(other, touched);
        }

        @Override
        public List<Definer> definers(String name) {
            return definers.computeIfAbsent(name, asked -> index.definers(asked));
        }

        @Override
        public int[] mentions(String word) {
            mentioned.add(word);
            return index.mentions(word);
        }

        @Override
        public List<Loss> losses() {
            return index.losses();
        }

        @Override
        public int files() {
            return index.files();
        }
    }
}
