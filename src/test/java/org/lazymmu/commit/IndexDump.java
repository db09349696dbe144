package org.lazymmu.commit;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.state.Database;

/** All that an index says, without the numbers that depend on the order in which it was written. */
final class IndexDump {
    private static final Map<String, String> SELECTS = new TreeMap<>(Map.of("commit", """
            SELECT c.oid, c.subject, c.title, a.name, a.email, c.authored, c.author_zone, m.name, m.email, c.committed,
              c.committer_zone, c.is_cut, t.body
            FROM commit_ c JOIN person a ON a.id = c.author JOIN person m ON m.id = c.committer
            JOIN message t ON t.commit_id = c.id ORDER BY 1""", "parent", """
            SELECT c.oid, p.position, q.oid, p.oid FROM parent p JOIN commit_ c ON c.id = p.commit_id
            LEFT JOIN commit_ q ON q.id = p.parent_id ORDER BY 1, 2""", "frontier",
            "SELECT oid FROM frontier JOIN commit_ ON id = commit_id ORDER BY 1", "trailer", """
                    SELECT c.oid, t.position, t.kind, t.key, t.value, t.in_block, t.line
                    FROM trailer t JOIN commit_ c ON c.id = t.commit_id ORDER BY 1, 2""", "reference", """
                    SELECT c.oid, r.position, r.kind, r.hex, r.subject, r.title, r.origin, r.certain, r.line
                    FROM reference r JOIN commit_ c ON c.id = r.commit_id ORDER BY 1, 2""", "mail", """
                    SELECT c.oid, m.position, m.message_id FROM mail m JOIN commit_ c ON c.id = m.commit_id
                    ORDER BY 1, 2""", "touched", """
                    SELECT c.oid, p.name FROM touched t JOIN commit_ c ON c.id = t.commit_id
                    JOIN path p ON p.id = t.path_id ORDER BY 1, 2""", "text", """
                    SELECT c.oid FROM full_text f JOIN commit_ c ON c.id = f.rowid
                    WHERE full_text MATCH 'change OR text OR red' ORDER BY 1"""));

    private IndexDump() {
    }

    static List<String> of(Database database) throws IOException {
        return database.read(connection -> {
            List<String> lines = new ArrayList<>();
            for (Map.Entry<String, String> select : SELECTS.entrySet()) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(select.getValue())) {
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder(select.getKey());
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            line.append('|').append(rows.getString(i));
                        }
                        lines.add(line.toString());
                    }
                }
            }
            return lines;
        });
    }

    /** What must hold at any moment: all parents are there, the frontier is right, the full-text index fits. */
    static List<String> defects(Database database) throws IOException {
        return database.write(connection -> {
            List<String> defects = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                for (Map.Entry<String, String> query : new TreeMap<>(Map.of("parent missing",
                        "SELECT oid FROM parent WHERE parent_id IS NULL", "parent with a larger number",
                        "SELECT commit_id FROM parent WHERE parent_id >= commit_id", "frontier", """
                                SELECT id FROM commit_ WHERE (id IN (SELECT commit_id FROM frontier))
                                  = (id IN (SELECT parent_id FROM parent))""", "no message",
                        "SELECT id FROM commit_ WHERE id NOT IN (SELECT commit_id FROM message)", "foreign keys",
                        "PRAGMA foreign_key_check", "integrity",
                        "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'")).entrySet()) {
                    try (ResultSet rows = statement.executeQuery(query.getValue())) {
                        while (rows.next()) {
                            defects.add(query.getKey() + ": " + rows.getString(1));
                        }
                    }
                }
                statement.executeUpdate("INSERT INTO full_text(full_text, rank) VALUES('integrity-check', 1)");
            }
            return defects;
        });
    }
}
