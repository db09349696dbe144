package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** Histories with merges of all kinds, against what follows from the definition alone. */
@Timeout(120)
class RandomHistoryTest {
    private static final int COMMITS = 40;

    @TempDir
    private Path folder;

    private FindingHistory walk(RandomHistory history, Database database, int from, int to, boolean every)
            throws IOException {
        try (Checker checker = history.checker()) {
            return new Walk(history.git(), new CommitLog(history.git()), new Store(database, new Setting("test", "")),
                    checker).range(history.id(from), history.id(to), every, Check.Progress.NONE);
        }
    }

    /** {@code number kind name cause} of each event. */
    private static Set<String> events(RandomHistory history, FindingHistory of) {
        return of.changes().stream()
                .flatMap(change -> change.events().stream()
                        .map(event -> history.number(change.commit().id()) + " " + event.kind().id() + " "
                                + event.finding().fingerprint() + " " + event.cause().id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the commits did that one can reach and another cannot, straight from the definition. */
    private static Set<String> expected(RandomHistory history, int from, int to) {
        Set<String> events = new TreeSet<>();
        Set<Integer> range = new TreeSet<>(history.ancestors(to));
        range.removeAll(history.ancestors(from));
        for (int number : range) {
            List<Integer> parents = history.drawn(number).parents();
            for (String name : List.of("f0", "f1", "f2", "f3")) {
                boolean has = history.drawn(number).found().contains(name);
                long with = parents.stream().filter(parent -> history.drawn(parent).found().contains(name)).count();
                String event = number + " " + (has ? "introduced" : "fixed") + " " + name + " ";
                if (parents.size() == 1 && has != (with == 1)) {
                    events.add(event + "commit");
                } else if (parents.size() > 1 && (has ? with == 0 : with == parents.size())) {
                    events.add(event + "merge");
                } else if (parents.size() > 1 && with > 0 && with < parents.size()) {
                    Set<Integer> bases = history.bases(parents);
                    long have = bases.stream().filter(base -> history.drawn(base).found().contains(name)).count();
                    if (has && have == bases.size()) {
                        events.add(event + "fix-lost");
                    } else if (!has && have == 0) {
                        events.add(event + "dropped");
                    }
                }
            }
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void bothWaysOfGoingThroughARangeSayWhatIsSo(long seed) throws IOException {
        RandomHistory history = new RandomHistory(folder.resolve("r.git"), seed, COMMITS);
        try (Database database = Database.open(new Folders(folder.resolve("d"), folder.resolve("c")),
                List.of(Store.TABLES))) {
            int last = history.size() - 1;
            Set<String> expected = expected(history, 0, last);
            FindingHistory every = walk(history, database, 0, last, true);
            assertThat(events(history, every)).isEqualTo(expected);
            FindingHistory line = walk(history, database, 0, last, false);
            assertThat(expected).containsAll(events(history, line));
            for (FindingHistory one : List.of(every, line)) {
                for (FindingHistory.Standing standing : one.standing()) {
                    String name = standing.finding().fingerprint();
                    // what was not there at the start was introduced by a commit that did introduce it
                    assertThat(standing.isNew() || history.drawn(0).found().contains(name)).as(name).isTrue();
                    if (standing.isNew()) {
                        assertThat(expected).anyMatch(
                                event -> event.startsWith(history.number(standing.commit()) + " introduced " + name));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 23, 24, 25, 26 })
    void aRangeInPartsIsTheSameAsTheWhole(long seed) throws IOException {
        RandomHistory history = new RandomHistory(folder.resolve("r.git"), seed, COMMITS);
        try (Database database = Database.open(new Folders(folder.resolve("d"), folder.resolve("c")),
                List.of(Store.TABLES))) {
            int last = history.size() - 1;
            Set<String> whole = events(history, walk(history, database, 0, last, false));
            List<Revision> line = new CommitLog(history.git()).line(history.id(last), List.of(history.id(0)));
            Set<String> parts = new TreeSet<>();
            int from = 0;
            for (Revision step : line) {
                int to = history.number(step.id());
                parts.addAll(events(history, walk(history, database, from, to, false)));
                from = to;
            }
            assertThat(parts).isEqualTo(whole);
        }
    }
}
