package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;
import org.lazymmu.source.PatchedTree;

/**
 * Works out what became of findings by checking trees: the one that the patch was made for without and with it, where the tree left
 * upstream's line, and what the tree is now.
 */
public final class FindingsBehaviour implements Behaviour {
    /** Opens the files of a commit. */
    public interface Trees {
        /** Opens the files of a commit, by its full id. */
        KernelTree open(String commit) throws IOException;

        /** The only parent of a commit, full id, or null where there is not one. */
        @Nullable
        String parent(String commit) throws IOException;

        /** The last commit that two have in common, full id, or null. */
        @Nullable
        String fork(String one, String other) throws IOException;
    }
    /** Checks trees. */
    public interface Checker {
        Report check(KernelTree tree) throws IOException;

        /** Checks a tree without and with its patches. */
        Comparison compare(PatchedTree tree) throws IOException;
    }

    private final Trees trees;
    private final Checker checker;
    private final Map<String, List<Finding>> removed = new HashMap<>();
    private final Map<String, Report> reports = new HashMap<>();

    public FindingsBehaviour(Trees trees, Checker checker) {
        this.trees = trees;
        this.checker = checker;
    }

    @Override
    public Outcome of(SeriesPatch patch, String upstream, String tip) throws IOException {
        String parent = trees.parent(upstream);
        if (parent == null) {
            return new Outcome(Verdict.UNKNOWN, List.of(), "its commit has no parent that it could be checked against");
        }
        List<Finding> gone = removed(patch, upstream, parent);
        if (gone == null) {
            return new Outcome(Verdict.UNKNOWN, List.of(), "the patch does not apply to the parent of its commit");
        }
        if (gone.isEmpty()) {
            return new Outcome(Verdict.NO_FINDINGS, List.of(), "the patch removes no findings");
        }
        String fork = trees.fork(parent, tip);
        return judge(gone, fork == null ? null : report(fork), report(tip));
    }

    /**
     * What became of findings.
     *
     * @param removed what a patch removes
     * @param before  on the tree as it was when it began, or null if that is not known
     * @param now     on the tree as it is
     */
    static Outcome judge(List<Finding> removed, @Nullable Report before, Report now) {
        Set<String> here = fingerprints(now);
        List<Finding> left = removed.stream().filter(finding -> here.contains(finding.fingerprint())).toList();
        if (!left.isEmpty()) {
            return new Outcome(Verdict.STILL_THERE, lines(left), left.size() + " of " + removed.size()
                    + " findings that it removes " + (left.size() == 1 ? "is" : "are") + " here");
        }
        if (now.findings().isEmpty() && now.unanalysed().stream().anyMatch(entry -> entry.canHide())) {
            return new Outcome(Verdict.UNKNOWN, lines(removed),
                    "none of the findings that it removes is here, but code that"
                            + " could hide them was not understood");
        }
        if (before == null) {
            return new Outcome(Verdict.UNKNOWN, lines(removed),
                    "none of the findings that it removes is here, and where the tree began is not known");
        }
        Set<String> once = fingerprints(before);
        List<Finding> had = removed.stream().filter(finding -> once.contains(finding.fingerprint())).toList();
        return had.isEmpty()
                ? new Outcome(Verdict.NEVER_THERE, lines(removed), "none of the findings that it removes was ever here")
                : new Outcome(Verdict.GONE, lines(had),
                        had.size() + (had.size() == 1 ? " finding that it removes was here and is"
                                : " findings that it removes were here and are") + " gone");
    }

    private static Set<String> fingerprints(Report report) {
        return report.findings().stream().map(Finding::fingerprint).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(finding -> finding.place().file() + ": " + finding.function() + "(): "
                + finding.message() + " [" + finding.rule() + "]").toList();
    }

    /** The findings that a patch removes from the tree that it was made for; null where it does not apply. */
    private @Nullable List<Finding> removed(SeriesPatch patch, String upstream, String parent) throws IOException {
        List<Finding> known = removed.get(upstream);
        if (known != null || patch.diffs().isEmpty()) {
            return known == null ? List.of() : known;
        }
        try (KernelTree base = trees.open(parent)) {
            PatchedTree patched = PatchedTree.of(base, List.of(new Patch(patch.subject(), patch.diffs())));
            Comparison comparison = checker.compare(patched);
            List<Finding> fixed = new ArrayList<>(comparison.findings(Status.FIXED));
            removed.put(upstream, fixed);
            return fixed;
        } catch (PatchException e) {
            return null;
        }
    }

    private Report report(String commit) throws IOException {
        Report known = reports.get(commit);
        if (known == null) {
            try (KernelTree tree = trees.open(commit)) {
                known = checker.check(tree);
            }
            reports.put(commit, known);
        }
        return known;
    }
}
