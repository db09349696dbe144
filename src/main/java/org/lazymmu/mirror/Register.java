package org.lazymmu.mirror;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.state.Database;
import org.lazymmu.state.Sql;
import org.lazymmu.state.StateException;
import org.lazymmu.state.Tables;

/** The tables about mirrors. */
public final class Register {
    /** What is to be in the database. */
    public static final Tables TABLES = new Tables("mirror", Register.class, List.of("tables-1.sql"));

    /** How many attempts of a mirror are remembered. */
    private static final int REMEMBERED = 500;

    private final Database database;

    public Register(Database database) {
        this.database = database;
    }

    /**
     * A change that was recorded.
     *
     * @param at when it was noticed
     */
    public record Recorded(Instant at, RefChange change) {
    }

    /** All mirrors, by name. */
    public List<Mirror> all() throws StateException {
        return database.read(open -> {
            List<Mirror> result = new ArrayList<>();
            Sql.each(open, "SELECT * FROM mirror ORDER BY name COLLATE BINARY", row -> result.add(mirror(row)));
            return result;
        });
    }

    /** The mirror of that name. */
    public Optional<Mirror> find(String name) throws StateException {
        return all().stream().filter(mirror -> mirror.name().equalsIgnoreCase(name)).findFirst();
    }

    private static Mirror mirror(ResultSet row) throws SQLException {
        return new Mirror(row.getLong("id"), row.getString("name"), new Address(row.getString("url")),
                new RefChoice(row.getString("refs").lines().toList()),
                Duration.ofMillis(row.getLong("interval_millis")),
                Duration.ofMillis(row.getLong("deadline_millis")), Instant.ofEpochMilli(row.getLong("added")));
    }

    /** Adds a mirror. */
    public Mirror add(Mirror mirror) throws StateException, MirrorException {
        Optional<Mirror> there = find(mirror.name());
        if (there.isPresent()) {
            throw MirrorException.usage("there is a mirror '" + there.get().name() + "' already, of "
                    + there.get().address().shown() + "; remove it first");
        }
        long id = database.write(open -> Sql.insert(open,
                "INSERT INTO mirror (name, url, refs, interval_millis, deadline_millis, added) VALUES (?, ?, ?, ?, ?, ?)",
                mirror.name(), mirror.address().text(), String.join("\n", mirror.choice().patterns()),
                mirror.interval().toMillis(), mirror.deadline().toMillis(), mirror.added().toEpochMilli()));
        return new Mirror(id, mirror.name(), mirror.address(), mirror.choice(), mirror.interval(), mirror.deadline(),
                mirror.added());
    }

    /** Forgets a mirror and all that is known of it. */
    public void remove(Mirror mirror) throws StateException {
        database.perform(open -> Sql.update(open, "DELETE FROM mirror WHERE id = ?", mirror.id()));
    }

    /**
     * Notes that a synchronisation begins. Earlier ones that never came to an end were interrupted.
     *
     * @return the number of the attempt
     */
    long begin(Mirror mirror, Instant now) throws StateException {
        return database.write(open -> {
            Sql.update(open, "UPDATE attempt SET outcome = 'interrupted' WHERE mirror_id = ? AND outcome = 'running'",
                    mirror.id());
            Sql.update(open, "DELETE FROM attempt WHERE mirror_id = ?1 AND id NOT IN"
                    + " (SELECT id FROM attempt WHERE mirror_id = ?1 ORDER BY id DESC LIMIT " + REMEMBERED + ")"
                    + " AND id <> coalesce((SELECT max(id) FROM attempt WHERE mirror_id = ?1 AND outcome = 'ok'), 0)",
                    mirror.id());
            return Sql.insert(open, "INSERT INTO attempt (mirror_id, started, outcome) VALUES (?, ?, 'running')",
                    mirror.id(), now.toEpochMilli());
        });
    }

    /** Notes how a synchronisation ended. */
    void end(long attempt, Attempt.Outcome outcome, String error, Instant now) throws StateException {
        database.perform(open -> Sql.update(open, "UPDATE attempt SET ended = ?, outcome = ?, error = ? WHERE id = ?",
                now.toEpochMilli(), outcome.id(), error, attempt));
    }

