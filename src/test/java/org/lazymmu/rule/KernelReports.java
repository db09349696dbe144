package org.lazymmu.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lazymmu.RealKernels;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Reports on real trees as they are; the one with all views is made once for all tests. */
final class KernelReports {
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Map<String, Report> FULL = new ConcurrentHashMap<>();

    private KernelReports() {
    }

    /** The report on a version, such as {@code 6.12}, in all views. */
    static Report of(String version) {
        return FULL.computeIfAbsent(version, key -> check(key, 2));
    }

    /** A report of its own. */
    static Report check(String version, int threads, String... architectures) {
        Check.Options options = new Check.Options(new TreeSet<>(List.of(architectures)), null, new TreeSet<>(),
                threads);
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            return Check.run(tree, options, Check.Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a finding is, without its line: rule, function and file. */
    static String describe(Finding finding) {
        return finding.rule() + " in " + finding.function() + ", " + finding.place().file();
    }

    /** The chain of a finding and its further places. */
    static List<TraceStep> steps(Finding finding) {
        return Stream.concat(finding.trace().stream(), finding.also().stream()).toList();
    }

    /** What the source says at the places of some steps, each as function and name. */
    static List<String> told(List<TraceStep> steps, KernelTree tree) throws IOException {
        List<String> told = new ArrayList<>();
        FileText bytes = new FileText();
        for (TraceStep step : steps) {
            tree.read(tree.find(step.place().file()), bytes);
            String line = bytes.text(0, bytes.length()).lines().skip(step.place().line() - 1L).findFirst().orElse("");
            Matcher name = NAME.matcher(line);
            told.add(step.function() + ": " + (name.find(step.place().column() - 1) ? name.group() : line));
        }
        return told;
    }
}
