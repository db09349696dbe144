package org.lazymmu.commit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Database;
import org.lazymmu.state.StateException;
import org.lazymmu.state.Tables;

/**
 * All commits of all mirrors, each once, and what they say of each other. Which mirrors have a commit is not in it: see
 * {@link Containment}.
 *
 * <p>
 * Lists come newest first, by the time of the commit, then by id, unless a method says otherwise.
 */
public final class CommitIndex {
    /** The tables, for opening the database. */
    public static final Tables TABLES = new Tables("commit", CommitIndex.class, List.of("commit-1.sql"));

    private static final int MIN_DIGITS = 4;
    private static final int FEW = 10;
    private static final int SHA1_DIGITS = 40;
    /** How many ids a statement takes. */
    private static final int CHUNK = 500;
    private static final String NEWEST_FIRST = " ORDER BY c.committed DESC, c.oid";

    private final Database database;

    /** @param database opened with {@link #TABLES} */
    public CommitIndex(Database database) {
        this.database = database;
    }

    /** How many commits there are. */
    public long size() throws StateException {
        return database.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM commit_");
                    ResultSet rows = count.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /** A commit by its full id. */
    public Optional<Commit> commit(String id) throws StateException {
        return database.read(connection -> new Rows(connection).commits(Rows.COMMITS + "WHERE c.oid = ?", List.of(id))
                .stream().map(Rows.Numbered::commit).findFirst());
    }

    /** All that is known of a commit, by its full id. */
    public Optional<IndexedCommit> details(String id) throws StateException {
        return database.read(connection -> {
            Rows rows = new Rows(connection);
            List<Rows.Numbered> found = rows.commits(Rows.COMMITS + "WHERE c.oid = ?", List.of(id));
            return found.isEmpty() ? Optional.empty() : Optional.of(rows.details(found.getFirst()));
        });
    }

    /** What an id stands for that may be abbreviated, to 4 digits or more, and written in upper case. */
    public Resolution resolve(String abbreviated) throws StateException {
        String prefix = abbreviated.toLowerCase(Locale.ROOT);
        if (prefix.length() < MIN_DIGITS || !prefix.chars().allMatch(c -> HexRun.isHex((char) c))) {
            return new Resolution.Unknown();
        }
        List<Commit> found = database.read(connection -> new Rows(connection)
                .commits(Rows.COMMITS + "WHERE c.oid >= ? AND c.oid < ? ORDER BY c.oid LIMIT ?",
                        List.of(prefix, prefix + "g", FEW))
                .stream().map(Rows.Numbered::commit).toList());
        return switch (found.size()) {
            case 0 -> new Resolution.Unknown();
            case 1 -> new Resolution.Found(found.getFirst());
            default -> new Resolution.Ambiguous(found.stream().map(Commit::id).toList());
        };
    }

    /** What the id of a reference stands for. */
    public Resolution resolve(Reference reference) throws StateException {
        return resolve(reference.id());
    }

    /** Commits with a subject, as {@link Subject#normal} has it: tags in front, case and white space do not count. */
    public List<Commit> withSubject(String subject) throws StateException {
        return commits("WHERE c.title = ?" + NEWEST_FIRST, List.of(Subject.normal(subject)));
    }

    /** Commits that point to a mail. */
    public List<Commit> withMail(String messageId) throws StateException {
        return commits("WHERE c.id IN (SELECT commit_id FROM mail WHERE message_id = ?)" + NEWEST_FIRST,
                List.of(messageId));
    }

    /** Commits that point to a mail whose id begins so: mails of one series share the beginnings of their ids. */
    public List<Commit> withMailThatBegins(String start) throws StateException {
        return commits(
                "WHERE c.id IN (SELECT commit_id FROM mail WHERE message_id >= ?1 AND substr(message_id, 1, ?2) = ?1"
                        + " AND message_id < ?1 || char(0x10ffff))" + NEWEST_FIRST,
                List.of(start, start.length()));
    }

    /**
     * Commits that somebody wrote within a time.
     *
     * @param email of the author
     * @param from  the first second
     * @param to    the last second
     */
    public List<Commit> by(String email, Instant from, Instant to) throws StateException {
        return commits("WHERE c.author IN (SELECT id FROM person WHERE email = ?) AND c.authored BETWEEN ? AND ?"
                + NEWEST_FIRST, List.of(email, from.getEpochSecond(), to.getEpochSecond()));
    }

    /** The newest commits that change a file. */
    public List<Commit> touching(String path, int limit) throws StateException {
        return commits(
                "WHERE c.id IN (SELECT t.commit_id FROM touched t JOIN path p ON p.id = t.path_id WHERE p.name = ?)"
                        + NEWEST_FIRST + " LIMIT ?",
                List.of(path, limit));
    }

    /** The newest commits. */
    public List<Commit> newest(int limit) throws StateException {
        return newest(limit, 0);
    }

    /** The newest commits but so many of them. */
    public List<Commit> newest(int limit, int skipped) throws StateException {
        return commits("WHERE true" + NEWEST_FIRST + " LIMIT ? OFFSET ?", List.of(limit, skipped));
    }

    /** The newest commits with some words in their messages. */
    public List<Commit> search(Query query, int limit) throws StateException {
        return search(query, limit, 0);
    }

    /** The newest commits with some words in their messages but so many of them. */
    public List<Commit> search(Query query, int limit, int skipped) throws StateException {
        return commits("WHERE c.id IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)" + NEWEST_FIRST
                + " LIMIT ? OFFSET ?", List.of(query.expression(), limit, skipped));
    }

    /**
     * Who says something of a commit, by its id, abbreviated or not, and what. References whose id other commits share the
     * beginning of are among them; {@link #resolve(Reference)} tells.
     *
     * @param kinds what to look for
     */
    public List<Referrer> referring(String id, Set<Reference.Kind> kinds) throws StateException {
        List<Object> prefixes = new ArrayList<>();
        for (int digits = 7; digits <= id.length(); digits++) {
            prefixes.add(id.substring(0, digits));
        }
        String condition = "r.hex <> '' AND r.hex IN (" + marks(prefixes.size()) + ")";
        List<Referrer> shorter = referrers(condition, prefixes, kinds);
        if (id.length() >= SHA1_DIGITS) {
            return shorter;
        }
        // no digit comes after f
        List<Referrer> longer = referrers("r.hex > ? AND r.hex < ? AND r.hex <> ''", List.of(id, id + "g"), kinds);
        return Stream.concat(shorter.stream(), longer.stream()).toList();
    }

    /** Who says something of a commit of this subject without giving an id. */
    public List<Referrer> referringBySubject(String subject, Set<Reference.Kind> kinds) throws StateException {
        return referrers("r.title = ?", List.of(Subject.normal(subject)), kinds);
    }

    private List<Referrer> referrers(String condition, List<Object> arguments, Set<Reference.Kind> kinds)
            throws StateException {
        List<Object> all = new ArrayList<>(arguments);
        kinds.forEach(kind -> all.add(kind.id()));
        return database.read(connection -> {
            Rows rows = new Rows(connection);
            Map<Long, List<Reference>> said = new LinkedHashMap<>();
            try (PreparedStatement select = rows
                    .prepared(
                            "SELECT r.kind, r.hex, r.subject, r.origin, r.certain, r.line, r.commit_id FROM reference r"
                                    + " WHERE " + condition + " AND r.kind IN (" + marks(kinds.size()) + ")"
                                    + " ORDER BY r.commit_id, r.position",
                            all);
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    said.computeIfAbsent(found.getLong(7), _ -> new ArrayList<>()).add(Rows.reference(found));
                }
            }
            List<Referrer> result = new ArrayList<>();
            for (Rows.Numbered each : numbered(rows, said.keySet())) {
                said.getOrDefault(each.number(), List.of())
                        .forEach(reference -> result.add(new Referrer(each.commit(), reference)));
            }
            return result;
        });
    }

