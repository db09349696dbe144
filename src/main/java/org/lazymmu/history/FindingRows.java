package org.lazymmu.history;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.lazymmu.cache.Key;
import org.lazymmu.cache.Records;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.state.Sql;

/** Findings and doubtful places in the database, each once. */
final class FindingRows {
    private final Connection open;

    FindingRows(Connection open) {
        this.open = open;
    }

    /** The digest of a record and all that is in it. */
    static String digest(Record value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Records.write(new DataOutputStream(bytes), value);
            return HexFormat.of().formatHex(Key.sha256().digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** The number of a finding, which is added unless it is there. */
    long add(Finding finding) throws SQLException {
        String digest = digest(finding);
        long known = Sql.number(open, "SELECT id FROM history_finding WHERE digest = ?", digest);
        if (known > 0) {
            return known;
        }
        Example example = finding.example();
        long id = Sql.insert(open,
                "INSERT INTO history_finding (digest, fingerprint, rule, severity, file, line, column_,"
                        + " function, message, condition, example_architecture, example_options)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                digest, finding.fingerprint(), finding.rule(),
                finding.severity().name().toLowerCase(Locale.ROOT), finding.place().file(), finding.place().line(),
                finding.place().column(), finding.function(), finding.message(), finding.condition(),
                example == null ? null : example.architecture(),
                example == null ? null : String.join("\n", example.options()));
        for (var entry : finding.consequences().entrySet()) {
            Sql.update(open,
                    "INSERT INTO history_effect (finding_id, architecture, effect, reason) VALUES (?, ?, ?, ?)",
                    id, entry.getKey(), entry.getValue().effect().id(), entry.getValue().reason());
        }
        steps(id, "trace", finding.trace());
        steps(id, "also", finding.also());
        return id;
    }

    private void steps(long finding, String list, List<TraceStep> steps) throws SQLException {
        for (int i = 0; i < steps.size(); i++) {
            TraceStep step = steps.get(i);
            Sql.update(open,
                    "INSERT INTO history_step (finding_id, list, position, file, line, column_, function, text)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    finding, list, i, step.place().file(), step.place().line(),
                    step.place().column(), step.function(), step.text());
        }
    }

    long add(Unanalysed entry) throws SQLException {
        return doubt(digest(entry), "unanalysed", entry.place(), entry.function(), "", entry.reason(),
                entry.canHide());
    }

    long add(Undecided entry) throws SQLException {
        return doubt(digest(entry), "undecided", entry.place(), entry.function(), entry.rule(), entry.reason(), true);
    }

    private long doubt(String digest, String kind, Place place, String function, String rule, String reason,
            boolean canHide) throws SQLException {
        String key = kind + " " + digest;
        long known = Sql.number(open, "SELECT id FROM history_doubt WHERE digest = ?", key);
        return known > 0 ? known
                : Sql.insert(open,
                        "INSERT INTO history_doubt (digest, kind, file, line, column_, function, rule, reason,"
                                + " can_hide) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        key, kind, place.file(), place.line(),
                        place.column(), function, rule, reason, canHide ? 1 : 0);
    }

    /** A finding by its number. */
    Finding finding(long id) throws SQLException {
        SortedMap<String, Finding.Consequence> consequences = new TreeMap<>();
        Sql.each(open, "SELECT architecture, effect, reason FROM history_effect WHERE finding_id = ?",
                row -> consequences.put(row.getString(1),
                        new Finding.Consequence(named(Effect.values(), Effect::id, row.getString(2)),
                                row.getString(3))),
                id);
        List<TraceStep> trace = steps(id, "trace");
        List<TraceStep> also = steps(id, "also");
        try (PreparedStatement select = open.prepareStatement("SELECT * FROM history_finding WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("finding " + id + " is not in the database");
                }
                String architecture = row.getString("example_architecture");
                Example example = architecture == null ? null
                        : new Example(architecture, row.getString("example_options").lines().toList());
                return new Finding(row.getString("rule"),
                        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)), place(row),
                        row.getString("function"), row.getString("message"), row.getString("condition"), consequences,
                        trace, also, row.getString("fingerprint"), example);
            }
        }
    }

    private List<TraceStep> steps(long finding, String list) throws SQLException {
        List<TraceStep> steps = new ArrayList<>();
        Sql.each(open, "SELECT * FROM history_step WHERE finding_id = ? AND list = ? ORDER BY position",
                row -> steps.add(new TraceStep(place(row), row.getString("function"), row.getString("text"))), finding,
                list);
        return List.copyOf(steps);
    }

    /** The doubtful places of a result, in order. */
    void doubts(long result, List<Unanalysed> unanalysed, List<Undecided> undecided) throws SQLException {
        Sql.each(open, "SELECT history_doubt.* FROM history_result_doubt JOIN history_doubt ON doubt_id = id"
                + " WHERE result_id = ? ORDER BY position", row -> {
                    if (row.getString("kind").equals("unanalysed")) {
                        unanalysed.add(new Unanalysed(place(row), row.getString("function"), row.getString("reason"),
                                row.getInt("can_hide") == 1));
                    } else {
                        undecided.add(new Undecided(place(row), row.getString("function"), row.getString("rule"),
                                row.getString("reason")));
                    }
                }, result);
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString("file"), row.getInt("line"), row.getInt("column_"));
    }

    private static <T> T named(T[] values, Function<T, String> id, String name) throws SQLException {
        for (T value : values) {
            if (id.apply(value).equals(name)) {
                return value;
            }
        }
        throw new SQLException("'" + name + "' is not understood");
    }
}
