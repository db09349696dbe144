package org.lazymmu.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements with their values: numbers, texts, null. */
public final class Sql {
    private Sql() {
    }

    /** Takes one row. */
    public interface Sink {
        void take(ResultSet row) throws SQLException;
    }

    /** Goes through the rows that a statement selects. */
    public static void each(Connection open, String sql, Sink sink, @Nullable Object... values) throws SQLException {
        try (PreparedStatement select = prepared(open, sql, values); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }

    /** The number in the first row, 0 if there is none. */
    public static long number(Connection open, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement select = prepared(open, sql, values); ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Changes rows, and says how many. */
    public static int update(Connection open, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = prepared(open, sql, values)) {
            return update.executeUpdate();
        }
    }

    /** Adds a row, and gives its number. */
    public static long insert(Connection open, String sql, @Nullable Object... values) throws SQLException {
        update(open, sql, values);
        return number(open, "SELECT last_insert_rowid()");
    }

    /** A statement with its values, for whoever closes it. */
    public static PreparedStatement prepared(Connection open, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = open.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
