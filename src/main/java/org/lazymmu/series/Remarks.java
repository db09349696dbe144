package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Subject;

/** What there is to say of a series in trees beside where it is: contradictions, wrong ids, reverts, the order. */
final class Remarks {
    private final Archive archive;
    private final List<SeriesReport.Row> rows;
    private final List<Placement> placements;
    /** A set, since a commit that brings several patches is met several times. */
    private final Set<Note> notes = new LinkedHashSet<>();

    Remarks(Archive archive, List<SeriesReport.Row> rows, List<Placement> placements) {
        this.archive = archive;
        this.rows = rows;
        this.placements = placements;
    }

    List<Note> all() throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            SeriesReport.Row row = rows.get(i);
            if (row.patch().commit() == null) {
                ids(row.patch().number(), null, null, Message.of(row.patch().message()), row.patch().subject());
            }
            for (Cell cell : row.cells()) {
                state(row, cell);
                claims(row.patch().number(), cell, placements.get(i));
                for (Sighting sighting : cell.sightings()) {
                    ids(row.patch().number(), cell.tree(), sighting.commit().id(), sighting.commit().message(),
                            sighting.commit().subject());
                }
            }
        }
        if (!rows.isEmpty()) {
            for (int tree = 0; tree < rows.getFirst().cells().size(); tree++) {
                order(tree);
            }
        }
        return new ArrayList<>(notes);
    }

    private void note(Note.Kind kind, int patch, @Nullable Tree tree,
            @Nullable String commit, String text) {
        notes.add(new Note(kind, patch, tree == null ? null : tree.name(), commit, text));
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    // --- what became of a patch

    private void state(SeriesReport.Row row, Cell cell) throws IOException {
        int number = row.patch().number();
        KnownCommit back = cell.takenBack();
        if (back != null) {
            note(Note.Kind.REVERTED, number, cell.tree(), back.id(),
                    (cell.presence() == Presence.PARTIAL ? "partly " : "")
                            + "taken back by " + shortened(back.id()) + " (\"" + back.subject() + "\")");
        } else if (cell.presence() == Presence.PARTIAL) {
            note(Note.Kind.PART, number, cell.tree(), null,
                    cell.changes() + " of " + cell.total() + " changes are here");
        }
        KnownCommit original = row.upstream();
        if (cell.presence() == Presence.PRESENT && original != null) {
            for (Cell other : row.cells()) {
                KnownCommit elsewhere = other.takenBack();
                if (elsewhere != null && other.presence() == Presence.REVERTED
                        && archive.has(other.tree(), original.id()) && !archive.has(cell.tree(), elsewhere.id())) {
                    note(Note.Kind.REVERTED_ELSEWHERE, number, cell.tree(), elsewhere.id(), "still here; in "
                            + other.tree().name() + " " + shortened(elsewhere.id()) + " has taken it back");
                }
            }
        }
        Behaviour.Outcome outcome = cell.behaviour();
        if (outcome != null && outcome.verdict() == Behaviour.Verdict.STILL_THERE
                && cell.presence() == Presence.PRESENT) {
            note(Note.Kind.CONTRADICTION, number, cell.tree(), null, "it is here, but " + outcome.text());
        } else if (outcome != null && outcome.verdict() == Behaviour.Verdict.UNKNOWN) {
            note(Note.Kind.BEHAVIOUR, number, cell.tree(), null, outcome.text());
        }
        for (Sighting sighting : cell.sightings()) {
            if (!sighting.doubts().isEmpty()) {
                note(Note.Kind.CONTRADICTION, number, cell.tree(), sighting.commit().id(),
                        shortened(sighting.commit().id())
                                + " " + String.join(", ", sighting.evidence().values()) + ", but "
                                + String.join(", and ", sighting.doubts()));
            }
        }
    }

    /** Commits that say that they are this patch, and are not. */
    private void claims(int number, Cell cell, Placement placement) throws IOException {
        for (Sighting sighting : archive.within(cell.tree(), placement.relatives().all())) {
            if (!sighting.accepted() && sighting.evidence().containsKey(Rung.UPSTREAM_ID)
                    && cell.sightings().stream()
                            .noneMatch(shown -> shown.commit().id().equals(sighting.commit().id()))) {
                note(Note.Kind.CONTRADICTION, number, cell.tree(), sighting.commit().id(),
                        shortened(sighting.commit().id()) + " " + sighting.evidence().get(Rung.UPSTREAM_ID) + ", but "
                                + String.join(", and ", sighting.doubts()));
            }
        }
    }

    // --- ids

    private void ids(int number, @Nullable Tree tree,
            @Nullable String commit, Message message, String subject) throws IOException {
        for (Reference reference : message.references()) {
            if (!reference.certain() || reference.id().isEmpty() || reference.kind() == Reference.Kind.MENTION) {
                continue;
            }
            List<String> ids = archive.resolve(reference.id());
            String says = (commit == null ? "its message" : shortened(commit)) + " names " + shortened(reference.id())
                    + " (" + reference.kind().id() + ")";
            if (ids.isEmpty()) {
                note(Note.Kind.DANGLING_ID, number, tree, commit, says + ", which no mirror has");
                continue;
            }
            String meant = !reference.subject().isEmpty() ? reference.subject()
                    : reference.kind().isOrigin() && ids.size() == 1 ? subject : "";
            boolean right = meant.isEmpty();
            String other = "";
            for (String id : ids) {
                Optional<KnownCommit> found = archive.commits.commit(id);
                if (found.isPresent()) {
                    right |= isSame(meant, found.get().subject());
                    other = found.get().subject();
                }
            }
            if (!right && !other.isEmpty()) {
                note(Note.Kind.WRONG_ID, number, tree, commit, says + ", which is \"" + other + "\"");
            }
        }
    }

    /** Whether two subjects are one; what is quoted is often cut off. */
    private static boolean isSame(String meant, String found) {
        String one = Subject.normal(meant).replaceFirst("\\s*(?:\\.\\.\\.|…)$", "");
        String other = Subject.normal(found);
        return one.equals(other) || one.length() >= 20 && other.startsWith(one);
    }

    // --- order

    private void order(int tree) throws IOException {
        SeriesReport.Row before = null;
        for (SeriesReport.Row row : rows) {
            Sighting here = first(row.cells().get(tree));
            if (here == null) {
                continue;
            }
            Sighting earlier = before == null ? null : first(before.cells().get(tree));
            if (before != null && earlier != null && !earlier.commit().id().equals(here.commit().id())
                    && archive.histories.isBefore(here.commit().id(), earlier.commit().id())) {
                note(Note.Kind.ORDER, row.patch().number(), row.cells().get(tree).tree(), here.commit().id(),
                        "came before patch " + before.patch().number() + ", which it follows in the series");
            }
            before = row;
        }
    }

    private static @Nullable Sighting first(Cell cell) {
        return cell.presence() == Presence.UNDECIDED ? null : cell.best();
    }
}
