package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lazymmu.commit.Reference;

/** Repairs of patches, and repairs of these, wherever they are: which of them a tree lacks that has what they repair. */
final class FollowUps {
    /** A repair of a repair of a repair is as far as it goes. */
    private static final int MAX_DEPTH = 5;
    private static final int MAX_REPAIRS = 500;

    private final Archive archive;
    private final List<SeriesReport.Row> rows;
    private final List<Placement> placements;
    private final Set<String> seen = new HashSet<>();
    private final List<Note> notes = new ArrayList<>();

    /** Something that is in some trees, and may have been repaired. */
    private record Held(int patch, String name, Set<String> ids, List<Tree> trees) {
    }

    FollowUps(Archive archive, List<SeriesReport.Row> rows, List<Placement> placements) {
        this.archive = archive;
        this.rows = rows;
        this.placements = placements;
    }

    List<Note> all() throws IOException {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            SeriesReport.Row row = rows.get(i);
            Set<String> ids = placements.get(i).relatives().accepted();
            seen.addAll(ids);
            held.add(new Held(row.patch().number(), "it", ids,
                    row.cells().stream().filter(cell -> isHere(cell.presence()))
                            .map(Cell::tree).toList()));
        }
        for (int depth = 0; depth < MAX_DEPTH && !held.isEmpty(); depth++) {
            held = repairs(held);
        }
        return notes;
    }

    private static boolean isHere(Presence presence) {
        return presence == Presence.PRESENT || presence == Presence.PARTIAL;
    }

    private List<Held> repairs(List<Held> held) throws IOException {
        Map<String, Held> repaired = new LinkedHashMap<>();
        Map<String, KnownCommit> repairs = new LinkedHashMap<>();
        for (Held one : held) {
            for (String id : one.ids) {
                for (KnownCommit repair : archive.commits.naming(id, Set.of(Reference.Kind.FIXES))) {
                    if (!one.trees.isEmpty() && repairs.size() < MAX_REPAIRS) {
                        repairs.putIfAbsent(repair.id(), repair);
                        repaired.putIfAbsent(repair.id(), one);
                    }
                }
            }
        }
        List<SeriesPatch> patches = CommitPatch.of(archive.histories, List.copyOf(repairs.values()));
        HunkSearch hunks = new HunkSearch(archive, patches);
        List<Held> next = new ArrayList<>();
        for (SeriesPatch patch : patches) {
            if (seen.add(String.valueOf(patch.commit()))) {
                Placement placement = new Placement(archive, hunks, patch);
                Set<String> ids = new LinkedHashSet<>(placement.relatives().accepted());
                boolean known = ids.stream().anyMatch(id -> !id.equals(patch.commit()) && seen.contains(id));
                seen.addAll(ids);
                Held broken = repaired.get(String.valueOf(patch.commit()));
                if (!known && broken != null) {
                    next.add(place(placement, broken, ids));
                }
            }
        }
        return next;
    }

    private Held place(Placement placement, Held repaired, Set<String> ids) throws IOException {
        List<Tree> here = new ArrayList<>();
        KnownCommit original = placement.original();
        String id = original == null ? String.valueOf(placement.relatives().patch().commit()) : original.id();
        String subject = placement.relatives().patch().subject();
        String named = id.substring(0, 12) + " (\"" + subject + "\")";
        String taken = placement.takebacks().values().stream()
                .filter(takeback -> takeback.whole() && !takeback.restores())
                .findFirst().map(takeback -> ", which " + takeback.commit().id().substring(0, 12) + " has taken back")
                .orElse("");
        for (Tree tree : repaired.trees) {
            Cell cell = placement.in(tree);
            switch (cell.presence()) {
                case PRESENT -> here.add(tree);
                case PARTIAL -> {
                    here.add(tree);
                    note(Note.Kind.FOLLOW_UP, repaired, tree, id, "lacks a part of " + named + ", which repairs "
                            + repaired.name + taken);
                }
                case ABSENT -> note(Note.Kind.FOLLOW_UP, repaired, tree, id,
                        "lacks " + named + ", which repairs " + repaired.name + taken);
                case UNDECIDED -> note(Note.Kind.FOLLOW_UP_UNDECIDED, repaired, tree, id, "may lack " + named
                        + ", which repairs " + repaired.name + taken + "; " + cell.sightings().stream()
                                .map(sighting -> sighting.commit().id().substring(0, 12))
                                .collect(Collectors.joining(", "))
                        + " may be it");
                case REVERTED -> {
                    // it was here and was taken back on purpose
                }
            }
        }
        return new Held(repaired.patch, named, ids, here);
    }

    private void note(Note.Kind kind, Held repaired, Tree tree, String commit, String text) {
        notes.add(new Note(kind, repaired.patch, tree.name(), commit, text));
    }
}
