package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.rule.Check;
import org.lazymmu.rule.Memory;
import org.lazymmu.series.Behaviour;
import org.lazymmu.series.FindingsBehaviour;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.PatchedTree;
import org.lazymmu.source.Trees;

/** The last rung of the ladder over the commits of the mirrors' store. */
final class TreeBehaviour implements FindingsBehaviour.Trees {
    private final Git git;
    private final Path store;

    private TreeBehaviour(Git git, Path store) {
        this.git = git;
        this.store = store;
    }

    /** @param store the repository of the mirrors */
    static Behaviour of(Terminal terminal, Path store, int threads, ProgressLine progress) {
        Memory memory = new Memory(OpenedTree.cache(terminal), terminal.clock());
        Check.Options options = new Check.Options(new TreeSet<>(), null, new TreeSet<>(), threads);
        return new FindingsBehaviour(new TreeBehaviour(Git.of(terminal.environment()), store),
                new FindingsBehaviour.Checker() {
                    @Override
                    public Report check(KernelTree tree) {
                        return memory.check(tree, options, progress);
                    }

                    @Override
                    public Comparison compare(PatchedTree tree) {
                        return memory.compare(tree, options, progress);
                    }
                });
    }

    @Override
    public KernelTree open(String commit) throws IOException {
        return Trees.open(git, store, commit);
    }

    @Override
    public @Nullable String parent(String commit) throws IOException {
        List<String> line = List.of(git.at(store)
                .run(GitCommand.of("rev-list", "--parents", "--max-count=1").values(commit)).strip().split(" "));
        return line.size() == 2 ? line.get(1) : null;
    }

    @Override
    public @Nullable String fork(String one, String other) throws IOException {
        Git.Outcome base = git.at(store).attempt(GitCommand.of("merge-base").values(one, other));
        return base.status() == 0 ? base.out().strip() : null;
    }
}
