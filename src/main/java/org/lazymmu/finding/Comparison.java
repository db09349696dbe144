package org.lazymmu.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two reports on a tree, before and after a change, and what the change did. Lists are sorted by status, then as in the reports.
 *
 * @param changes    how the changes are called, e.g. names of patches
 * @param before     the report on the tree as it was
 * @param after      the report on the tree as it is
 * @param findings   the findings of both
 * @param unanalysed the places of both that were not analysed
 * @param undecided  the places of both that could not be decided
 */
public record Comparison(List<String> changes, Report before, Report after, List<Compared<Finding>> findings,
        List<Compared<Unanalysed>> unanalysed, List<Compared<Undecided>> undecided) {
    private static final List<Status> ORDER = List.of(Status.INTRODUCED, Status.FIXED, Status.EXISTING);

    /**
     * Compares two reports: findings by their fingerprints, places that were not analysed by what a person would call the same.
     *
     * @param moved whether a finding that is there no more, the first one, is at another place now: the second one
     */
    public static Comparison of(List<String> changes, Report before, Report after,
            BiPredicate<Finding, Finding> moved) {
        return new Comparison(List.copyOf(changes), before, after,
                findings(before.findings(), after.findings(), moved),
                places(before.unanalysed(), after.unanalysed(), Unanalysed::identity),
                places(before.undecided(), after.undecided(), Undecided::identity));
    }

    /** The findings with a status. */
    public List<Finding> findings(Status status) {
        return parts(findings, status);
    }

    /** The places not analysed with a status. */
    public List<Unanalysed> unanalysed(Status status) {
        return parts(unanalysed, status);
    }

    /** The places not decided with a status. */
    public List<Undecided> undecided(Status status) {
        return parts(undecided, status);
    }

    private static <T> List<T> parts(List<Compared<T>> all, Status status) {
        return all.stream().filter(one -> one.status() == status).map(Compared::part).toList();
    }

    private static List<Compared<Finding>> findings(List<Finding> before, List<Finding> after,
            BiPredicate<Finding, Finding> moved) {
        Set<String> known = before.stream().map(Finding::fingerprint).collect(Collectors.toSet());
        Set<String> left = after.stream().map(Finding::fingerprint).collect(Collectors.toSet());
        List<Finding> gone = new ArrayList<>(before.stream().filter(f -> !left.contains(f.fingerprint())).toList());
        List<Compared<Finding>> all = new ArrayList<>();
        for (Finding finding : after) {
            boolean existing = known.contains(finding.fingerprint());
            if (!existing) {
                existing = gone.stream().filter(old -> moved.test(old, finding)).findFirst().map(gone::remove)
                        .orElse(false);
            }
            all.add(new Compared<>(finding, existing ? Status.EXISTING : Status.INTRODUCED));
        }
        gone.forEach(finding -> all.add(new Compared<>(finding, Status.FIXED)));
        return sorted(all);
    }

    private static <T, I> List<Compared<T>> places(List<T> before, List<T> after, Function<T, I> identity) {
        Map<I, Integer> known = new HashMap<>();
        before.forEach(entry -> known.merge(identity.apply(entry), 1, Integer::sum));
        List<Compared<T>> all = new ArrayList<>();
        for (T entry : after) {
            boolean existing = known.merge(identity.apply(entry), -1, Integer::sum) >= 0;
            all.add(new Compared<>(entry, existing ? Status.EXISTING : Status.INTRODUCED));
        }
        for (T entry : before.reversed()) {
            if (known.merge(identity.apply(entry), -1, Integer::sum) >= 0) {
                all.add(new Compared<>(entry, Status.FIXED));
            }
        }
        return sorted(all);
    }

    private static <T> List<Compared<T>> sorted(List<Compared<T>> all) {
        return all.stream().sorted(Comparator.comparingInt(one -> ORDER.indexOf(one.status()))).toList();
    }
}
