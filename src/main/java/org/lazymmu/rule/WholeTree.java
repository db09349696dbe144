package org.lazymmu.rule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.finding.Place;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;

/** Parses every function and macro of a tree, whether it can matter or not, and lists what is not understood. */
final class WholeTree {
    private WholeTree() {
    }

    /**
     * What of a tree is not understood, by place.
     *
     * @param done told how many files were parsed so far, from any thread
     */
    static List<org.lazymmu.finding.Unanalysed> problems(KernelTree tree, IntConsumer done) {
        AtomicInteger files = new AtomicInteger();
        List<org.lazymmu.finding.Unanalysed> all = new ArrayList<>(
                IntStream.range(0, tree.paths().size()).parallel().boxed()
                        .flatMap(file -> {
                            List<org.lazymmu.finding.Unanalysed> found = problems(tree, file);
                            done.accept(files.incrementAndGet());
                            return found.stream();
                        }).toList());
        all.sort(Comparator.comparing(org.lazymmu.finding.Unanalysed::place)
                .thenComparing(org.lazymmu.finding.Unanalysed::reason));
        return all.stream().distinct().toList();
    }

    private static List<org.lazymmu.finding.Unanalysed> problems(KernelTree tree, int file) {
        String path = tree.paths().get(file);
        List<org.lazymmu.finding.Unanalysed> found = new ArrayList<>();
        if (!path.endsWith(".c") && !path.endsWith(".h")) {
            return found;
        }
        FileText text = new FileText();
        try {
            tree.read(file, text);
        } catch (IOException unreadable) {
            return found; // listed by the index already
        }
        CSource source = CSource.of(path, text);
        source.file().problems().forEach(problem -> found.add(entry(source, problem)));
        for (CFile.Function function : source.file().functions()) {
            add(source, source.body(function), found);
        }
        for (CFile.Macro macro : source.file().macros()) {
            if (macro.parameters() != null) {
                add(source, source.body(macro), found);
            }
        }
        return found;
    }

    private static void add(CSource source, Body body, List<org.lazymmu.finding.Unanalysed> found) {
        body.problems().forEach(problem -> found.add(entry(source, problem)));
    }

    private static org.lazymmu.finding.Unanalysed entry(CSource source, CFile.Problem problem) {
        CFile file = source.file();
        return new org.lazymmu.finding.Unanalysed(
                new Place(file.path(), file.lines().line(problem.at()), file.lines().column(problem.at())),
                problem.function(), problem.reason(), false);
    }
}
