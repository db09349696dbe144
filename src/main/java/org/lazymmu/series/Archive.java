package org.lazymmu.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Reference;
import org.lazymmu.source.FileDiff;
import org.lazymmu.source.Patch;

/** Commits and their contents, asked for once. */
final class Archive {
    static final Set<Reference.Kind> ORIGINS = Set.of(Reference.Kind.UPSTREAM, Reference.Kind.CHERRY_PICK,
            Reference.Kind.BACKPORT);

    final Commits commits;
    final Histories histories;
    private final Map<String, Contents> contents = new HashMap<>();
    private final Map<String, List<String>> resolved = new HashMap<>();
    private final Map<String, Map<String, Boolean>> held = new HashMap<>();

    Archive(Commits commits, Histories histories) {
        this.commits = new OrderedCommits(commits);
        this.histories = histories;
    }

    Contents contents(String commit) throws IOException {
        Contents known = contents.get(commit);
        if (known == null) {
            known = new Contents(diffs(histories.diff(commit)));
            contents.put(commit, known);
        }
        return known;
    }

    /** A diff, read. */
    static List<FileDiff> diffs(String diff) throws IOException {
        return diff.isBlank() ? List.of() : Patch.read("diff", diff.getBytes(StandardCharsets.ISO_8859_1)).diffs();
    }

    List<String> resolve(String id) throws IOException {
        List<String> known = resolved.get(id);
        if (known == null) {
            known = commits.resolve(id);
            resolved.put(id, known);
        }
        return known;
    }

    boolean has(Tree tree, String commit) throws IOException {
        Map<String, Boolean> known = held.computeIfAbsent(tree.tip(), tip -> new HashMap<>());
        Boolean has = known.get(commit);
        if (has == null) {
            has = histories.has(tree, commit);
            known.put(commit, has);
        }
        return has;
    }

    /** Full ids of the commits that a message says are the same change elsewhere. */
    Set<String> origins(Message message) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (Reference reference : message.references()) {
            if (reference.kind().isOrigin() && !reference.id().isEmpty()) {
                ids.addAll(resolve(reference.id()));
            }
        }
        return ids;
    }

    /** Some commits by their ids, those that are known. */
    Map<String, KnownCommit> commits(Collection<String> ids) throws IOException {
        Map<String, KnownCommit> known = new LinkedHashMap<>();
        for (String id : ids) {
            Optional<KnownCommit> commit = commits.commit(id);
            commit.ifPresent(found -> known.put(id, found));
        }
        return known;
    }

    /** Those of some commits that a tree has. */
    List<Sighting> within(Tree tree, Collection<Sighting> sightings) throws IOException {
        List<Sighting> here = new ArrayList<>();
        for (Sighting sighting : sightings) {
            if (has(tree, sighting.commit().id())) {
                here.add(sighting);
            }
        }
        return here;
    }
}
