package org.lazymmu.mmu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commits that changed the mode, from the table {@code commits.tsv}. */
public final class Commits {
    private static final String TABLE = "commits.tsv";
    private static final int COLUMNS = 8;
    private static final int HASH = 40;
    private static final int SHORTEST = 7;
    private static final String NONE = "-";

    private final List<Commit> all;

    private Commits(List<Commit> all) {
        this.all = List.copyOf(all);
    }

    /** Reads the table. */
    public static Commits read() {
        try (InputStream in = Commits.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("no table " + TABLE);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<Commit> commits = new ArrayList<>();
            for (String line : lines.lines().toList()) {
                if (!line.startsWith("#")) {
                    commits.add(row(commits.size(), line));
                }
            }
            return new Commits(commits);
        } catch (IOException failure) {
            throw new UncheckedIOException("table " + TABLE, failure);
        }
    }

    private static Commit row(int order, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalStateException(TABLE + ": " + COLUMNS + " columns are needed: " + line);
        }
        return new Commit(order, cells[0], Commit.Component.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                Release.of(cells[2]), cells[3].equals(NONE) ? List.of() : List.of(cells[3].split(",")),
                Optional.of(cells[4]).filter(id -> !id.equals(NONE)), cells[5], cells[6], cells[7]);
    }

    /** All of them, in the order in which they came into the kernel. */
    public List<Commit> all() {
        return all;
    }

    /**
     * The commit of an id.
     *
     * @param text its name, or seven or more digits of its hash
     * @throws IllegalArgumentException if there is none, or more than one; the message lists what there is
     */
    public Commit find(String text) {
        String id = text.toLowerCase(Locale.ROOT);
        boolean hash = id.matches("[0-9a-f]{1," + HASH + "}");
        List<Commit> found = all.stream()
                .filter(commit -> commit.id().equals(id)
                        || hash && (commit.id().startsWith(id) || id.startsWith(commit.id())))
                .toList();
        if (found.size() == 1 && (found.getFirst().id().equals(id) || id.length() >= SHORTEST)) {
            return found.getFirst();
        }
        if (hash && id.length() < SHORTEST) {
            throw new IllegalArgumentException("'" + text + "' is too short: a commit is given by " + SHORTEST
                    + " or more digits of its hash; there are " + list(all));
        }
        throw new IllegalArgumentException(found.isEmpty()
                ? "no commit '" + text + "' is known to have changed the mode; there are " + list(all)
                : "'" + text + "' is more than one commit: " + list(found));
    }

    private static String list(List<Commit> commits) {
        return String.join(", ", commits.stream().map(Commit::id).toList());
    }
}
