package org.lazymmu.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.lazymmu.finding.Finding;
import org.lazymmu.state.StateException;
import org.lazymmu.state.Sql;

/** Writes down what commits did, for whoever reads the database. The same commit always did the same. */
final class Ledger {
    private static final int AT_ONCE = 1_000;

    private final Store store;
    private final boolean every;

    /** @param every whether all parents of merges were looked at */
    Ledger(Store store, boolean every) {
        this.store = store;
        this.every = every;
    }

    void add(List<Change> changes, List<FindingHistory.Failure> failures, List<Revision> untouched,
            List<Revision> compared) throws StateException {
        if (!store.keeps()) {
            return;
        }
        long setting = store.settingId();
        for (int from = 0; from < untouched.size(); from += AT_ONCE) {
            List<Revision> some = untouched.subList(from, Math.min(untouched.size(), from + AT_ONCE));
            store.database().perform(open -> commits(open, setting, some, "untouched"));
        }
        for (int from = 0; from < compared.size(); from += AT_ONCE) {
            List<Revision> some = compared.subList(from, Math.min(compared.size(), from + AT_ONCE));
            store.database().perform(open -> commits(open, setting, some, "compared"));
        }
        store.database().perform(open -> {
            for (FindingHistory.Failure failure : failures) {
                commit(open, setting, failure.commit(), "failed", failure.reason());
            }
            for (Change change : changes) {
                // of a merge that was looked at from all sides more may be known
                if (every || !change.commit().isMerge() || Sql.number(open,
                        "SELECT count(*) FROM history_event WHERE setting_id = ? AND oid = ?", setting,
                        change.commit().id()) == 0) {
                    add(open, setting, change);
                }
            }
        });
    }

    private static void commits(Connection open, long setting, List<Revision> commits, String outcome)
            throws SQLException {
        for (Revision commit : commits) {
            commit(open, setting, commit, outcome, "");
        }
    }

    private static void commit(Connection open, long setting, Revision commit, String outcome, String error)
            throws SQLException {
        Sql.update(open, "INSERT INTO history_commit (setting_id, oid, outcome, error) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET outcome = excluded.outcome, error = excluded.error"
                + " WHERE outcome <> excluded.outcome OR error <> excluded.error", setting, commit.id(), outcome,
                error);
    }

    private static void add(Connection open, long setting, Change change) throws SQLException {
        String oid = change.commit().id();
        FindingRows rows = new FindingRows(open);
        Sql.update(open, "DELETE FROM history_event WHERE setting_id = ? AND oid = ?", setting, oid);
        Sql.update(open, "DELETE FROM history_unsure WHERE setting_id = ? AND oid = ?", setting, oid);
        int position = 0;
        for (Event event : change.events()) {
            Finding before = event.before();
            Sql.update(open,
                    "INSERT INTO history_event (setting_id, oid, position, status, cause, finding_id, before_id,"
                            + " is_doubtful) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    setting, oid, position++, event.kind().id(),
                    event.cause().id(), rows.add(event.finding()), before == null ? null : rows.add(before),
                    event.doubtful() ? 1 : 0);
        }
        for (String other : change.unsure()) {
            Sql.update(open, "INSERT OR IGNORE INTO history_unsure (setting_id, oid, other) VALUES (?, ?, ?)", setting,
                    oid, other);
        }
    }
}
