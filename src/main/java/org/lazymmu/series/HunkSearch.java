package org.lazymmu.series;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Subject;

/**
 * Looks for a patch's changes one by one in the commits of a tree that change the same files: so it finds patches that were squashed,
 * split, or came under another name.
 */
final class HunkSearch {
    /** A tree may have had a patch before the version of it that is asked for was written. */
    private static final Duration EARLIER = Duration.ofDays(365);

    private final Archive archive;
    private final Set<String> paths;
    private final Instant since;
    private @Nullable Map<String, List<String>> touching;

    /** A search for any of some patches. */
    HunkSearch(Archive archive, List<SeriesPatch> patches) {
        this.archive = archive;
        paths = new LinkedHashSet<>();
        patches.forEach(patch -> paths.addAll(patch.paths()));
        since = patches.stream().map(SeriesPatch::authored).map(Optional::ofNullable).flatMap(Optional::stream)
                .min(Instant::compareTo).map(first -> first.minus(EARLIER)).orElse(Instant.EPOCH);
    }

    /**
     * Commits of any tree that make changes of a patch; none where what they make says nothing.
     *
     * @param original the patch's commit upstream, if it is known
     */
    List<Sighting> find(Relatives patch, @Nullable KnownCommit original) throws IOException {
        List<Change> changes = patch.contents().changes();
        Map<String, Set<Integer>> makers = new LinkedHashMap<>();
        for (String path : patch.contents().paths()) {
            for (String commit : touching(path)) {
                if (!makers.containsKey(commit)) {
                    makers.put(commit, archive.contents(commit).made(patch.contents()));
                }
            }
        }
        makers.values().removeIf(Set::isEmpty);
        List<Sighting> sightings = new ArrayList<>();
        for (Map.Entry<String, KnownCommit> maker : archive.commits(makers.keySet()).entrySet()) {
            Set<Integer> made = makers.getOrDefault(maker.getKey(), Set.of());
            boolean whole = made.size() == changes.size();
            boolean telling = made.stream().anyMatch(change -> changes.get(change).telling());
            if (whole && telling || (whole || telling && !isOlder(maker.getValue(), original))
                    && !isAnother(maker.getValue(), patch)) {
                Map<Rung, String> says = new EnumMap<>(Rung.class);
                says.put(Rung.HUNKS, whole ? "makes all " + made.size() + " changes"
                        : "makes " + made.size() + " of " + changes.size() + " changes");
                sightings.add(new Sighting(maker.getValue(), says, List.of(), true, made, Set.of()));
            }
        }
        return sightings;
    }

    /** Commits that take all changes of a patch back, and do nothing else, whatever they say. */
    List<KnownCommit> undoing(Relatives patch) throws IOException {
        Contents reversed = patch.contents().reversed();
        if (reversed.changes().stream().noneMatch(Change::telling)) {
            return List.of();
        }
        List<KnownCommit> undoing = new ArrayList<>();
        List<String> fewest = null;
        for (String path : reversed.paths()) {
            List<String> touching = touching(path);
            fewest = fewest == null || touching.size() < fewest.size() ? touching : fewest;
        }
        for (String commit : fewest == null ? List.<String>of() : fewest) {
            Contents made = archive.contents(commit);
            // one that does more may only go on from where the patch was
            if (made.changes().size() == reversed.changes().size() && made.makesAll(reversed)) {
                archive.commits.commit(commit).ifPresent(undoing::add);
            }
        }
        return undoing;
    }

    private List<String> touching(String path) throws IOException {
        Map<String, List<String>> known = touching;
        if (known == null) {
            known = archive.commits.touching(paths, since);
            touching = known;
        }
        return known.getOrDefault(path, List.of());
    }

    /** Whether a patch was made on top of a commit, which cannot be a part of it then. */
    private boolean isOlder(KnownCommit commit, @Nullable KnownCommit original) throws IOException {
        return original != null && !commit.id().equals(original.id())
                && archive.histories.isBefore(commit.id(), original.id());
    }

    /** Whether a commit is another patch that happens to make a change of this one: it has its own upstream commit. */
    private boolean isAnother(KnownCommit commit, Relatives patch) throws IOException {
        Set<String> mine = patch.accepted();
        for (String origin : archive.origins(commit.message())) {
            Optional<KnownCommit> named = archive.commits.commit(origin);
            if (named.isPresent() && !mine.contains(origin)
                    && Subject.normal(named.get().subject()).equals(Subject.normal(commit.subject()))) {
                return true;
            }
        }
        return false;
    }

    /** The changes of a patch that some commits make together. */
    static Set<Integer> together(List<Sighting> sightings) {
        Set<Integer> all = new HashSet<>();
        sightings.forEach(sighting -> {
            all.addAll(sighting.found());
            all.addAll(sighting.alike());
        });
        return all;
    }
}
