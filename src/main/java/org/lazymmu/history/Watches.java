package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lazymmu.cache.Key;
import org.lazymmu.state.Database;
import org.lazymmu.state.StateException;
import org.lazymmu.state.Sql;

/** Watches, what stands at their tips, and the notices of what has changed there. */
public final class Watches {
    private static final String NOTICE = "SELECT n.*, w.label, w.ref FROM history_notice n"
            + " JOIN history_watch w ON w.id = n.watch_id";

    private final Database database;

    public Watches(Database database) {
        this.database = database;
    }

    /** A way to tell somebody. */
    public enum Channel {
        WEBHOOK("webhook"), MAIL("mail");

        private final String id;

        Channel(String id) {
            this.id = id;
        }
    }

    /** How many notices wait, and why the last one that was tried could not be sent. */
    public record Backlog(int webhooks, int mails, String error) {
    }

    /** What stands at a tip, by fingerprint. */
    record Standing(Map<String, String> commits, boolean isOfSetting) {
    }

    /** All watches, in the order in which they were added. */
    public List<Watch> all() throws StateException {
        return database.read(open -> {
            List<Watch> all = new ArrayList<>();
            Sql.each(open, "SELECT * FROM history_watch ORDER BY id", row -> all.add(watch(row)));
            return all;
        });
    }

    /** The watch of a ref. */
    public Optional<Watch> find(Path repository, String ref) throws StateException {
        return all().stream().filter(one -> one.repository().equals(repository) && one.ref().equals(ref)).findFirst();
    }

    private static Watch watch(ResultSet row) throws SQLException {
        return new Watch(row.getLong("id"), row.getString("mirror"), Path.of(row.getString("repository")),
                row.getString("ref"), row.getString("label"), sought(row), row.getString("webhook"),
                row.getString("feed"),
                row.getInt("mail") == 1, Instant.ofEpochMilli(row.getLong("added")), row.getString("tip"),
                Instant.ofEpochMilli(row.getLong("looked")), row.getString("error"));
    }

    private static Sought sought(ResultSet row) throws SQLException {
        String era = row.getString("era");
        return new Sought(names(row.getString("architectures")), era.isEmpty() ? null : era,
                names(row.getString("rules")));
    }

    private static SortedSet<String> names(String joined) {
        return new TreeSet<>(joined.isEmpty() ? List.of() : List.of(joined.split(",")));
    }

    /**
     * Adds one.
     *
     * @throws HistoryException if the ref is watched already
     */
    public Watch add(Watch watch) throws IOException {
        if (find(watch.repository(), watch.ref()).isPresent()) {
            throw new HistoryException(watch.label() + " is watched already");
        }
        database.perform(open -> Sql.update(open, "INSERT INTO history_watch (mirror, repository, ref, label, webhook,"
                + " feed, mail, added, tip, looked, error, architectures, era, rules)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, ?, ?)", watch.mirror(),
                watch.repository().toString(), watch.ref(), watch.label(), watch.webhook(), watch.feed(),
                watch.mail() ? 1 : 0, watch.added().toEpochMilli(), watch.tip(),
                String.join(",", watch.sought().architectures()),
                Objects.requireNonNullElse(watch.sought().era(), ""), String.join(",", watch.sought().rules())));
        return find(watch.repository(), watch.ref()).orElse(watch);
    }

    /** Removes one, with its notices. */
    public void remove(Watch watch) throws StateException {
        database.perform(open -> Sql.update(open, "DELETE FROM history_watch WHERE id = ?", watch.id()));
    }

    /** Notes that a ref was looked at without anything new: why that failed, or nothing. */
    void looked(Watch watch, String error, Instant at) throws StateException {
        database.perform(open -> Sql.update(open, "UPDATE history_watch SET error = ?, looked = ? WHERE id = ?", error,
                at.toEpochMilli(), watch.id()));
    }

