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
import org.lazymmu.flow.Reach;
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
    private record Checked(Questions questions, KernelTree tree, NameIndex index, Prepared prepared, Report report,
            Outcome outcome) {
        Checked(Questions questions, KernelTree tree, NameIndex index, Prepared prepared, Check.Checked checked) {
            this(questions, tree, index, prepared, checked.report(), checked.outcome());
        }
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
        NameIndex index = Check.index(tree, tree.contents(Instant.EPOCH).orElseThrow(), facts, options, progress);
        Checked now = before == null || touched == null ? first(tree, index, started)
                : next(before, tree, index, touched, started);
        last = now;
        return now.report();
    }

    /** Checks without knowing anything. */
    private Checked first(KernelTree tree, NameIndex index, long started) {
        Questions questions = new Questions(tree, index);
        Library library = new Library(questions.tree(), questions.index(), CSource::of);
        Prepared prepared = Prepared.of(library,
                new Searches(library, tree, KernelFacts.words(), List.of(), options.threads()));
        return new Checked(questions, tree, index, prepared, prepared.check(options, progress, started));
    }

    /** Checks with what is known of the commit before, if something that its check asked has another answer now. */
    private Checked next(Checked before, KernelTree tree, NameIndex index, SortedSet<Integer> touched, long started) {
        Questions questions = before.questions();
        boolean same = questions.haveSameAnswers(tree, index, touched)
                && before.prepared().searches().isSilent(tree, touched);
        Reach reach = same ? Reach.NOTHING : Reach.of(before.prepared().library(), before.index());
        questions.moveTo(tree, index);
        Prepared prepared = before.prepared().followedBy(questions.tree(), tree, questions.index(), touched);
        if (same) {
            return new Checked(questions, tree, index, prepared, before.report().with(index.files(), Check.cpuMillis(),
                    (System.nanoTime() - started) / 1_000_000), before.outcome());
        }
        Prepared current = prepared.without(touched).meeting(before.report().unanalysed())
                .knowing(new Earlier(before.outcome(), reach, Edits.between(before.tree(), tree, touched)));
        return new Checked(questions, tree, index, current, current.check(options, progress, started));
    }

    @Override
    public void close() {
        revisions.close();
    }
}
