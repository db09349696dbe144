package org.lazymmu.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.git.GitException;

/**
 * The findings of a commit beside those of one of its parents.
 *
 * @param before     what is found in the parent
 * @param partners   the parent's finding for each fingerprint of the commit's that the parent has, too
 * @param gone       what only the parent has
 * @param unanalysed places that only the commit has
 * @param undecided  likewise
 * @param visible    places that only the parent has
 */
record Pairs(Report before, Map<String, Finding> partners, List<Finding> gone, List<Unanalysed> unanalysed,
        List<Undecided> undecided, List<Unanalysed> visible) {

    /** Whether both have the same findings and places, at whatever lines. */
    boolean areSame(Report after) {
        return gone.isEmpty() && unanalysed.isEmpty() && undecided.isEmpty() && before.era().equals(after.era())
                && after.findings().stream().allMatch(finding -> {
                    Finding partner = partners.get(finding.fingerprint());
                    return partner != null && partner.fingerprint().equals(finding.fingerprint());
                });
    }

    /**
     * Compares.
     *
     * @param old the parent's commit
     * @param now the commit
     */
    static Pairs of(Report before, String old, Report after, String now, Moves moves) throws GitException {
        Map<String, Finding> known = new LinkedHashMap<>();
        before.findings().forEach(finding -> known.putIfAbsent(finding.fingerprint(), finding));
        Set<String> left = after.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
        List<Finding> gone = new ArrayList<>(
                before.findings().stream().filter(finding -> !left.contains(finding.fingerprint())).toList());
        Map<String, Finding> partners = new LinkedHashMap<>();
        for (Finding finding : after.findings()) {
            Finding partner = known.get(finding.fingerprint());
            if (partner == null) {
                partner = moved(gone, old, finding, now, moves);
            }
            if (partner != null) {
                partners.put(finding.fingerprint(), partner);
                gone.remove(partner);
            }
        }
        Comparison places = Comparison.of(List.of(), before, after, (_, _) -> false);
        return new Pairs(before, partners, List.copyOf(gone), places.unanalysed(Status.INTRODUCED),
                places.undecided(Status.INTRODUCED), places.unanalysed(Status.FIXED));
    }

    private static @Nullable Finding moved(List<Finding> gone, String old, Finding here, String now, Moves moves)
            throws GitException {
        if (old.isEmpty()) {
            return null;
        }
        for (Finding candidate : gone) {
            if (moves.isSame(candidate, old, here, now)) {
                return candidate;
            }
        }
        return null;
    }
}