    /** Notes what is about to be done to refs. */
    void plan(Mirror mirror, long attempt, List<RefChange> changes, Instant now) throws StateException {
        database.perform(open -> {
            try (PreparedStatement insert = open.prepareStatement("INSERT INTO ref_change"
                    + " (mirror_id, attempt_id, at, ref, kind, old, new, done) VALUES (?, ?, ?, ?, ?, ?, ?, 0)")) {
                for (RefChange change : changes) {
                    insert.setLong(1, mirror.id());
                    insert.setLong(2, attempt);
                    insert.setLong(3, now.toEpochMilli());
                    insert.setString(4, change.ref());
                    insert.setString(5, change.kind().id());
                    insert.setString(6, change.from());
                    insert.setString(7, change.to());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /** Something that tells whether a change was done. */
    interface Done {
        boolean test(RefChange change);
    }

    /** Settles what was planned: done, or not. */
    void settle(Mirror mirror, Done done) throws StateException {
        database.perform(open -> {
            List<Long> yes = new ArrayList<>();
            List<Long> no = new ArrayList<>();
            Sql.each(open, "SELECT * FROM ref_change WHERE mirror_id = ? AND done = 0",
                    row -> (done.test(change(row)) ? yes : no).add(row.getLong("id")), mirror.id());
            for (long id : yes) {
                Sql.update(open, "UPDATE ref_change SET done = 1 WHERE id = ?", id);
            }
            for (long id : no) {
                Sql.update(open, "DELETE FROM ref_change WHERE id = ?", id);
            }
        });
    }

    /** Whether a synchronisation was killed between planning and settling. */
    boolean isUnsettled(Mirror mirror) throws StateException {
        return database.read(open -> Sql.number(open,
                "SELECT count(*) FROM ref_change WHERE mirror_id = ? AND done = 0", mirror.id())) > 0;
    }

    /** The other side's own branch, empty if it has none. */
    public String defaultBranch(Mirror mirror) throws StateException {
        return database.read(open -> {
            String[] branch = { "" };
            Sql.each(open, "SELECT coalesce(default_branch, '') FROM mirror WHERE id = ?",
                    row -> branch[0] = row.getString(1), mirror.id());
            return branch[0];
        });
    }

    void defaultBranch(Mirror mirror, String branch) throws StateException {
        database.perform(open -> Sql.update(open, "UPDATE mirror SET default_branch = ? WHERE id = ?",
                branch.isEmpty() ? null : branch, mirror.id()));
    }

    /** The latest attempt. */
    public @Nullable Attempt last(Mirror mirror) throws StateException {
        return attempt(mirror, "");
    }

    /** The latest attempt that came to an end of its own. */
    public @Nullable Attempt lastEnded(Mirror mirror) throws StateException {
        return attempt(mirror, " AND outcome IN ('ok', 'failed', 'gone')");
    }

    /** The latest attempt that succeeded. */
    public @Nullable Attempt lastSuccess(Mirror mirror) throws StateException {
        return attempt(mirror, " AND outcome = 'ok'");
    }

    private @Nullable Attempt attempt(Mirror mirror, String which) throws StateException {
        List<Attempt> found = database.read(open -> {
            List<Attempt> latest = new ArrayList<>();
            Sql.each(open, "SELECT * FROM attempt WHERE mirror_id = ?" + which + " ORDER BY id DESC LIMIT 1",
                    row -> latest.add(attempt(row)), mirror.id());
            return latest;
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        long ended = row.getLong("ended");
        return new Attempt(Instant.ofEpochMilli(row.getLong("started")),
                row.wasNull() ? null : Instant.ofEpochMilli(ended), Attempt.Outcome.of(row.getString("outcome")),
                row.getString("error"));
    }

    /** How often it has failed since it last succeeded. */
    public int failures(Mirror mirror) throws StateException {
        return Math.toIntExact(database.read(open -> Sql.number(open,
                "SELECT count(*) FROM attempt WHERE mirror_id = ?1 AND outcome IN ('failed', 'gone') AND id > coalesce("
                        + "(SELECT max(id) FROM attempt WHERE mirror_id = ?1 AND outcome = 'ok'), 0)",
                mirror.id())));
    }

    /**
     * The latest changes, newest first.
     *
     * @param losing only those by which the other side no longer has what it had
     */
    public List<Recorded> changes(Mirror mirror, boolean losing, int limit) throws StateException {
        return database.read(open -> {
            List<Recorded> result = new ArrayList<>();
            Sql.each(open, "SELECT * FROM ref_change WHERE mirror_id = ?"
                    + (losing ? " AND kind IN ('forced', 'deleted')" : "") + " AND done = 1 ORDER BY id DESC LIMIT ?",
                    row -> result.add(new Recorded(Instant.ofEpochMilli(row.getLong("at")), change(row))),
                    mirror.id(), limit);
            return result;
        });
    }

    private static RefChange change(ResultSet row) throws SQLException {
        return new RefChange(row.getString("ref"), RefChange.Kind.of(row.getString("kind")), row.getString("old"),
                row.getString("new"));
    }
}
