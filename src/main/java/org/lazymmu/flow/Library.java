package org.lazymmu.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.Expr;
import org.lazymmu.c.NameIndex;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/** The files of a tree, loaded when first asked for and shared by all views. Safe to use from several threads. */
public final class Library {
    private final KernelTree tree;
    private final NameIndex index;
    private final BiFunction<String, FileText, CSource> front;
    private final AtomicReferenceArray<Unit> units;
    private final Map<String, Loss> losses = new TreeMap<>();
    private final @Nullable Library origin;
    private final Set<Integer> touched;

    /**
     * @param tree  where files come from
     * @param index which of them may define a name
     * @param front reads a file, given its path and text
     */
    public Library(KernelTree tree, NameIndex index, BiFunction<String, FileText, CSource> front) {
        this(tree, index, front, null, Set.of());
    }

    private Library(KernelTree tree, NameIndex index, BiFunction<String, FileText, CSource> front,
            @Nullable Library origin, Set<Integer> touched) {
        this.tree = tree;
        this.index = index;
        this.front = front;
        this.units = new AtomicReferenceArray<>(tree.paths().size());
        this.origin = origin;
        this.touched = touched;
    }

    /**
     * The library of a tree that differs from this one's in a few files: all others are the same ones here and there, with what
     * was parsed of them.
     *
     * @param changed  the other tree, with the same numbers
     * @param itsIndex which of its files may define a name
     * @param differ   the files that differ
     */
    public Library changed(KernelTree changed, NameIndex itsIndex, Set<Integer> differ) {
        return new Library(changed, itsIndex, front, this, Set.copyOf(differ));
    }

    /** Files of another library of the same tree that are the same here are taken over when they are loaded there. */
    public void share(int number, Unit unit) {
        units.compareAndSet(number, null, unit);
    }

    /**
     * As {@link #changed}, with what has been loaded up to now; this one is not needed any more, so that many can follow each
     * other.
     */
    public Library followedBy(KernelTree next, NameIndex itsIndex, Set<Integer> differ) {
        Library following = new Library(next, itsIndex, front, null, Set.of());
        for (int file = 0; file < units.length(); file++) {
            if (!differ.contains(file)) {
                following.units.set(file, units.get(file));
            }
        }
        return following;
    }

    public KernelTree tree() {
        return tree;
    }

    public NameIndex index() {
        return index;
    }

    /** A file by its number. One that cannot be read (any more) is listed as a loss and stands as an empty one. */
    public Unit unit(int number) {
        Unit known = units.get(number);
        if (known != null) {
            return known;
        }
        Unit loaded = origin != null && !touched.contains(number) ? shared(origin, number) : load(number);
        return units.compareAndSet(number, null, loaded) ? loaded : units.get(number);
    }

    /** A file of the library that this one was made from. */
    private Unit shared(Library other, int number) {
        Unit unit = other.unit(number);
        other.losses().stream().filter(loss -> loss.path().equals(unit.path())).forEach(loss -> {
            synchronized (losses) {
                losses.put(loss.path(), loss);
            }
        });
        return unit;
    }

    /** What an object-like macro stands for wherever it is defined as one expression, in tree order. */
    public List<Expr> constants(String name) {
        List<Expr> result = new ArrayList<>();
        for (NameIndex.Definer definer : index.definers(name, NameIndex.ALIAS_MACRO)) {
            for (Definition definition : unit(definer.file()).definitions(name)) {
                Expr expression = definition instanceof Definition.Macro ? definition.body().onlyExpression() : null;
                if (expression != null) {
                    result.add(expression);
                }
            }
        }
        return result;
    }

    private Unit load(int number) {
        String path = tree.paths().get(number);
        FileText text = new FileText();
        try {
            tree.read(number, text);
        } catch (IOException failure) {
            synchronized (losses) {
                losses.put(path, new Loss(path, String.valueOf(failure.getMessage())));
            }
            text = FileText.of("");
        }
        return new Unit(number, front.apply(path, text));
    }

    /** All files loaded so far, in order. */
    public List<Unit> loaded() {
        return loaded("");
    }

    /** The files loaded so far whose paths begin with a folder's, in order. */
    public List<Unit> loaded(String folder) {
        List<String> paths = tree.paths();
        int first = Collections.binarySearch(paths, folder);
        List<Unit> result = new ArrayList<>();
        for (int i = first < 0 ? -first - 1 : first; i < paths.size() && paths.get(i).startsWith(folder); i++) {
            Unit unit = units.get(i);
            if (unit != null) {
                result.add(unit);
            }
        }
        return result;
    }

    /** Files that could not be read, by path. */
    public List<Loss> losses() {
        synchronized (losses) {
            return List.copyOf(losses.values());
        }
    }
}
