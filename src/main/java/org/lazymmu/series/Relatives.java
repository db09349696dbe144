package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Subject;

/**
 * All commits, in whatever tree, that are a patch or claim to be it: from what is known of the patch to the commits that say so, from those to the
 * commits that name them, and so on. What a commit claims is held against what it changes.
 */
final class Relatives {
    /** More commits are not looked at for one patch; a stable tree has two dozen branches. */
    private static final int MAX_COMMITS = 2000;

    private final Archive archive;
    private final SeriesPatch patch;
    private final Contents contents;
    private final Message message;
    private final String title;
    private final Map<String, Sighting> all = new LinkedHashMap<>();
    private final Map<String, Map<Rung, String>> evidence = new LinkedHashMap<>();
    private final Map<String, KnownCommit> known = new LinkedHashMap<>();
    private final Deque<String> fresh = new ArrayDeque<>();

    private Relatives(Archive archive, SeriesPatch patch) {
        this.archive = archive;
        this.patch = patch;
        contents = new Contents(patch.diffs());
        message = Message.of(patch.message());
        title = Subject.normal(patch.subject());
    }

    /** A patch's relatives, accepted or not, by their ids. */
    static Relatives of(Archive archive, SeriesPatch patch) throws IOException {
        Relatives relatives = new Relatives(archive, patch);
        relatives.search();
        return relatives;
    }

    SeriesPatch patch() {
        return patch;
    }

    Contents contents() {
        return contents;
    }

    Collection<Sighting> all() {
        return all.values();
    }

    /** Ids of those that are the patch. */
    Set<String> accepted() {
        Set<String> ids = new LinkedHashSet<>();
        all.forEach((id, sighting) -> {
            if (sighting.accepted()) {
                ids.add(id);
            }
        });
        return ids;
    }

    private void search() throws IOException {
        seed();
        Set<String> asked = new HashSet<>();
        while (true) {
            judge();
            Optional<String> next = accepted().stream().filter(id -> !asked.contains(id)).findFirst();
            if (next.isEmpty() || known.size() > MAX_COMMITS) {
                return;
            }
            asked.add(next.get());
            spread(next.get());
        }
    }

    private void seed() throws IOException {
        if (patch.commit() != null) {
            archive.commits.commit(patch.commit())
                    .ifPresent(commit -> see(commit, Rung.SAME_COMMIT, "it is this commit"));
        }
        for (String mail : patch.mails()) {
            for (KnownCommit commit : archive.commits.linking(mail)) {
                see(commit, Rung.MESSAGE_ID, "links to " + mail);
            }
        }
        String patchId = patch.change().isEmpty() ? "" : archive.histories.patchId(patch.change());
        if (!patchId.isEmpty()) {
            for (KnownCommit commit : archive.commits.withPatchId(patchId, contents.paths())) {
                see(commit, Rung.PATCH_ID, "patch id " + patchId.substring(0, 12));
            }
        }
        judge();
        for (KnownCommit commit : archive.commits.titled(title)) {
            if (!commit.isMerge() && Authors.same(commit.author(), patch.author()) && sharesFiles(commit)) {
                see(commit, Rung.SUBJECT, "\"" + commit.subject() + "\"");
            } else if (!commit.isMerge()) {
                consider(commit);
            }
        }
        for (String origin : archive.origins(message)) {
            Optional<KnownCommit> commit = archive.commits.commit(origin);
            commit.ifPresent(found -> see(found, Rung.UPSTREAM_ID, "named by the patch"));
        }
    }

    private boolean sharesFiles(KnownCommit commit) throws IOException {
        Contents other = archive.contents(commit.id());
        return contents.isEmpty() ? other.isEmpty() : other.paths().stream().anyMatch(contents.paths()::contains);
    }

    /** Takes in what names a commit that is the patch, and what that commit names. */
    private void spread(String id) throws IOException {
        for (KnownCommit commit : archive.commits.naming(id, Archive.ORIGINS)) {
            see(commit, Rung.UPSTREAM_ID, "names " + id.substring(0, 12));
        }
        KnownCommit self = known.get(id);
        if (self != null) {
            for (String origin : archive.origins(self.message())) {
                Optional<KnownCommit> commit = archive.commits.commit(origin);
                commit.ifPresent(found -> see(found, Rung.UPSTREAM_ID, "named by " + id.substring(0, 12)));
            }
        }
    }

    private void see(KnownCommit commit, Rung rung, String text) {
        consider(commit);
        evidence.computeIfAbsent(commit.id(), id -> new EnumMap<>(Rung.class)).putIfAbsent(rung, text);
    }

