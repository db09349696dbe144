package org.lazymmu.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Database;
import org.lazymmu.state.StateException;

/** Patch ids that were worked out before. */
final class PatchTable {
    /** So many are worked out before they are written down. */
    private static final int BATCH = 500;

    private final Database database;

    PatchTable(Database database) {
        this.database = database;
    }

    /** The patch ids of commits, in their order; those worked out now are kept, if the index has the commits. */
    Map<String, PatchId> of(Git git, Collection<String> ids) throws StateException, GitException {
        Map<String, PatchId> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> all = List.copyOf(new LinkedHashSet<>(ids));
        database.read(connection -> {
            for (String id : all) {
                find(connection, id).ifPresentOrElse(patch -> known.put(id, patch), () -> unknown.add(id));
            }
            return all;
        });
        for (int i = 0; i < unknown.size(); i += BATCH) {
            Map<String, PatchId> made = PatchIds.of(git, unknown.subList(i, Math.min(unknown.size(), i + BATCH)));
            database.perform(connection -> {
                for (PatchId patch : made.values()) {
                    write(connection, patch);
                }
            });
            known.putAll(made);
        }
        Map<String, PatchId> result = new LinkedHashMap<>();
        for (String id : all) {
            PatchId patch = known.get(id);
            if (patch != null) {
                result.put(id, patch);
            }
        }
        return result;
    }

    private static Optional<PatchId> find(Connection connection, String id) throws SQLException {
        Rows rows = new Rows(connection);
        try (PreparedStatement select = rows.prepared("SELECT commit_id, stable, patch.is_cut FROM patch JOIN commit_"
                + " ON commit_.id = patch.commit_id WHERE commit_.oid = ?", List.of(id));
                ResultSet patch = select.executeQuery()) {
            if (!patch.next()) {
                return Optional.empty();
            }
            return Optional.of(new PatchId(id, patch.getString(2), hunks(rows, patch.getLong(1)),
                    patch.getInt(3) == 1));
        }
    }

    private static List<PatchId.Hunk> hunks(Rows rows, long number) throws SQLException {
        List<PatchId.Hunk> result = new ArrayList<>();
        try (PreparedStatement select = rows.prepared(
                "SELECT path, whole, change, changed FROM hunk WHERE commit_id = ? ORDER BY position",
                List.of(number)); ResultSet hunk = select.executeQuery()) {
            while (hunk.next()) {
                result.add(new PatchId.Hunk(hunk.getString(1), hunk.getString(2), hunk.getString(3), hunk.getInt(4)));
            }
        }
        return result;
    }

    private static void write(Connection connection, PatchId patch) throws SQLException {
        Rows rows = new Rows(connection);
        try (PreparedStatement insert = rows.prepared("INSERT INTO patch SELECT id, ?, ? FROM commit_ WHERE oid = ?"
                + " AND id NOT IN (SELECT commit_id FROM patch)",
                List.of(patch.id(), patch.isCut() ? 1 : 0, patch.commit()))) {
            if (insert.executeUpdate() == 0) {
                return; // somebody else was faster, or the index does not have it yet
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO hunk SELECT id, ?, ?, ?, ?, ? FROM commit_ WHERE oid = ?")) {
            for (int i = 0; i < patch.hunks().size(); i++) {
                PatchId.Hunk hunk = patch.hunks().get(i);
                insert.setInt(1, i);
                insert.setString(2, hunk.path());
                insert.setString(3, hunk.id());
                insert.setString(4, hunk.change());
                insert.setInt(5, hunk.changed());
                insert.setString(6, patch.commit());
                insert.executeUpdate();
            }
        }
    }
}
