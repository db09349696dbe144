package org.lazymmu.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.lazymmu.c.CSource;
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

    /**
     * @param tree  where files come from
     * @param index which of them may define a name
     * @param front reads a file, given its path and text
     */
    public Library(KernelTree tree, NameIndex index, BiFunction<String, FileText, CSource> front) {
        this.tree = tree;
        this.index = index;
        this.front = front;
        this.units = new AtomicReferenceArray<>(tree.paths().size());
    }

    /** Files of another library of the same tree that are the same here are taken over when they are loaded there. */
    public void share(int number, Unit unit) {
        units.compareAndSet(number, null, unit);
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
        Unit loaded = new Unit(number, front.apply(path, text));
        return units.compareAndSet(number, null, loaded) ? loaded : units.get(number);
    }

    /** All files loaded so far, in order. */
    public List<Unit> loaded() {
        List<Unit> result = new ArrayList<>();
        for (int i = 0; i < units.length(); i++) {
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