    private void consider(KnownCommit commit) {
        if (known.putIfAbsent(commit.id(), commit) == null) {
            fresh.add(commit.id());
        } else if (!fresh.contains(commit.id())) {
            fresh.add(commit.id());
        }
    }

    private void judge() throws IOException {
        while (!fresh.isEmpty()) {
            String id = fresh.remove();
            KnownCommit commit = known.get(id);
            if (commit != null) {
                all.put(id, judged(commit));
            }
        }
    }

    private Sighting judged(KnownCommit commit) throws IOException {
        Map<Rung, String> says = new EnumMap<>(Rung.class);
        says.putAll(evidence.getOrDefault(commit.id(), Map.of()));
        Contents other = archive.contents(commit.id());
        Set<Integer> found = other.made(contents);
        Set<Integer> alike = new HashSet<>();
        for (int i = 0; i < contents.changes().size(); i++) {
            if (!found.contains(i) && other.resembles(contents.changes().get(i))) {
                alike.add(i);
            }
        }
        boolean whole = !contents.isEmpty() && found.size() == contents.changes().size();
        if (whole) {
            says.put(Rung.HUNKS, "makes all " + found.size() + " changes");
        }
        boolean titled = Subject.normal(commit.subject()).equals(title);
        boolean related = contents.isEmpty() ? other.isEmpty() : other.isRelated(contents);
        List<String> doubts = new ArrayList<>();
        boolean accepted = says.containsKey(Rung.SAME_COMMIT) || says.containsKey(Rung.PATCH_ID)
                || says.containsKey(Rung.UPSTREAM_ID) && (titled || related && !contents.isEmpty())
                // a repair links to the mail of what it repairs, too, and is about the same words
                || says.containsKey(Rung.MESSAGE_ID) && (titled || 2 * found.size() > contents.changes().size())
                || titled && says.containsKey(Rung.SUBJECT) && 2 * telling(found, alike) >= contents.changes().size()
                        && !isInLine(commit)
                || titled && whole;
        doubt(commit, says, titled, related, doubts);
        if (!says.containsKey(Rung.SAME_COMMIT) && !says.containsKey(Rung.PATCH_ID) && isAnother(commit)) {
            accepted = false;
        }
        return new Sighting(commit, says, doubts, accepted, found, alike);
    }

    /** Whether a commit comes before or after one that is this patch without doubt: no line takes a patch twice. */
    private boolean isInLine(KnownCommit commit) throws IOException {
        for (Sighting sighting : all.values()) {
            String other = sighting.commit().id();
            if (sighting.accepted() && sighting.sureness() == Rung.Sureness.CERTAIN && !other.equals(commit.id())
                    && (archive.histories.isBefore(other, commit.id())
                            || archive.histories.isBefore(commit.id(), other))) {
                return true;
            }
        }
        return false;
    }

    /** How many of some changes say that it is this patch. */
    private long telling(Set<Integer> found, Set<Integer> alike) {
        return found.size() + alike.stream().filter(change -> contents.changes().get(change).telling()).count();
    }

    private void doubt(KnownCommit commit, Map<Rung, String> says, boolean titled, boolean related,
            List<String> doubts) throws IOException {
        if (says.containsKey(Rung.SAME_COMMIT)) {
            return;
        }
        if (!titled && (says.containsKey(Rung.UPSTREAM_ID) || says.containsKey(Rung.MESSAGE_ID))) {
            doubts.add("its subject is another one, \"" + commit.subject() + "\"");
        }
        if (!related && !(contents.isEmpty() && titled)) {
            doubts.add("what it changes is something else");
        }
        if (!says.containsKey(Rung.UPSTREAM_ID)) {
            for (String origin : archive.origins(commit.message())) {
                if (!known.containsKey(origin)) {
                    doubts.add("it names another commit, " + origin.substring(0, 12));
                }
            }
        }
    }

    /** Whether a commit says that it is another one, which has its subject, so that an equal subject says nothing. */
    private boolean isAnother(KnownCommit commit) throws IOException {
        for (String origin : archive.origins(commit.message())) {
            Optional<KnownCommit> named = archive.commits.commit(origin);
            boolean mine = all.containsKey(origin) && all.get(origin).accepted();
            if (named.isPresent() && !mine
                    && Subject.normal(named.get().subject()).equals(Subject.normal(commit.subject()))
                    && archive.contents(origin).makes(archive.contents(commit.id())) > 0) {
                return true;
            }
        }
        return false;
    }
}
