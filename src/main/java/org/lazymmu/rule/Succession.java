package org.lazymmu.rule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.ContentFacts;
import org.lazymmu.c.NameIndex;
import org.lazymmu.finding.Report;
import org.lazymmu.flow.Library;
import org.lazymmu.git.Git;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Revisions;
import org.lazymmu.source.TreeException;

/**
 * Checks commits of one repository, one after the other. What they share is worked out once: the index, parsed files, searches, and
 * where it cannot have changed what was found out about the architectures' hooks. A commit that gives the same answers to all
 * that the check of the one before has {@linkplain Questions asked} is not checked: its report is the same. For one thread.
 */
public final class Succession implements AutoCloseable {
    private final Revisions revisions;
    private final Check.Options options;
    private final Check.Progress progress;
    private final ContentFacts facts = ContentFacts.none();
    private @Nullable Checked last;

    /** The check of one commit. */
    private record Checked(KernelTree tree, NameIndex index, Questions questions, Library library, Searches searches,
            Reality reality, Implementations implementations, Report report) {
    }

    /** @param git the program; it is told where the repository is */
    public Succession(Git git, Path repository, Check.Options options, Check.Progress progress) {
        this.revisions = new Revisions(git, repository);
        this.options = options;
        this.progress = progress;
    }

    /**
     * What is found in a commit.
     *
     * @throws TreeException when there is no such commit, or it is no kernel
     */
    public Report at(String commit) throws IOException {
        long started = System.nanoTime();
        Revisions.Step step;
        try {
            step = revisions.to(commit);
        } catch (TreeException e) {
            last = null;
            throw e;
        }
        KernelTree tree = step.tree();
        SortedSet<Integer> touched = step.touched();
        Checked before = last;
        if (before != null && touched != null && touched.isEmpty()) {
            return before.report();
        }
        NameIndex index = NameIndex.scan(tree, tree.contents(Instant.EPOCH).orElseThrow(), facts, KernelFacts.words(),
                options.threads(), done -> progress.at("index", done, tree.paths().size()));
        Checked now = before == null || touched == null ? check(tree, index, started)
                : before.questions().haveSameAnswers(tree, index, touched)
                        && before.searches().isSilent(tree, touched) ? same(before, tree, index, touched, started)
                                : check(before, tree, index, touched, started);
        last = now;
        return now.report();
    }

    /** Checks without knowing anything. */
    private Checked check(KernelTree tree, NameIndex index, long started) {
        Questions questions = new Questions(tree, index);
        Library library = new Library(questions.tree(), questions.index(), CSource::of);
        Reality reality = new Reality(questions.tree());
        return check(tree, index, questions, library,
                new Searches(library, tree, KernelFacts.words(), List.of(), options.threads()), reality,
                new Implementations(reality), started);
    }

    /** Checks with what is known of the commit before. */
    private Checked check(Checked before, KernelTree tree, NameIndex index, SortedSet<Integer> touched, long started) {
        Questions questions = before.questions();
        questions.moveTo(tree, index);
        Library library = before.library().followedBy(questions.tree(), questions.index(), touched);
        Reality reality = PatchCheck.changesOptions(tree, touched) ? new Reality(questions.tree()) : before.reality();
        before.report().unanalysed().forEach(entry -> PatchCheck.meet(entry, library));
        return check(tree, index, questions, library, before.searches().followedBy(library, tree, touched), reality,
                before.implementations().without(one -> PatchCheck.touches(tree, touched, one), reality), started);
    }

    private Checked check(KernelTree tree, NameIndex index, Questions questions, Library library, Searches searches,
            Reality reality, Implementations implementations, long started) {
        Report report = Check.run(library, searches, reality, implementations, options, progress, started);
        return new Checked(tree, index, questions, library, searches, reality, implementations, report);
    }

    /** Nothing that the check asks has another answer. */
    private Checked same(Checked before, KernelTree tree, NameIndex index, SortedSet<Integer> touched, long started) {
        Questions questions = before.questions();
        questions.moveTo(tree, index);
        Library library = before.library().followedBy(questions.tree(), questions.index(), touched);
        return new Checked(tree, index, questions, library, before.searches().followedBy(library, tree, touched),
                before.reality(), before.implementations(), before.report().with(index.files(), Check.cpuMillis(),
                        (System.nanoTime() - started) / 1_000_000));
    }

    @Override
    public void close() {
        revisions.close();
    }
}
