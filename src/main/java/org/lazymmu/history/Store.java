package org.lazymmu.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.state.Database;
import org.lazymmu.state.StateException;
import org.lazymmu.state.Tables;
import org.lazymmu.state.Sql;

/** What was found in trees, kept in the database under the setting with which it was found. */
public final class Store {
    /** The tables of this package. */
    public static final Tables TABLES = new Tables("history", Store.class, List.of("history-1.sql", "history-2.sql"));
    private static final int RESULTS_IN_MEMORY = 256;
    private static final int TREES_IN_MEMORY = 100_000;

    private final Database database;
    private final Setting setting;
    private final long settingId;
    /** What another run would have to read again; with an unknown build, all there is. */
    private final Map<String, Long> trees = remembering(TREES_IN_MEMORY);
    private final Map<Long, Report> results = remembering(RESULTS_IN_MEMORY);

    /** The findings of one setting; with an unknown build, those that were found in this run only. */
    public Store(Database database, Setting setting) throws StateException {
        this.database = database;
        this.setting = setting;
        this.settingId = keeps() ? database.write(open -> {
            Sql.update(open, "INSERT OR IGNORE INTO history_setting (edition, options) VALUES (?, ?)",
                    setting.edition(), setting.options());
            return Sql.number(open, "SELECT id FROM history_setting WHERE edition = ? AND options = ?",
                    setting.edition(), setting.options());
        }) : 0;
    }

    private static <K, V> Map<K, V> remembering(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether another run will know what this one has found. */
    public boolean keeps() {
        return !setting.edition().isEmpty();
    }

    Setting setting() {
        return setting;
    }

    /** The setting's number in the database, 0 if it has none. */
    long settingId() {
        return settingId;
    }

    Database database() {
        return database;
    }

    /** What is known of a tree. */
    Optional<Verdict> find(String tree) throws StateException {
        Long remembered = trees.get(tree);
        if (remembered != null) {
            return Optional.of(new Verdict.Checked(result(remembered)));
        }
        if (!keeps()) {
            return Optional.empty();
        }
        record Row(long result, String error) {
        }
        Optional<Row> row = database.read(open -> {
            try (PreparedStatement select = open.prepareStatement(
                    "SELECT result_id, error FROM history_tree WHERE setting_id = ? AND tree = ?")) {
                select.setLong(1, settingId);
                select.setString(2, tree);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? Optional.of(new Row(found.getLong(1), found.getString(2)))
                            : Optional.empty();
                }
            }
        });
        if (row.isEmpty()) {
            return Optional.empty();
        }
        if (row.get().result == 0) {
            return Optional.of(new Verdict.Failed(row.get().error));
        }
        trees.put(tree, row.get().result);
        return Optional.of(new Verdict.Checked(result(row.get().result)));
    }

    /** Keeps what was found in a tree, and gives it as it will be given from then on. */
    Report add(String tree, Report report) throws StateException {
        Report bare = new Report("", report.treeVersion(), report.era(), report.eraEvidence(), report.findings(),
                report.unanalysed(), List.of(), new Report.Statistics(0, 0, 0, List.of(), 0, 0, 0), report.undecided());
        long id = database.write(open -> {
            long result = add(open, bare);
            if (keeps()) {
                Sql.update(open, "INSERT OR REPLACE INTO history_tree (setting_id, tree, result_id, error)"
                        + " VALUES (?, ?, ?, '')", settingId, tree, result);
            }
            return result;
        });
        trees.put(tree, id);
        return result(id);
    }

    /** Keeps that a tree can never be checked. */
    void addFailure(String tree, String reason) throws StateException {
        if (keeps()) {
            database.perform(open -> Sql.update(open, "INSERT OR REPLACE INTO history_tree"
                    + " (setting_id, tree, result_id, error) VALUES (?, ?, NULL, ?)", settingId, tree, reason));
        }
    }

    private static long add(Connection open, Report report) throws SQLException {
        String digest = FindingRows.digest(report);
        long known = Sql.number(open, "SELECT id FROM history_result WHERE digest = ?", digest);
        if (known > 0) {
            return known;
        }
        FindingRows rows = new FindingRows(open);
        long id = Sql.insert(open,
                "INSERT INTO history_result (digest, version, era, era_evidence) VALUES (?, ?, ?, ?)",
                digest, report.treeVersion(), report.era(), report.eraEvidence());
        int position = 0;
        for (Finding finding : report.findings()) {
            Sql.update(open, "INSERT INTO history_result_finding (result_id, position, finding_id) VALUES (?, ?, ?)",
                    id,
                    position++, rows.add(finding));
        }
        position = 0;
        for (Unanalysed entry : report.unanalysed()) {
            doubt(open, id, position++, rows.add(entry));
        }
        for (Undecided entry : report.undecided()) {
            doubt(open, id, position++, rows.add(entry));
        }
        return id;
    }

    private static void doubt(Connection open, long result, int position, long doubt) throws SQLException {
        Sql.update(open, "INSERT INTO history_result_doubt (result_id, position, doubt_id) VALUES (?, ?, ?)", result,
                position, doubt);
    }

    private Report result(long id) throws StateException {
        Report known = results.get(id);
        if (known == null) {
            known = database.read(open -> read(open, id));
            results.put(id, known);
        }
        return known;
    }

    private static Report read(Connection open, long id) throws SQLException {
        FindingRows rows = new FindingRows(open);
        List<Finding> findings = new ArrayList<>();
        Sql.each(open, "SELECT finding_id FROM history_result_finding WHERE result_id = ? ORDER BY position",
                row -> findings.add(rows.finding(row.getLong(1))), id);
        List<Unanalysed> unanalysed = new ArrayList<>();
        List<Undecided> undecided = new ArrayList<>();
        rows.doubts(id, unanalysed, undecided);
        try (PreparedStatement select = open.prepareStatement("SELECT * FROM history_result WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("result " + id + " is not in the database");
                }
                return new Report("", row.getString("version"), row.getString("era"), row.getString("era_evidence"),
                        List.copyOf(findings), List.copyOf(unanalysed), List.of(),
                        new Report.Statistics(0, 0, 0, List.of(), 0, 0, 0), List.copyOf(undecided));
            }
        }
    }
}