    private static List<Rows.Numbered> numbered(Rows rows, Collection<Long> numbers) throws SQLException {
        List<Rows.Numbered> result = new ArrayList<>();
        List<Long> all = List.copyOf(numbers);
        for (int i = 0; i < all.size(); i += CHUNK) {
            List<Long> some = all.subList(i, Math.min(all.size(), i + CHUNK));
            result.addAll(rows.commits(Rows.COMMITS + "WHERE c.id IN (" + marks(some.size()) + ")", some));
        }
        result.sort((one, other) -> {
            int time = Long.compare(other.commit().committed().toEpochSecond(),
                    one.commit().committed().toEpochSecond());
            return time != 0 ? time : one.commit().id().compareTo(other.commit().id());
        });
        return result;
    }

    /**
     * The patch ids of commits, worked out where that was never done before.
     *
     * @param git at the repository
     * @param ids full ids
     * @return in the order of the ids, without those that neither the index nor the repository has
     */
    public Map<String, PatchId> patchIds(Git git, Collection<String> ids) throws StateException, GitException {
        return new PatchTable(database).of(git, ids);
    }

    /** Commits with a stable patch id, among those whose patch ids were ever asked for. */
    public List<Commit> withPatchId(String stable) throws StateException {
        return stable.isEmpty() ? List.of()
                : commits("WHERE c.id IN (SELECT commit_id FROM patch WHERE stable = ?)" + NEWEST_FIRST,
                        List.of(stable));
    }

    /** Commits with a hunk of the same lines or the same change, among those whose patch ids were ever asked for. */
    public List<Commit> withHunk(PatchId.Hunk hunk) throws StateException {
        return commits("WHERE c.id IN (SELECT commit_id FROM hunk WHERE whole = ?1 UNION"
                + " SELECT commit_id FROM hunk WHERE change = ?2)" + NEWEST_FIRST, List.of(hunk.id(), hunk.change()));
    }

    private List<Commit> commits(String condition, List<?> arguments) throws StateException {
        return database.read(connection -> new Rows(connection).commits(Rows.COMMITS + condition, arguments).stream()
                .map(Rows.Numbered::commit).collect(Collectors.toList()));
    }

    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
