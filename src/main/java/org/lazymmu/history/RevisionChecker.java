package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.rule.Check;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Checks each commit by itself. */
public final class RevisionChecker implements Checker {
    private final Git git;
    private final Path repository;
    private final Check.Options options;

    /** @param git the program; it is told where the repository is */
    public RevisionChecker(Git git, Path repository, Check.Options options) {
        this.git = git;
        this.repository = repository;
        this.options = options;
    }

    @Override
    public Report at(String commit) throws IOException {
        try (KernelTree tree = Trees.open(git, repository, commit)) {
            return Check.run(tree, options, Check.Progress.NONE);
        }
    }

    @Override
    public void close() {
        // each tree was closed
    }
}
