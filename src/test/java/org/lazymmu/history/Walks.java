package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lazymmu.finding.Report;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** Goes through ranges of a tiny history as the command does, and says what came of it in one line each. */
final class Walks implements AutoCloseable {
    static final Check.Options OPTIONS = new Check.Options(new TreeSet<>(List.of("x86")), null,
            new TreeSet<>(List.of("missing-leave", "nested-enter", "leave-without-enter")), 1);

    private final TinyHistory history;
    private final Database database;
    private final String edition;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> checked = new ArrayList<>();

    Walks(TinyHistory history, Path folder, String edition) throws IOException {
        this.history = history;
        this.database = Database.open(new Folders(folder.resolve("data"), folder.resolve("cache")),
                List.of(Store.TABLES));
        this.edition = edition;
    }

    Walks(TinyHistory history, Path folder) throws IOException {
        this(history, folder, "test");
    }

    /** Gives a commit a name. */
    void name(String name, String commit) {
        names.put(commit, name);
    }

    Database database() {
        return database;
    }

    /** The commits that were checked so far. */
    List<String> checked() {
        return checked.stream().map(this::named).toList();
    }

    String named(String commit) {
        return names.getOrDefault(commit, commit.isEmpty() ? "before" : commit);
    }

    Store store() throws IOException {
        return new Store(database, Setting.of(edition, OPTIONS));
    }

    Checker checker() {
        Checker real = new SuccessionChecker(history.git(), history.folder(), OPTIONS);
        return new Checker() {
            @Override
            public Report at(String commit) throws IOException {
                checked.add(commit);
                return real.at(commit);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    FindingHistory range(String from, String to, boolean every) throws IOException {
        try (Checker checker = checker()) {
            return new Walk(history.git(), new CommitLog(history.git()), store(), checker).range(from, to, every,
                    Check.Progress.NONE);
        }
    }

    /** What commits did: {@code name: kind rule in function}, with what is said beside it. */
    List<String> events(FindingHistory of) {
        List<String> lines = new ArrayList<>();
        for (Change change : of.changes()) {
            for (Event event : change.events()) {
                Revision via = change.via();
                lines.add(named(change.commit().id()) + ": " + event.kind().id() + " " + event.finding().rule() + " in "
                        + event.finding().function() + (event.cause() == Cause.COMMIT ? "" : ", " + event.cause().id())
                        + (event.again() ? ", again" : "") + (event.doubtful() ? ", doubtful" : "")
                        + (via == null ? "" : ", via " + named(via.id()))
                        + (change.unsure().isEmpty() ? ""
                                : ", or " + change.unsure().stream().map(this::named).toList()));
            }
        }
        return lines;
    }

    /** What is there at the end, and since when. */
    List<String> standing(FindingHistory of) {
        return of.standing().stream()
                .map(one -> one.finding().rule() + " in " + one.finding().function() + " since " + named(one.commit()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
