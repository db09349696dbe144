package org.lazymmu.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes commits into the tables, within a transaction of the caller's. */
final class Inserts implements AutoCloseable {
    /** Names are looked up in memory; beyond so many of a kind memory is given back. */
    private static final int MAX_KNOWN = 200_000;

    private final PreparedStatement find;
    private final PreparedStatement commit;
    private final PreparedStatement message;
    private final PreparedStatement fullText;
    private final PreparedStatement parent;
    private final PreparedStatement trailer;
    private final PreparedStatement reference;
    private final PreparedStatement mail;
    private final PreparedStatement touched;
    private final PreparedStatement enterFrontier;
    private final PreparedStatement leaveFrontier;
    private final Numbers numbers;
    private final Names people;
    private final Names paths;
    private final List<PreparedStatement> all = new ArrayList<>();

    /** @param people ids of persons by name, kept between transactions; {@code paths} likewise */
    Inserts(Connection connection, Map<String, Long> people, Map<String, Long> paths) throws SQLException {
        find = prepare(connection, "SELECT id FROM commit_ WHERE oid = ?");
        // numbers are given here: RETURNING lets SQLite search all tables that refer to the new row
        commit = prepare(connection, "INSERT INTO commit_ VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        message = prepare(connection, "INSERT INTO message VALUES (?, ?)");
        fullText = prepare(connection, "INSERT INTO full_text (rowid, subject, body) VALUES (?, ?, ?)");
        parent = prepare(connection, "INSERT INTO parent VALUES (?, ?, ?, ?)");
        trailer = prepare(connection, "INSERT INTO trailer VALUES (?, ?, ?, ?, ?, ?, ?)");
        reference = prepare(connection, "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        mail = prepare(connection, "INSERT INTO mail VALUES (?, ?, ?)");
        touched = prepare(connection, "INSERT INTO touched VALUES (?, ?)");
        enterFrontier = prepare(connection, "INSERT INTO frontier VALUES (?)");
        leaveFrontier = prepare(connection, "DELETE FROM frontier WHERE commit_id = ?");
        this.people = new Names(people, prepare(connection, "SELECT id FROM person WHERE email = ? AND name = ?"),
                prepare(connection, "INSERT INTO person (email, name, id) VALUES (?, ?, ?)"),
                new Numbers(largest(connection, "person")));
        this.paths = new Names(paths, prepare(connection, "SELECT id FROM path WHERE name = ?"),
                prepare(connection, "INSERT INTO path (name, id) VALUES (?, ?)"),
                new Numbers(largest(connection, "path")));
        this.numbers = new Numbers(largest(connection, "commit_"));
    }

    private static long largest(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT max(id) FROM " + table);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        all.add(statement);
        return statement;
    }

    /**
     * Writes commits that stand after their parents.
     *
     * @return how many of them were not there already
     */
    int write(List<IndexedCommit> commits) throws SQLException {
        Map<String, Long> written = new HashMap<>();
        Set<Long> children = new HashSet<>();
        Set<Long> parents = new HashSet<>();
        for (IndexedCommit each : commits) {
            if (number(each.id()) == null) {
                long id = insert(each);
                written.put(each.id(), id);
                children.add(id);
                parents(id, each.commit().parents(), written, parents);
                details(id, each);
            }
        }
        for (long child : children) {
            if (!parents.contains(child)) {
                update(enterFrontier, child);
            }
        }
        for (long each : parents) {
            if (!children.contains(each)) {
                update(leaveFrontier, each);
            }
        }
        return written.size();
    }

    private @Nullable Long number(String oid) throws SQLException {
        find.setString(1, oid);
        try (ResultSet rows = find.executeQuery()) {
            return rows.next() ? rows.getLong(1) : null;
        }
    }

    private long insert(IndexedCommit each) throws SQLException {
        Commit header = each.commit();
        long id = numbers.next();
        commit.setLong(1, id);
        commit.setString(2, header.id());
        commit.setString(3, header.subject());
        commit.setString(4, Subject.normal(header.subject()));
        commit.setLong(5, people.id(header.author().email(), header.author().name()));
        commit.setLong(6, header.authored().toEpochSecond());
        commit.setInt(7, header.authored().getOffset().getTotalSeconds() / 60);
        commit.setLong(8, people.id(header.committer().email(), header.committer().name()));
        commit.setLong(9, header.committed().toEpochSecond());
        commit.setInt(10, header.committed().getOffset().getTotalSeconds() / 60);
        commit.setInt(11, each.isCut() ? 1 : 0);
        commit.executeUpdate();
        return id;
    }

    private void parents(long id, List<String> oids, Map<String, Long> written, Set<Long> parents)
            throws SQLException {
        for (int i = 0; i < oids.size(); i++) {
            String oid = oids.get(i);
            Long known = written.get(oid);
            Long number = known == null ? number(oid) : known;
            parent.setLong(1, id);
            parent.setInt(2, i);
            if (number == null) {
                parent.setNull(3, java.sql.Types.INTEGER);
                parent.setString(4, oid);
            } else {
                parent.setLong(3, number);
                parent.setNull(4, java.sql.Types.VARCHAR);
                parents.add(number);
            }
            parent.executeUpdate();
        }
    }

    private void details(long id, IndexedCommit each) throws SQLException {
        Message text = each.message();
        message.setLong(1, id);
        message.setString(2, text.body());
        message.executeUpdate();
        fullText.setLong(1, id);
        fullText.setString(2, text.subject());
        fullText.setString(3, text.body());
        fullText.executeUpdate();
        for (int i = 0; i < text.trailers().size(); i++) {
            trailer(id, i, text.trailers().get(i));
        }
        for (int i = 0; i < text.references().size(); i++) {
            reference(id, i, text.references().get(i));
        }
        for (int i = 0; i < text.messageIds().size(); i++) {
            mail.setLong(1, id);
            mail.setInt(2, i);
            mail.setString(3, text.messageIds().get(i));
            mail.executeUpdate();
        }
        Set<Long> files = new HashSet<>();
        for (String file : each.files()) {
            long path = paths.id(file);
            if (files.add(path)) { // two long names can be the same when cut
                touched.setLong(1, id);
                touched.setLong(2, path);
                touched.executeUpdate();
            }
        }
    }

    private void trailer(long id, int position, Trailer each) throws SQLException {
        trailer.setLong(1, id);
        trailer.setInt(2, position);
        trailer.setString(3, each.kind().id());
        trailer.setString(4, each.key());
        trailer.setString(5, each.value());
        trailer.setInt(6, each.inBlock() ? 1 : 0);
        trailer.setInt(7, each.line());
        trailer.executeUpdate();
    }

    private void reference(long id, int position, Reference each) throws SQLException {
        reference.setLong(1, id);
        reference.setInt(2, position);
        reference.setString(3, each.kind().id());
        reference.setString(4, each.id());
        reference.setString(5, each.subject());
        if (each.id().isEmpty()) {
            reference.setString(6, Subject.normal(each.subject()));
        } else {
            reference.setNull(6, java.sql.Types.VARCHAR);
        }
        reference.setString(7, each.origin());
        reference.setInt(8, each.certain() ? 1 : 0);
        reference.setInt(9, each.line());
        reference.executeUpdate();
    }

    private static void update(PreparedStatement statement, long id) throws SQLException {
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : all) {
            statement.close();
        }
    }

    /** Numbers of texts that are in a table once each. */
    private record Names(Map<String, Long> known, PreparedStatement select, PreparedStatement insert,
            Numbers numbers) {

        long id(String... parts) throws SQLException {
            String key = parts.length == 1 ? parts[0] : String.join("\0", parts);
            Long number = known.get(key);
            if (number == null) {
                number = find(parts);
                if (known.size() >= MAX_KNOWN) {
                    known.clear();
                }
                known.put(key, number);
            }
            return number;
        }

        private long find(String... parts) throws SQLException {
            for (int i = 0; i < parts.length; i++) {
                select.setString(i + 1, parts[i]);
                insert.setString(i + 1, parts[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getLong(1);
                }
            }
            long number = numbers.next();
            insert.setLong(parts.length + 1, number);
            insert.executeUpdate();
            return number;
        }
    }

    /** The numbers behind the largest that a table has; nobody else writes meanwhile. */
    private static final class Numbers {
        private long last;

        Numbers(long last) {
            this.last = last;
        }

        long next() {
            return ++last;
        }
    }
}
