package org.lazymmu.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;

/**
 * What a commit did, seen from its parents. It introduced a finding that its parent does not have, and fixed one that only its
 * parent has. A merge is compared with all of its parents. What none of them has, or all of them have, is its own doing. If some
 * have a finding and some do not, the commit from which they went apart says who changed something: where the merge agrees with
 * those who did, it only passes on what one of them did; where it does not, that again is its own doing.
 */
final class Attribution {
    private final CommitLog log;
    private final States states;
    private final Moves moves;

    Attribution(CommitLog log, States states, Moves moves) {
        this.log = log;
        this.states = states;
        this.moves = moves;
    }

    /**
     * What came of looking at a commit.
     *
     * @param change    what it did
     * @param pairs     its findings beside those of each parent, as far as these were looked at
     * @param inherited parents, counted from 0, from which it has something that its first parent does not have, or lacks something
     *                  that its first parent has
     */
    record Step(Change change, List<Pairs> pairs, SortedSet<Integer> inherited) {
    }

    /**
     * Looks at a commit whose tree could be checked.
     *
     * @param after what is found in it
     * @param line  only what differs from the first parent is of interest
     */
    Step step(Revision commit, Report after, boolean line) throws IOException {
        List<String> unsure = new ArrayList<>();
        List<Pairs> pairs = new ArrayList<>();
        if (commit.parents().isEmpty()) {
            // where history was cut off, all that is there was there
            pairs.add(pairs(log.isCut(commit.id()) ? after : States.NOTHING, "", commit, after));
        }
        for (String parent : commit.parents()) {
            if (line && pairs.size() == 1 && pairs.getFirst().areSame(after)) {
                break;
            }
            States.Ground ground = states.ground(parent);
            ground.passed().stream().filter(passed -> !unsure.contains(passed)).forEach(unsure::add);
            // where nothing before could be checked, nothing can be said of what was there
            pairs.add(pairs(ground.report() == null ? after : ground.report(), ground.commit(), commit, after));
        }
        List<Event> events = new ArrayList<>();
        SortedSet<Integer> inherited = new TreeSet<>();
        if (pairs.size() == 1) {
            alone(pairs.getFirst(), after, events);
        } else {
            new Sides(commit, after, pairs, line).add(events, inherited);
        }
        Pairs first = pairs.getFirst();
        after.findings().forEach(finding -> moved(pairs, finding, events));
        return new Step(
                new Change(commit, null, first.before().era(), after.era(), events.isEmpty() ? List.of() : unsure,
                        events, everywhere(pairs.stream().map(Pairs::unanalysed).toList()),
                        everywhere(pairs.stream().map(Pairs::undecided).toList())),
                List.copyOf(pairs), inherited);
    }

    private Pairs pairs(Report before, String old, Revision commit, Report after) throws IOException {
        return Pairs.of(before, old, after, commit.id(), moves);
    }

    private static void alone(Pairs pairs, Report after, List<Event> events) {
        for (Finding finding : after.findings()) {
            if (!pairs.partners().containsKey(finding.fingerprint())) {
                events.add(event(Event.Kind.INTRODUCED, Cause.COMMIT, finding, pairs));
            }
        }
        pairs.gone().forEach(finding -> events.add(event(Event.Kind.FIXED, Cause.COMMIT, finding, pairs)));
    }

    /** A merge has moved only what no side has where it is now. */
    private static void moved(List<Pairs> pairs, Finding finding, List<Event> events) {
        Finding partner = pairs.getFirst().partners().get(finding.fingerprint());
        if (partner != null && pairs.stream().map(side -> side.partners().get(finding.fingerprint()))
                .noneMatch(same -> same != null && same.fingerprint().equals(finding.fingerprint()))) {
            events.add(
                    new Event(Event.Kind.MOVED, pairs.size() > 1 ? Cause.MERGE : Cause.COMMIT, finding, partner, false,
                            false));
        }
    }

