package org.lazymmu.rule;

import java.util.List;
import java.util.stream.Stream;
import org.lazymmu.c.CSource;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Reach;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.PatchedTree;

/**
 * Checks a tree without and with patches, and tells what they introduce, fix and leave.
 *
 * <p>
 * What costs most is the same on both sides and done once: reading and indexing the tree, loading and parsing its files, and
 * searching it for names; what a patch touches is done again. What was found without the patches and cannot depend on them is found
 * again without looking ({@link Earlier}).
 */
public final class PatchCheck {
    private final Prepared unpatched;
    private final Report report;
    private final Outcome outcome;
    private final Reach reach;
    private final Check.Options options;

    /**
     * A tree without patches, and the check of it.
     *
     * @param reach what of it depends on what
     */
    PatchCheck(Prepared unpatched, Check.Checked checked, Reach reach, Check.Options options) {
        this.unpatched = unpatched;
        this.report = checked.report();
        this.outcome = checked.outcome();
        this.reach = reach;
        this.options = options;
    }

    /** Checks the tree without patches. */
    private static PatchCheck of(KernelTree unpatched, List<String> ahead, Check.Options options,
            Check.Progress progress, long started) {
        List<String> words = Stream.concat(KernelFacts.words().stream(), ahead.stream()).distinct().toList();
        Library library = new Library(unpatched, Check.index(unpatched, words, options, progress), CSource::of);
        Prepared prepared = Prepared.of(library,
                new Searches(library, KernelFacts.words(), ahead, options.threads()));
        return new PatchCheck(prepared, prepared.check(options, progress, started),
                prepared.reach(), options);
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
        if (!tree.paths().equals(library().tree().paths())) {
            throw new IllegalArgumentException("the files of " + tree.name() + " have other numbers");
        }
        Prepared changed = unpatched.changed(tree, library().index().changed(tree, tree.touched()), tree.touched())
                .without(tree.touched()).meeting(report.unanalysed())
                .knowing(new Earlier(outcome, reach,
                        Edits.between(library().tree(), tree, tree.touched())));
        Report after = changed.check(options, progress, started).report();
        return Comparison.of(tree.patches(), report, after,
                (gone, here) -> isMoved(gone, here, changed.library()));
    }

    /** Whether a finding went along with its function into another file: what is told apart by its file, is not new. */
    private boolean isMoved(Finding gone, Finding here, Library changed) {
        String from = gone.place().file();
        String to = here.place().file();
        return gone.rule().equals(here.rule()) && gone.function().equals(here.function()) && !from.equals(to)
                && !defines(changed, from, gone.function()) && !defines(library(), to, here.function());
    }

    private static boolean defines(Library tree, String path, String function) {
        int file = tree.tree().find(path);
        return file >= 0 && !tree.unit(file).definitions(function).isEmpty();
    }

    /** The files of the tree without patches. */
    Library library() {
        return unpatched.library();
    }
}
