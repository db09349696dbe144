package org.lazymmu.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.TextTree;

/** A few C files as the analysis has them: {@code new TinySource().file("mm/a.c", "…")}. */
public final class TinySource {
    private final Map<String, String> files = new TreeMap<>();
    private final Set<String> users;

    /** @param users files that use the mode */
    public TinySource(String... users) {
        this.users = Set.of(users);
    }

    public TinySource file(String path, String text) {
        files.put(path, text);
        return this;
    }

    public Library library() {
        TextTree tree = new TextTree("tiny", files);
        return new Library(tree, NameIndex.scan(tree, List.of(), 1, done -> {
        }), CSource::of);
    }

    /** One file of the tree. */
    public Unit unit(String path) {
        Library library = library();
        return library.unit(library.tree().find(path));
    }

    /** The tree as an architecture sees it. */
    public View view(String architecture) {
        return new View(architecture, library(), new TreeLayout(architecture, users),
                new Architectures().decided(architecture));
    }
}