    /**
     * What stands at the tip of a watch.
     *
     * @param setting the number of the setting that findings are compared under
     */
    Standing standing(Watch watch, long setting) throws StateException {
        return database.read(open -> {
            Map<String, String> commits = new LinkedHashMap<>();
            Sql.each(open, "SELECT fingerprint, oid FROM history_standing WHERE watch_id = ? ORDER BY fingerprint",
                    row -> commits.put(row.getString(1), row.getString(2)), watch.id());
            long known = Sql.number(open, "SELECT setting_id FROM history_watch WHERE id = ?", watch.id());
            return new Standing(commits, setting != 0 && known == setting);
        });
    }

    /** How many findings stand at the tip of a watch. */
    public int standing(Watch watch) throws StateException {
        return database.read(open -> (int) Sql.number(open,
                "SELECT count(*) FROM history_standing WHERE watch_id = ?", watch.id()));
    }

    /**
     * What came of looking at a watch.
     *
     * @param tip      where the ref is now
     * @param setting  the number of the setting under which it was checked, 0 if it has none
     * @param standing what stands there, with the commit that introduced it
     * @param notices  what has changed; their numbers and keys are not known yet
     */
    record Outcome(String tip, long setting, List<FindingHistory.Standing> standing, List<Notice> notices) {
    }

    /**
     * Writes down what came of looking at a watch: all of it, or nothing if somebody else was quicker.
     *
     * @return the notices as they will be sent
     */
    List<Notice> settle(Watch watch, Outcome outcome, Instant at) throws StateException {
        return database.write(open -> {
            int same = Sql.update(open, "UPDATE history_watch SET tip = ?, setting_id = ?, looked = ?, error = ''"
                    + " WHERE id = ? AND tip = ?", outcome.tip(), outcome.setting() == 0 ? null : outcome.setting(),
                    at.toEpochMilli(), watch.id(), watch.tip());
            List<Notice> sent = new ArrayList<>();
            if (same == 0) {
                return sent;
            }
            FindingRows rows = new FindingRows(open);
            Sql.update(open, "DELETE FROM history_standing WHERE watch_id = ?", watch.id());
            for (FindingHistory.Standing one : outcome.standing()) {
                Sql.update(open, "INSERT OR REPLACE INTO history_standing (watch_id, fingerprint, finding_id, oid)"
                        + " VALUES (?, ?, ?, ?)", watch.id(), one.finding().fingerprint(), rows.add(one.finding()),
                        one.commit());
            }
            for (Notice notice : outcome.notices()) {
                sent.add(add(open, rows, watch, notice));
            }
            return sent;
        });
    }

    private static Notice add(Connection open, FindingRows rows, Watch watch, Notice notice) throws SQLException {
        String name = notice.finding().fingerprint();
        long number = 1
                + Sql.number(open, "SELECT count(*) FROM history_notice WHERE watch_id = ? AND fingerprint = ?",
                        watch.id(), name);
        String key = Key.of("notice", watch.repository().toString(), watch.ref(), watch.added().toString(), name,
                notice.status(), Long.toString(number)).digest().substring(0, 32);
        long id = Sql.insert(open,
                "INSERT INTO history_notice (watch_id, key, number, status, fingerprint, finding_id,"
                        + " oid, subject, author, old_tip, new_tip, rewritten, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                watch.id(), key, number, notice.status(), name, rows.add(notice.finding()), notice.commit(),
                notice.subject(), notice.author(), notice.oldTip(), notice.newTip(), notice.rewritten() ? 1 : 0,
                notice.at().toEpochMilli());
        if (!watch.webhook().isEmpty()) {
            deliver(open, id, Channel.WEBHOOK);
        }
        if (watch.mail()) {
            deliver(open, id, Channel.MAIL);
        }
        return new Notice(id, key, notice.label(), notice.ref(), notice.appeared(), notice.finding(), notice.commit(),
                notice.subject(), notice.author(), notice.oldTip(), notice.newTip(), notice.rewritten(), notice.at());
    }

