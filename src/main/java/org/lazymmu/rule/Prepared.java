package org.lazymmu.rule;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Reach;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;

/**
 * A tree that can be checked: indexed, and with whatever was worked out of it so far. A check adds to it, and a tree that differs
 * little takes it over.
 */
record Prepared(Library library, Searches searches, Reality reality, Implementations implementations,
        Optional<Earlier> earlier) {

    /** A tree of which no more is known than its index. */
    static Prepared of(KernelTree tree, NameIndex index, int threads) {
        return of(new Library(tree, index, CSource::of), threads);
    }

    /** A tree some of whose files may be loaded. */
    static Prepared of(Library library, int threads) {
        return of(library, new Searches(library, KernelFacts.words(), List.of(), threads));
    }

    /** A tree that was searched for some names. */
    static Prepared of(Library library, Searches searches) {
        Reality reality = new Reality(library.tree());
        return new Prepared(library, searches, reality, new Implementations(reality), Optional.empty());
    }

    /** A tree that differs in the touched files; this one stays in use. */
    Prepared changed(KernelTree tree, NameIndex index, SortedSet<Integer> touched) {
        Library changed = library.changed(tree, index, touched);
        return new Prepared(changed, searches.changed(changed, touched), reality, implementations, Optional.empty());
    }

    /**
     * The next of many trees, each of which differs in the touched files from the one before, which is no longer needed.
     *
     * @param next     as it is checked
     * @param searched as it is searched
     */
    Prepared followedBy(KernelTree next, KernelTree searched, NameIndex index, SortedSet<Integer> touched) {
        Library following = library.followedBy(next, index, touched);
        return new Prepared(following, searches.followedBy(following, searched, touched), reality, implementations,
                Optional.empty());
    }

    /** Forgets what may not be as it was before some files were touched: options, and hooks that may use their code. */
    Prepared without(SortedSet<Integer> touched) {
        Reality real = touches(touched, path -> !isSource(path)) ? new Reality(library.tree()) : reality;
        return new Prepared(library, searches, real, implementations.without(
                architecture -> touches(touched, path -> path.startsWith("include/")
                        || path.startsWith("arch/" + architecture + "/") || !isSource(path)),
                real), earlier);
    }

    private boolean touches(SortedSet<Integer> files, Predicate<String> which) {
        return files.stream().map(file -> library.tree().paths().get(file)).anyMatch(which);
    }

    private static boolean isSource(String path) {
        return path.endsWith(".c") || path.endsWith(".h");
    }

    /** With what is known of architectures' hooks. */
    Prepared trying(Implementations tried) {
        return new Prepared(library, searches, reality, tried, earlier);
    }

    /** Does not look again for what was found before and cannot have changed. */
    Prepared knowing(Earlier before) {
        before.edits().files().stream().map(path -> library.tree().find(path)).filter(file -> file >= 0)
                .forEach(file -> library.unit(file).lookAtAll());
        return new Prepared(library, searches, reality, implementations, Optional.of(before));
    }

    /**
     * Meets code again that was not understood in the tree before: what is taken over from there would not lead to it, but it is
     * not understood here either.
     */
    Prepared meeting(List<org.lazymmu.finding.Unanalysed> before) {
        for (org.lazymmu.finding.Unanalysed entry : before) {
            int file = library.tree().find(entry.place().file());
            if (file >= 0) {
                library.unit(file).definitions(entry.function()).forEach(Definition::body);
            }
        }
        return this;
    }

    /** What of all that checks have looked at depends on what. */
    Reach reach() {
        return Reach.of(library, library.index());
    }

    /** Checks the tree. */
    Check.Checked check(Check.Options options, Check.Progress progress, long startedNanos) {
        return Check.run(this, options, progress, startedNanos);
    }
}
