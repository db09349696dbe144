package org.lazymmu.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * The one file with tables, {@code lazymmu.db}: an SQLite database in WAL mode, so that readers go on while somebody writes, and a
 * process that is killed loses only the transaction it was in. Several threads may use one of these, one after the other;
 * whoever writes for long opens one of their own, and commits often.
 */
public final class Database implements AutoCloseable {
    /** "lzmu": tells our files from other SQLite databases. */
    private static final int APPLICATION = 0x6c7a6d75;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VERSIONS = """
            CREATE TABLE IF NOT EXISTS schema_version (
              tables  TEXT PRIMARY KEY,   -- the package that owns the tables
              version INTEGER NOT NULL    -- the last of its SQL files that was run
            ) STRICT""";

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Something that is asked of the database. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException, StateException;
    }

    /** Something that is done to the database. */
    public interface Deed {
        void on(Connection connection) throws SQLException, StateException;
    }

    /**
     * Opens the database, making it or bringing it to this program's version first if need be.
     *
     * @param folders where it is
     * @param tables  whose tables are to be in it
     * @throws StateException if it is damaged, newer, or cannot be read and written
     */
    public static Database open(Folders folders, List<Tables> tables) throws StateException {
        Folders.make(folders.data());
        Folders.makeFile(folders.database());
        NativeLibrary.prepare(folders.cache());
        return open(folders.database(), tables, PATIENCE);
    }

    /**
     * Opens a database.
     *
     * @param patience how long to wait for another process that writes
     */
    static Database open(Path file, List<Tables> tables, Duration patience) throws StateException {
        try {
            return open(file, tables, patience, false);
        } catch (SQLException e) {
            if (kind(e) != StateException.Kind.FULL) {
                throw failure(file, e);
            }
            try {
                // what is shared with other processes has no room: alone it can still be read
                return open(file, tables, patience, true);
            } catch (SQLException again) {
                throw failure(file, again);
            }
        }
    }

    private static Database open(Path file, List<Tables> tables, Duration patience, boolean alone)
            throws SQLException, StateException {
        SQLiteConfig config = new SQLiteConfig();
        // otherwise each insertion asks for the number of its row by a statement of its own
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        boolean opened = false;
        try {
            Database database = new Database(file, connection);
            database.run("PRAGMA busy_timeout = " + patience.toMillis());
            if (alone) {
                database.run("PRAGMA locking_mode = EXCLUSIVE");
            }
            database.run("PRAGMA foreign_keys = ON");
            // durable when a process is killed; a power cut can take the last transactions, but no more
            database.run("PRAGMA synchronous = NORMAL");
            database.check();
            database.useLog(patience);
            database.migrate(tables);
            opened = true;
            return database;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** Reads. Sees one state of the database however many statements it takes. */
    public synchronized <T> T read(Work<T> work) throws StateException {
        return within("BEGIN", work);
    }

    /** Writes all or nothing. */
    public synchronized <T> T write(Work<T> work) throws StateException {
        // immediately: a transaction that begins to write later than others cannot wait for them any more
        return within("BEGIN IMMEDIATE", work);
    }

    /** Does all or nothing. */
    public void perform(Deed deed) throws StateException {
        Object unused = write(open -> {
            deed.on(open);
            return this;
        });
        assert unused == this;
    }

    private <T> T within(String begin, Work<T> work) throws StateException {
        try {
            run(begin);
            boolean done = false;
            try {
                T result = work.on(connection);
                run("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack();
                }
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void rollBack() {
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            // a full disk rolls back by itself; what failed before is what matters
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void check() throws SQLException, StateException {
        int application = number("PRAGMA application_id");
        if (application != APPLICATION && number("SELECT count(*) FROM sqlite_schema") > 0) {
            throw new StateException(StateException.Kind.DAMAGED,
                    file + ": is a database, but none of lazymmu; move it away");
        }
    }

    private void useLog(Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                run("PRAGMA journal_mode = WAL");
                return;
            } catch (SQLException e) {
                // here SQLite does not wait by itself for another process that opens the file for the first time
                if (kind(e) != StateException.Kind.BUSY || System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    private void migrate(List<Tables> all) throws StateException {
        boolean current = read(open -> {
            if (number("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == 0) {
                return false;
            }
            for (Tables tables : all) {
                if (version(tables) != tables.version()) {
                    return false;
                }
            }
            return true;
        });
        if (!current) {
            perform(open -> {
                run("PRAGMA application_id = " + APPLICATION);
                run(VERSIONS);
                for (Tables tables : all) {
                    migrate(tables);
                }
            });
        }
    }

    private void migrate(Tables tables) throws SQLException, StateException {
        int version = version(tables);
        if (version > tables.version()) {
            throw new StateException(StateException.Kind.NEWER, file + ": was written by a newer lazymmu (tables of "
                    + tables.name() + " have version " + version + ", this one knows " + tables.version()
                    + "); use that one");
        }
        for (int next = version + 1; next <= tables.version(); next++) {
            run(tables.sql(next));
        }
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT OR REPLACE INTO schema_version (tables, version) VALUES (?, ?)")) {
            insert.setString(1, tables.name());
            insert.setInt(2, tables.version());
            insert.executeUpdate();
        }
    }

    private int version(Tables tables) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT version FROM schema_version WHERE tables = ?")) {
            select.setString(1, tables.name());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static StateException.Kind kind(SQLException e) {
        if (!(e instanceof SQLiteException lite)) {
            return StateException.Kind.OTHER;
        }
        return switch (lite.getResultCode().code & 0xff) {
            case 5, 6 -> StateException.Kind.BUSY;
            case 3, 8, 14, 23 -> StateException.Kind.ACCESS;
            case 13 -> StateException.Kind.FULL;
            case 11, 26 -> StateException.Kind.DAMAGED;
            // input and output: what fails when a disk is full while the log grows
            case 10 -> StateException.Kind.FULL;
            default -> StateException.Kind.OTHER;
        };
    }

    private static StateException failure(Path file, SQLException e) {
        StateException.Kind kind = kind(e);
        return new StateException(kind, file + ": " + switch (kind) {
            case FULL -> "cannot be written, the disk is full or failing";
            case DAMAGED -> "is damaged; move it away, then add the mirrors again: what they fetched is kept";
            case BUSY -> "another lazymmu has been writing to it for too long";
            case ACCESS -> "cannot be opened for reading and writing";
            case NEWER, OTHER -> String.valueOf(e.getMessage());
        }, e);
    }

    @Override
    public synchronized void close() throws StateException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }
}
