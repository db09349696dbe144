package org.lazymmu.series;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Subject;

/** One patch: all that is known of it in all trees, and in which of them it is. */
final class Placement {
    private static final Comparator<Sighting> SUREST = Comparator.comparing((Sighting sighting) -> sighting.sureness())
            .thenComparing(sighting -> sighting.rung())
            .thenComparingInt(sighting -> -sighting.found().size())
            .thenComparing(sighting -> sighting.commit().committed()).thenComparing(sighting -> sighting.commit().id());

    private final Archive archive;
    private final HunkSearch hunks;
    private @Nullable List<Sighting> makers;
    private final Relatives relatives;
    private final Map<String, Takebacks.Takeback> takebacks;
    private final @Nullable KnownCommit original;

    Placement(Archive archive, HunkSearch hunks, SeriesPatch patch) throws IOException {
        this.archive = archive;
        this.hunks = hunks;
        relatives = Relatives.of(archive, patch);
        takebacks = Takebacks.of(archive, relatives);
        hunks.undoing(relatives).forEach(silent -> takebacks.putIfAbsent(silent.id(), Takebacks.silent(silent)));
        original = findOriginal();
    }

    Relatives relatives() {
        return relatives;
    }

    /** Commits that make changes of it, in whatever tree; looked for when a tree first needs them, since there may be many to look into. */
    List<Sighting> makers() throws IOException {
        List<Sighting> known = makers;
        if (known == null) {
            known = hunks.find(relatives, original);
            makers = known;
        }
        return known;
    }

    Map<String, Takebacks.Takeback> takebacks() {
        return takebacks;
    }

    /** The commit that the others were made from: it names none itself, and came first. */
    @Nullable
    KnownCommit original() {
        return original;
    }

    private @Nullable KnownCommit findOriginal() throws IOException {
        List<KnownCommit> own = new ArrayList<>();
        for (Sighting sighting : relatives.all()) {
            if (sighting.accepted() && sighting.sureness() == Rung.Sureness.CERTAIN
                    && archive.origins(sighting.commit().message()).isEmpty()) {
                own.add(sighting.commit());
            }
        }
        return own.stream().min(Comparator.comparing(KnownCommit::committed).thenComparing(KnownCommit::id))
                .orElse(null);
    }

    Cell in(Tree tree) throws IOException {
        List<Sighting> here = new ArrayList<>(archive.within(tree, relatives.all()));
        List<Sighting> accepted = new ArrayList<>(here.stream().filter(Sighting::accepted).toList());
        int total = relatives.contents().changes().size();
        if (HunkSearch.together(accepted).size() < total || accepted.isEmpty()) {
            List<Sighting> more = archive.within(tree, makers());
            Set<String> known = archive.commits(accepted.stream().map(sighting -> sighting.commit().id()).toList())
                    .keySet();
            Set<Integer> before = HunkSearch.together(accepted);
            more.stream().filter(sighting -> !known.contains(sighting.commit().id())
                    && !before.containsAll(sighting.found())).forEach(accepted::add);
        }
        accepted.sort(SUREST);
        if (accepted.isEmpty()) {
            // whoever links to a mail may only talk about it
            List<Sighting> doubtful = here.stream().filter(sighting -> sighting.evidence().containsKey(Rung.UPSTREAM_ID)
                    || sighting.evidence().containsKey(Rung.SUBJECT)).toList();
            List<Sighting> open = new ArrayList<>();
            for (Sighting sighting : doubtful) {
                if (!isKnownAsAnother(sighting.commit())) {
                    open.add(sighting);
                }
            }
            return new Cell(tree, open.isEmpty() ? Presence.ABSENT : Presence.UNDECIDED, open, 0, total, null,
                    null, null, null);
        }
        int made = HunkSearch.together(accepted).size();
        Takebacks.Takeback last = lastTakeback(tree, accepted);
        Presence presence = last != null ? last.whole() ? Presence.REVERTED : Presence.PARTIAL
                : made < total ? Presence.PARTIAL : Presence.PRESENT;
        KnownCommit first = accepted.getFirst().commit();
        return new Cell(tree, presence, accepted, made, total, last == null ? null : last.commit(), lag(first),
                age(first), null);
    }

    /** Whether a commit that claims to be this patch is another one that is known upstream. */
    private boolean isKnownAsAnother(KnownCommit commit) throws IOException {
        String title = Subject.normal(commit.subject());
        for (KnownCommit other : archive.commits(archive.origins(commit.message())).values()) {
            if (!relatives.accepted().contains(other.id()) && Subject.normal(other.subject()).equals(title)) {
                return true;
            }
        }
        for (KnownCommit other : archive.commits.titled(title)) {
            boolean mine = relatives.accepted().contains(other.id());
            Contents made = archive.contents(commit.id());
            if (!mine && !other.id().equals(commit.id()) && (archive.contents(other.id()).makes(made) > 0
                    || made.isEmpty() && archive.contents(other.id()).isEmpty())) {
                return true;
            }
        }
        // what stands in the line of the original under the same name is a patch of its own
        return original != null && (isAfter(original, commit) || isAfter(commit, original));
    }

    private @Nullable Duration lag(KnownCommit here) {
        return original == null || original.id().equals(here.id()) ? null
                : Duration.between(original.committed(), here.committed());
    }

    private @Nullable Duration age(KnownCommit here) {
        Instant written = Optional.ofNullable(relatives.patch().authored())
                .orElse(original == null ? null : original.authored());
        return written == null ? null : Duration.between(written, here.committed());
    }

    /** The last of what concerns the patch in a tree, if it takes it back. */
    private Takebacks.@Nullable Takeback lastTakeback(Tree tree, List<Sighting> accepted) throws IOException {
        Takebacks.Takeback last = null;
        for (Takebacks.Takeback takeback : takebacks.values()) {
            if (!takeback.restores() && archive.has(tree, takeback.commit().id())
                    && !isUndone(tree, takeback, accepted)) {
                last = last == null || takeback.commit().committed().isAfter(last.commit().committed()) ? takeback
                        : last;
            }
        }
        return last;
    }

    /** Whether the patch came again after a commit that took it back. */
    private boolean isUndone(Tree tree, Takebacks.Takeback takeback, List<Sighting> accepted) throws IOException {
        for (Sighting sighting : accepted) {
            if (isAfter(sighting.commit(), takeback.commit())) {
                return true;
            }
        }
        for (Takebacks.Takeback other : takebacks.values()) {
            if (other.restores() && archive.has(tree, other.commit().id())
                    && isAfter(other.commit(), takeback.commit())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAfter(KnownCommit later, KnownCommit earlier) throws IOException {
        return !later.id().equals(earlier.id()) && archive.histories.isBefore(earlier.id(), later.id());
    }
}
