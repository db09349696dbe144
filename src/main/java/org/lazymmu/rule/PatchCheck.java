package org.lazymmu.rule;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;

import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.PatchedTree;

/**
 * Checks a tree without and with patches, and tells what they introduce, fix and leave.
 *
 * <p>
 * What costs most is the same on both sides and done once: reading and indexing the tree, loading and parsing its files, and
 * searching it for names; what a patch touches is done again. What names mean, and so everything that was concluded from
 * functions, is worked out anew, since one changed header can change all of it.
 */
public final class PatchCheck {
    private final Library library;
    private final Searches searches;
    private final Reality reality;
    private final Implementations implementations;
    private final Report report;
    private final Check.Options options;

    /** A tree without patches of which it is known what it holds. */
    PatchCheck(Library library, Searches searches, Reality reality, Implementations implementations, Report report,
            Check.Options options) {
        this.library = library;
        this.searches = searches;
        this.reality = reality;
        this.implementations = implementations;
        this.report = report;
        this.options = options;
    }

    /** Checks the tree without patches. */
    private static PatchCheck of(KernelTree unpatched, List<String> ahead, Check.Options options,
            Check.Progress progress, long started) {
        List<String> words = Stream.concat(KernelFacts.words().stream(), ahead.stream()).distinct().toList();
        NameIndex index = NameIndex.scan(unpatched, words, options.threads(),
                done -> progress.at("index", done, unpatched.paths().size()));
        Library library = new Library(unpatched, index, CSource::of);
        Searches searches = new Searches(library, KernelFacts.words(), ahead, options.threads());
        Reality reality = new Reality(unpatched);
        Implementations implementations = new Implementations(reality);
        return new PatchCheck(library, searches, reality, implementations,
                Check.run(library, searches, reality, implementations, options, progress, started), options);
    }

    /** Checks a tree without and with its patches. Lines are those of the side that has the finding, of the patched one first. */
    public static Comparison run(PatchedTree tree, Check.Options options, Check.Progress progress) {
        long started = System.nanoTime();
        return of(tree.unpatched(), ChangedNames.of(tree), options, progress, started).with(tree, progress, started);
    }

    /** The tree without patches, checked once to be compared with several patched trees that create no files. */
    static PatchCheck of(KernelTree unpatched, Check.Options options) {
        return of(unpatched, List.of(), options, Check.Progress.NONE, System.nanoTime());
    }

    Comparison with(PatchedTree tree, Check.Progress progress, long started) {
        if (!tree.paths().equals(library.tree().paths())) {
            throw new IllegalArgumentException("the files of " + tree.name() + " have other numbers");
        }
        Library changed = library.changed(tree, library.index().changed(tree, tree.touched()), tree.touched());
        report.unanalysed().forEach(entry -> meet(entry, changed));
        Reality real = changesOptions(tree, tree.touched()) ? new Reality(tree) : reality;
        Report after = Check.run(changed, searches.changed(changed, tree.touched()), real,
                implementations.without(architecture -> touches(tree, tree.touched(), architecture), real), options,
                progress, started);
        return Comparison.of(tree.patches(), report, after, (gone, here) -> isMoved(gone, here, changed));
    }

    /**
     * Meets code again that was not understood without the patches: what is taken over from there would not lead to it, but it is
     * not understood with them either.
     */
    static void meet(org.lazymmu.finding.Unanalysed entry, Library changed) {
        int file = changed.tree().find(entry.place().file());
        if (file >= 0) {
            changed.unit(file).definitions(entry.function()).forEach(Definition::body);
        }
    }

    /** Whether files are touched that have code that the hooks of an architecture may use. */
    static boolean touches(KernelTree tree, SortedSet<Integer> touched, String architecture) {
        return touched.stream().map(file -> tree.paths().get(file)).anyMatch(path -> path.startsWith("include/")
                || path.startsWith("arch/" + architecture + "/") || !path.endsWith(".c") && !path.endsWith(".h"));
    }

    /** Whether files are touched that say which options there are and what is built. */
    static boolean changesOptions(KernelTree tree, SortedSet<Integer> touched) {
        return touched.stream().map(file -> tree.paths().get(file))
                .anyMatch(path -> !path.endsWith(".c") && !path.endsWith(".h"));
    }

    /** Whether a finding went along with its function into another file: what is told apart by its file, is not new. */
    private boolean isMoved(Finding gone, Finding here, Library changed) {
        String from = gone.place().file();
        String to = here.place().file();
        return gone.rule().equals(here.rule()) && gone.function().equals(here.function()) && !from.equals(to)
                && !defines(changed, from, gone.function()) && !defines(library, to, here.function());
    }

    private static boolean defines(Library tree, String path, String function) {
        int file = tree.tree().find(path);
        return file >= 0 && !tree.unit(file).definitions(function).isEmpty();
    }

    /** The files of the tree without patches. */
    Library library() {
        return library;
    }
}
