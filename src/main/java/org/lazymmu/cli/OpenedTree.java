package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.cache.Cache;
import org.lazymmu.cache.Edition;
import org.lazymmu.git.Git;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.TreeException;
import org.lazymmu.source.Trees;
import org.lazymmu.state.Folders;

/** What the commands that read a tree have in common: opening it, its architectures, how many threads. */
final class OpenedTree {
    /** Names of eras on the command line. */
    static final List<String> ERAS = List.of("auto", "ptl", "no-nesting", "counted");

    private OpenedTree() {
    }

    /** Opens a tree, or the one around the working folder. */
    static KernelTree open(Terminal terminal, @Nullable Path tree) throws TreeException {
        if (tree == null) {
            return Trees.around(terminal.folder());
        }
        try (ProgressLine progress = progress(terminal)) {
            return Trees.open(terminal.folder().resolve(tree),
                    (read, of) -> progress.at("unpacking", (int) (read >> 10), (int) (of >> 10)));
        }
    }

    /** Opens a revision in a git repository. */
    static KernelTree open(Terminal terminal, Path repository, String revision) throws IOException {
        return Trees.open(Git.of(terminal.environment()), terminal.folder().resolve(repository), revision);
    }

    /** What is kept between runs of this build; nothing where {@code LAZYMMU_CACHE=off}. */
    static Cache cache(Terminal terminal) {
        boolean off = terminal.environment().getOrDefault("LAZYMMU_CACHE", "").equals("off");
        return Edition.ofProgram().filter(edition -> !off).map(edition -> Cache.in(
                Folders.of(terminal.environment()).cache().resolve("trees"), edition, Cache.USUAL_LIMIT,
                terminal.clock())).orElseGet(Cache::none);
    }

    static ProgressLine progress(Terminal terminal) {
        return new ProgressLine(terminal.err(), terminal.errIsSeen(), System::currentTimeMillis);
    }

    /** As many as were asked for, or one for each processor. */
    static int threads(@Nullable Integer jobs) throws Failure {
        if (jobs == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (jobs < 1) {
            throw Failure.usage("--jobs " + jobs + ": at least one is needed");
        }
        return jobs;
    }

    /** The folders under {@code arch/}. */
    static SortedSet<String> architectures(KernelTree tree) {
        SortedSet<String> result = new TreeSet<>();
        for (String path : tree.paths()) {
            String[] parts = path.split("/", 3);
            if (parts.length == 3 && parts[0].equals("arch")) {
                result.add(parts[1]);
            }
        }
        return result;
    }
}
