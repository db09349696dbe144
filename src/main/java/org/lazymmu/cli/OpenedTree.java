package org.lazymmu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.TreeException;
import org.lazymmu.source.Trees;

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
