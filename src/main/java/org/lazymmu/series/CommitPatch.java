package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lazymmu.commit.Subject;

/** Commits as patches of a series. */
final class CommitPatch {
    private CommitPatch() {
    }

    /** The patch that a commit is. */
    static SeriesPatch of(Histories histories, KnownCommit commit, int number) throws IOException {
        String text = commit.message().subject() + "\n\n" + commit.message().body() + "\n";
        String diff = histories.diff(commit.id());
        return new SeriesPatch(number, Subject.withoutTags(commit.subject()), commit.author(), commit.authored(), text,
                commit.message().messageIds(), commit.id(), diff, Archive.diffs(diff));
    }

    /** The patches that some commits are, numbered in their order. */
    static List<SeriesPatch> of(Histories histories, List<KnownCommit> commits) throws IOException {
        List<SeriesPatch> patches = new ArrayList<>();
        for (KnownCommit commit : commits) {
            patches.add(of(histories, commit, patches.size() + 1));
        }
        return patches;
    }
}
