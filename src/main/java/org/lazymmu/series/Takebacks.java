package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Subject;

/** The commits that take a patch back, in whatever tree, and those that take these back in turn. */
final class Takebacks {
    /** A revert of a revert of a revert has been seen. */
    private static final int MAX_DEPTH = 6;

    /**
     * A commit that takes another back.
     *
     * @param commit  the commit
     * @param of      what it takes back, full id
     * @param restores whether the patch is there again after it
     * @param whole   false if it takes back a part
     */
    record Takeback(KnownCommit commit, String of, boolean restores, boolean whole) {
    }

    /** One that says nothing of it. */
    static Takeback silent(KnownCommit commit) {
        return new Takeback(commit, "", false, true);
    }

    /** Whether a commit takes all of a patch back; one that takes back nothing of it as it is, does so in other words. */
    private static boolean isWhole(Archive archive, Relatives patch, KnownCommit commit) throws IOException {
        Contents reversed = patch.contents().reversed();
        int made = archive.contents(commit.id()).makes(reversed);
        return made == 0 || made == reversed.changes().size();
    }

    private Takebacks() {
    }

    /** All that concern a patch, by their ids. */
    static Map<String, Takeback> of(Archive archive, Relatives patch) throws IOException {
        Map<String, Takeback> found = new LinkedHashMap<>();
        Set<String> mine = patch.accepted();
        for (String id : mine) {
            collect(archive, patch, id, 0, found);
        }
        String title = Subject.normal("Revert \"" + patch.patch().subject() + "\"");
        Contents reversed = patch.contents().reversed();
        for (KnownCommit commit : archive.commits.titled(title)) {
            // a revert that names what it reverts has been found, or is about another patch of the same name
            boolean names = commit.message().references().stream()
                    .anyMatch(reference -> reference.kind() == Reference.Kind.REVERTS && !reference.id().isEmpty());
            if (!names && archive.contents(commit.id()).isRelated(reversed)) {
                found.putIfAbsent(commit.id(),
                        new Takeback(commit, mine.isEmpty() ? "" : mine.iterator().next(), false, true));
            }
        }
        return found;
    }

    private static void collect(Archive archive, Relatives patch, String id, int depth, Map<String, Takeback> into)
            throws IOException {
        if (depth == MAX_DEPTH) {
            return;
        }
        List<KnownCommit> reverts = new ArrayList<>();
        for (KnownCommit commit : archive.commits.naming(id, Set.of(Reference.Kind.REVERTS))) {
            if (!commit.id().equals(id) && !into.containsKey(commit.id())) {
                into.put(commit.id(),
                        new Takeback(commit, id, depth % 2 == 1, depth > 0 || isWhole(archive, patch, commit)));
                reverts.add(commit);
            }
        }
        for (KnownCommit commit : archive.commits.naming(id, Set.of(Reference.Kind.PARTLY_REVERTS))) {
            into.putIfAbsent(commit.id(), new Takeback(commit, id, depth % 2 == 1, false));
        }
        for (KnownCommit revert : reverts) {
            collect(archive, patch, revert.id(), depth + 1, into);
            // a tree that picks a revert reverts what the picked one says
            for (KnownCommit pick : archive.commits.naming(revert.id(), Archive.ORIGINS)) {
                if (!into.containsKey(pick.id())) {
                    into.put(pick.id(),
                            new Takeback(pick, id, depth % 2 == 1, depth > 0 || isWhole(archive, patch, pick)));
                    collect(archive, patch, pick.id(), depth + 1, into);
                }
            }
        }
    }
}
