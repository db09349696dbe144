package org.lazymmu.rule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * that the check of the one before has {@linkplain Questions asked} is not checked: its report is the same. What was worked out is
 * kept until it is much more than one check needs; then all of it is forgotten, so that a history can be of any length. For one
 * thread.
 */
public final class Succession implements AutoCloseable {
    /** How much more than what one check needs is kept. */
    private static final int MOST_TIMES = 2;

    private final Revisions revisions;
    private final Check.Options options;
    private final Check.Progress progress;
    private ContentFacts facts = ContentFacts.none();
    private @Nullable Checked last;

    /**
     * The check of one commit.
     *
     * @param tree  the commit's, where no questions are noted
     * @param index that of this tree
     * @param alone how many files the check read that knew nothing of others
     */
    private record Checked(Questions questions, KernelTree tree, NameIndex index, Prepared prepared, Report report,
            Outcome outcome, int alone) {
    }

    /** @param git the program; it is told where the repository is */
    public Succession(Git git, Path repository, Check.Options options, Check.Progress progress) {
        this.revisions = new Revisions(git, repository);
        this.options = options;
        this.progress = progress;
    }

    /** Lets know of files that later commits may have: where one appears that was not expected, everything is looked at again. */
    public void expect(Set<String> paths) {
        revisions.expect(paths);
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
        Implementations tried = before == null ? null : before.prepared().implementations();
        if (before != null && isTooMuch(before, tree)) {
            before = null;
            last = null;
            facts = ContentFacts.none();
        }
        NameIndex index = Check.index(tree, tree.contents(Instant.EPOCH).orElseThrow(), facts, options, progress);
        Checked now = before == null || touched == null ? first(tree, index, tried, started)
                : next(before, tree, index, touched, started);
        last = now;
        return now.report();
    }

    /** How many files it knows something of that had to be read. */
    int filesKept() {
        return last == null ? 0 : last.questions().filesRead();
    }

    /**
     * Whether what was taken along is twice what is needed: files that were looked at once, for code that is not there any more,
     * and contents that files had.
     */
    private boolean isTooMuch(Checked checked, KernelTree tree) {
        return checked.questions().filesRead() > MOST_TIMES * checked.alone()
                || facts.size() > MOST_TIMES * tree.paths().size();
    }

    /**
     * Checks without knowing anything.
     *
     * @param tried what hooks were found to do before: what is not tried any more is not mended by that; null if nothing is known
     */
    private Checked first(KernelTree tree, NameIndex index, @Nullable Implementations tried, long started) {
        Questions questions = new Questions(tree, index);
        Library library = new Library(questions.tree(), questions.index(), CSource::of);
        Prepared prepared = Prepared.of(library,
                new Searches(library, tree, KernelFacts.words(), List.of(), options.threads()));
        if (tried != null) {
            prepared = prepared.trying(tried.without(_ -> true, prepared.reality()));
        }
        Check.Checked checked = prepared.check(options, progress, started);
        return new Checked(questions, tree, index, prepared, checked.report(), checked.outcome(),
                questions.filesRead());
    }

    /** Checks with what is known of the commit before, if something that its check asked has another answer now. */
    private Checked next(Checked before, KernelTree tree, NameIndex index, SortedSet<Integer> touched, long started) {
        Questions questions = before.questions();
        boolean same = questions.haveSameAnswers(tree, index, touched)
                && before.prepared().searches().isSilent(tree, touched);
        // what is asked from here on, is asked of the next tree
        Earlier earlier = same ? null
                : new Earlier(before.outcome(), Reach.of(before.prepared().library(), before.index()),
                        Edits.between(before.tree(), tree, touched));
        questions.moveTo(tree, index);
        Prepared prepared = before.prepared().followedBy(questions.tree(), tree, questions.index(), touched);
        if (earlier == null) {
            Report report = before.report().with(index.files(), Check.cpuMillis(),
                    (System.nanoTime() - started) / 1_000_000);
            return new Checked(questions, tree, index, prepared, report, before.outcome(), before.alone());
        }
        Prepared current = prepared.without(touched).meeting(before.report().unanalysed())
                .knowing(earlier);
        Check.Checked checked = current.check(options, progress, started);
        return new Checked(questions, tree, index, current, checked.report(), checked.outcome(), before.alone());
    }

    @Override
    public void close() {
        revisions.close();
    }
}
