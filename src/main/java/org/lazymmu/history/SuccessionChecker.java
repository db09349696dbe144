package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.rule.Check;
import org.lazymmu.rule.Succession;

/** Checks commits, and of each only what differs from the one before. */
public final class SuccessionChecker implements Checker {
    private final Succession succession;

    /** @param git the program; it is told where the repository is */
    public SuccessionChecker(Git git, Path repository, Check.Options options) {
        this.succession = new Succession(git, repository, options, Check.Progress.NONE);
    }

    @Override
    public Report at(String commit) throws IOException {
        return succession.at(commit);
    }

    @Override
    public void expect(Set<String> paths) {
        succession.expect(paths);
    }

    @Override
    public void close() {
        succession.close();
    }
}
