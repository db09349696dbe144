package org.lazymmu.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lazymmu.state.Sql;

/** Reads rows of the tables. */
final class Rows {
    /** What {@link #commits} selects from; conditions go behind it. */
    static final String COMMITS = "SELECT c.id, c.oid, c.subject, a.name, a.email, c.authored, c.author_zone, m.name, m.email,"
            + " c.committed, c.committer_zone, c.is_cut FROM commit_ c JOIN person a ON a.id = c.author"
            + " JOIN person m ON m.id = c.committer ";
    private static final Map<String, Reference.Kind> REFERENCES = references();
    private static final Map<String, Trailer.Kind> TRAILERS = trailers();

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /** A commit and its number. */
    record Numbered(long number, Commit commit, boolean isCut) {
    }

    /**
     * Commits that a statement selects.
     *
     * @param sql       {@link #COMMITS} with conditions
     * @param arguments texts or numbers
     */
    List<Numbered> commits(String sql, List<?> arguments) throws SQLException {
        List<Numbered> result = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, arguments);
                ResultSet rows = statement.executeQuery();
                PreparedStatement parents = connection.prepareStatement(
                        "SELECT coalesce(c.oid, p.oid) FROM parent p LEFT JOIN commit_ c ON c.id = p.parent_id"
                                + " WHERE p.commit_id = ? ORDER BY p.position")) {
            while (rows.next()) {
                result.add(commit(rows, parents));
            }
        }
        return result;
    }

    private static Numbered commit(ResultSet row, PreparedStatement parents) throws SQLException {
        long number = row.getLong(1);
        List<String> ids = new ArrayList<>();
        parents.setLong(1, number);
        try (ResultSet rows = parents.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return new Numbered(number, new Commit(row.getString(2), ids, new Person(row.getString(4), row.getString(5)),
                Commit.time(row.getLong(6), row.getInt(7)), new Person(row.getString(8), row.getString(9)),
                Commit.time(row.getLong(10), row.getInt(11)), row.getString(3)), row.getInt(12) == 1);
    }

    /** All that is known of a commit. */
    IndexedCommit details(Numbered each) throws SQLException {
        List<?> number = List.of(each.number());
        String body = strings("SELECT body FROM message WHERE commit_id = ?", number).stream().findFirst().orElse("");
        Message message = new Message(each.commit().subject(), body, trailers(each.number()),
                references("SELECT kind, hex, subject, origin, certain, line FROM reference WHERE commit_id = ?"
                        + " ORDER BY position", number),
                strings("SELECT message_id FROM mail WHERE commit_id = ? ORDER BY position", number),
                each.isCut());
        List<String> files = strings("SELECT path.name FROM touched JOIN path ON path.id = touched.path_id"
                + " WHERE commit_id = ? ORDER BY path.name", number);
        return new IndexedCommit(each.commit(), message, files, each.isCut());
    }

    private List<Trailer> trailers(long number) throws SQLException {
        List<Trailer> result = new ArrayList<>();
        try (PreparedStatement statement = prepared(
                "SELECT kind, key, value, in_block, line FROM trailer WHERE commit_id = ? ORDER BY position",
                List.of(number)); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(new Trailer(TRAILERS.getOrDefault(rows.getString(1), Trailer.Kind.OTHER), rows.getString(2),
                        rows.getString(3), rows.getInt(4) == 1, rows.getInt(5)));
            }
        }
        return result;
    }

    private List<Reference> references(String sql, List<?> arguments) throws SQLException {
        List<Reference> result = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, arguments); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(reference(rows));
            }
        }
        return result;
    }

    /** A reference from the first columns: kind, hex, subject, origin, certain, line. */
    static Reference reference(ResultSet row) throws SQLException {
        return new Reference(REFERENCES.getOrDefault(row.getString(1), Reference.Kind.MENTION), row.getString(2),
                row.getString(3), row.getString(4), row.getInt(5) == 1, row.getInt(6));
    }

    /** The first column of what a statement selects. */
    List<String> strings(String sql, List<?> arguments) throws SQLException {
        List<String> result = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, arguments); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(rows.getString(1));
            }
        }
        return result;
    }

    /** A statement with its arguments. */
    PreparedStatement prepared(String sql, List<?> arguments) throws SQLException {
        return Sql.prepared(connection, sql, arguments.toArray());
    }

    private static Map<String, Reference.Kind> references() {
        Map<String, Reference.Kind> kinds = new HashMap<>();
        for (Reference.Kind kind : Reference.Kind.values()) {
            kinds.put(kind.id().toLowerCase(Locale.ROOT), kind);
        }
        return Map.copyOf(kinds);
    }

    private static Map<String, Trailer.Kind> trailers() {
        Map<String, Trailer.Kind> kinds = new HashMap<>();
        for (Trailer.Kind kind : Trailer.Kind.values()) {
            kinds.put(kind.id(), kind);
        }
        return Map.copyOf(kinds);
    }
}