    private static void deliver(Connection open, long notice, Channel channel) throws SQLException {
        Sql.update(open, "INSERT INTO history_delivery (notice_id, channel, state, attempts, due, error)"
                + " VALUES (?, ?, 'waiting', 0, 0, '')", notice, channel.id);
    }

    /** The latest notices of a watch, newest first. */
    public List<Notice> notices(Watch watch, int most) throws StateException {
        return database.read(
                open -> notices(open, NOTICE + " WHERE n.watch_id = ? ORDER BY n.id DESC LIMIT ?", watch.id(), most));
    }

    /** The notices of a watch that wait to be sent, oldest first. */
    public List<Notice> waiting(Watch watch, Channel channel) throws StateException {
        return database.read(open -> notices(open, NOTICE + " JOIN history_delivery d ON d.notice_id = n.id"
                + " WHERE n.watch_id = ? AND d.channel = ? AND d.state = 'waiting' ORDER BY n.id", watch.id(),
                channel.id));
    }

    /** When what waits may be tried again: when the one may that was tried last. */
    Instant due(Watch watch, Channel channel) throws StateException {
        return database.read(open -> Instant.ofEpochMilli(Sql.number(open, "SELECT max(due) FROM history_delivery"
                + " JOIN history_notice ON id = notice_id WHERE watch_id = ? AND channel = ? AND state = 'waiting'",
                watch.id(), channel.id)));
    }

    private static List<Notice> notices(Connection open, String sql, Object... values) throws SQLException {
        FindingRows rows = new FindingRows(open);
        List<Notice> notices = new ArrayList<>();
        Sql.each(open, sql, row -> notices.add(new Notice(row.getLong("id"), row.getString("key"),
                row.getString("label"), row.getString("ref"), row.getString("status").equals("appeared"),
                rows.finding(row.getLong("finding_id")), row.getString("oid"), row.getString("subject"),
                row.getString("author"), row.getString("old_tip"), row.getString("new_tip"),
                row.getInt("rewritten") == 1,
                Instant.ofEpochMilli(row.getLong("at")))), values);
        return notices;
    }

    /** Notes that a notice was sent. */
    public void sent(Notice notice, Channel channel) throws StateException {
        database.perform(
                open -> Sql.update(open, "UPDATE history_delivery SET state = 'done', attempts = attempts + 1,"
                        + " error = '' WHERE notice_id = ? AND channel = ?", notice.id(), channel.id));
    }

    /** Notes that a notice could not be sent, and when to try again: each time after twice as long, a day at most. */
    void unsent(Notice notice, Channel channel, String error, Instant at) throws StateException {
        database.perform(open -> {
            long attempts = Sql.number(open,
                    "SELECT attempts FROM history_delivery WHERE notice_id = ? AND channel = ?", notice.id(),
                    channel.id);
            long pause = Math.min(24L * 60, 1L << Math.min(attempts, 11)) * 60_000;
            Sql.update(open, "UPDATE history_delivery SET attempts = attempts + 1, error = ?, due = ?"
                    + " WHERE notice_id = ? AND channel = ?", error, at.toEpochMilli() + pause, notice.id(),
                    channel.id);
        });
    }

    /** What waits to be sent. */
    public Backlog backlog(Watch watch) throws StateException {
        return database.read(open -> {
            String count = "SELECT count(*) FROM history_delivery JOIN history_notice ON id = notice_id"
                    + " WHERE watch_id = ? AND state = 'waiting' AND channel = ?";
            List<String> errors = new ArrayList<>();
            Sql.each(open,
                    "SELECT error FROM history_delivery JOIN history_notice ON id = notice_id WHERE watch_id = ?"
                            + " AND state = 'waiting' AND error <> '' ORDER BY notice_id LIMIT 1",
                    row -> errors.add(row.getString(1)), watch.id());
            return new Backlog((int) Sql.number(open, count, watch.id(), Channel.WEBHOOK.id),
                    (int) Sql.number(open, count, watch.id(), Channel.MAIL.id),
                    errors.isEmpty() ? "" : errors.getFirst());
        });
    }
}
