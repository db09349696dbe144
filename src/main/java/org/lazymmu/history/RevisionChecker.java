package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Checks each commit by itself. */
public final class RevisionChecker implements Checker {
    private final Git git;
    private final Path repository;
    private final Analysis analysis;

    /** Checks one tree. */
    public interface Analysis {
        Report of(KernelTree tree);
    }

    /** @param git the program; it is told where the repository is */
    public RevisionChecker(Git git, Path repository, Analysis analysis) {
        this.git = git;
        this.repository = repository;
        this.analysis = analysis;
    }

    @Override
    public Report at(String commit) throws IOException {
        try (KernelTree tree = Trees.open(git, repository, commit)) {
            return analysis.of(tree);
        }
    }

    @Override
    public void close() {
        // each tree was closed
    }
}