    private static Event event(Event.Kind kind, Cause cause, Finding finding, Pairs pairs) {
        Stream<Unanalysed> hiding = kind == Event.Kind.FIXED ? pairs.unanalysed().stream() : pairs.visible().stream();
        boolean undecided = kind == Event.Kind.FIXED && pairs.undecided().stream()
                .anyMatch(entry -> entry.rule().equals(finding.rule()) && entry.function().equals(finding.function()));
        return new Event(kind, cause, finding, null,
                undecided || hiding.anyMatch(entry -> entry.canHide() && files(finding).contains(entry.place().file())),
                false);
    }

    private static Set<String> files(Finding finding) {
        return Stream.concat(Stream.of(finding.place().file()),
                finding.trace().stream().map(step -> step.place().file())).collect(Collectors.toSet());
    }

    /** What is in all of these lists. */
    private static <T> List<T> everywhere(List<List<T>> lists) {
        return lists.getFirst().stream().filter(one -> lists.stream().allMatch(list -> list.contains(one))).toList();
    }

    /** Whether the commit from which the sides of a merge went apart has a finding. */
    private enum Base {
        HAS, LACKS, UNKNOWN
    }

    /** A merge and its sides. */
    private final class Sides {
        private final Revision commit;
        private final Report after;
        private final List<Pairs> pairs;
        private final boolean line;
        private @Nullable List<Set<String>> bases;

        Sides(Revision commit, Report after, List<Pairs> pairs, boolean line) {
            this.commit = commit;
            this.after = after;
            this.pairs = pairs;
            this.line = line;
        }

        void add(List<Event> events, SortedSet<Integer> inherited) throws IOException {
            for (Finding finding : after.findings()) {
                present(finding, events, inherited);
            }
            Map<String, Finding> gone = new LinkedHashMap<>();
            pairs.forEach(side -> side.gone().forEach(finding -> gone.putIfAbsent(finding.fingerprint(), finding)));
            for (Finding finding : gone.values()) {
                absent(finding, events, inherited);
            }
        }

        private void present(Finding finding, List<Event> events, SortedSet<Integer> inherited) throws IOException {
            Set<String> names = new LinkedHashSet<>(List.of(finding.fingerprint()));
            List<Integer> with = new ArrayList<>();
            for (int side = 0; side < pairs.size(); side++) {
                Finding partner = pairs.get(side).partners().get(finding.fingerprint());
                if (partner != null) {
                    with.add(side);
                    names.add(partner.fingerprint());
                }
            }
            boolean first = with.contains(0);
            if (with.isEmpty()) {
                events.add(event(Event.Kind.INTRODUCED, Cause.MERGE, finding, pairs.getFirst()));
            } else if (with.size() < pairs.size() && !(line && first)) {
                if (base(names) == Base.HAS) {
                    events.add(event(Event.Kind.INTRODUCED, Cause.FIX_LOST, finding, pairs.getFirst()));
                } else if (!first) {
                    inherited.addAll(with);
                }
            }
        }

        private void absent(Finding finding, List<Event> events, SortedSet<Integer> inherited) throws IOException {
            List<Integer> without = new ArrayList<>();
            for (int side = 0; side < pairs.size(); side++) {
                if (pairs.get(side).gone().stream()
                        .noneMatch(gone -> gone.fingerprint().equals(finding.fingerprint()))) {
                    without.add(side);
                }
            }
            boolean first = !without.contains(0);
            if (without.isEmpty()) {
                events.add(event(Event.Kind.FIXED, Cause.MERGE, finding, pairs.getFirst()));
            } else if (!line || first) {
                if (base(Set.of(finding.fingerprint())) == Base.LACKS) {
                    events.add(event(Event.Kind.FIXED, Cause.DROPPED, finding, pairs.getFirst()));
                } else if (first) {
                    inherited.addAll(without);
                }
            }
        }

        private Base base(Set<String> fingerprints) throws IOException {
            if (bases == null) {
                bases = new ArrayList<>();
                for (String base : log.bases(commit.parents())) {
                    Report report = states.ground(base).report();
                    bases.add(report == null ? Set.of()
                            : report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet()));
                }
            }
            long have = bases.stream().filter(base -> base.stream().anyMatch(fingerprints::contains)).count();
            return have == 0 ? Base.LACKS : have == bases.size() ? Base.HAS : Base.UNKNOWN;
        }
    }
}
