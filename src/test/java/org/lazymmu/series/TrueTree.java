package org.lazymmu.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.commit.Person;

/** A tree that is being written, and what is truly in it. */
final class TrueTree {
    /** How a patch came into a tree. */
    enum Means {
        /** The very commit. */
        SAME,
        /** With its upstream id and unchanged. */
        NAMED,
        /** With its upstream id and changed. */
        NAMED_EDITED,
        /** Without an id, with the link to its mail. */
        LINKED,
        /** Without an id or a link, unchanged. */
        COPIED,
        /** Without an id or a link, changed. */
        EDITED,
        /** With another subject and author, without an id. */
        RENAMED,
        /** In one commit with others. */
        SQUASHED,
        /** A part of it only. */
        PART,
        /** Under the id of another commit. */
        MISNAMED,
        /** In other words, with another subject. */
        REWRITTEN
    }

    /** What is true of a patch in a tree. */
    enum State {
        ABSENT, PRESENT, PARTIAL, REVERTED
    }

    /**
     * A patch in a tree.
     *
     * @param commits that brought it
     */
    record Truth(State state, Means means, List<String> commits) {
    }

    final String name;
    final Map<String, List<String>> files;
    final Map<TruePatch, Truth> truths = new HashMap<>();
    /** Patches in the order in which they came. */
    final List<TruePatch> order = new ArrayList<>();
    private final FastImport repository;
    String tip;
    Instant now;

    TrueTree(String name, FastImport repository, Map<String, List<String>> files, String tip, Instant now) {
        this.name = name;
        this.repository = repository;
        this.files = new TreeMap<>(files);
        this.tip = tip;
        this.now = now;
    }

    /** A tree that begins as this one is now, and so has everything that is in it. */
    TrueTree fork(String other) {
        TrueTree fork = new TrueTree(other, repository, files, tip, now);
        truths.forEach((patch, truth) -> fork.truths.put(patch,
                new Truth(truth.state, truth.state == State.PRESENT ? Means.SAME : truth.means, truth.commits)));
        fork.order.addAll(order);
        return fork;
    }

    boolean has(TruePatch patch) {
        return state(patch) == State.PRESENT;
    }

    State state(TruePatch patch) {
        Truth truth = truths.get(patch);
        return truth == null ? State.ABSENT : truth.state;
    }

    boolean fits(List<Edit> edits) {
        Map<String, List<String>> trial = new TreeMap<>(files);
        for (Edit edit : edits) {
            if (!edit.fits(trial)) {
                return false;
            }
            edit.apply(trial);
        }
        return true;
    }

    /** Commits some edits, which fit. */
    String commit(Person author, Instant authored, String message, List<Edit> edits) {
        return commit(List.of(tip), author, authored, message, edits);
    }

    String commit(List<String> parents, Person author, Instant authored, String message, List<Edit> edits) {
        Map<String, List<String>> changed = new TreeMap<>();
        for (Edit edit : edits) {
            edit.apply(files);
            changed.put(edit.path(), files.get(edit.path()));
        }
        now = now.plus(Duration.ofMinutes(97));
        tip = repository.commit(parents, author, authored, now, message, changed);
        return tip;
    }

    /** Notes that a part of a patch was taken back. */
    void remains(TruePatch patch) {
        Truth before = truths.get(patch);
        truths.put(patch, new Truth(State.PARTIAL, before.means, before.commits));
    }

    void note(TruePatch patch, State state, Means means, String commit) {
        Truth before = truths.get(patch);
        List<String> commits = new ArrayList<>(before == null ? List.of() : before.commits);
        if (state != State.REVERTED) {
            commits.add(commit);
            order.add(patch);
        }
        truths.put(patch, new Truth(state, means, List.copyOf(commits)));
    }
}
