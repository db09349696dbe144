package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.RealKernels;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.rule.Check;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/**
 * A history on top of a real kernel of which it is known what each commit does: findings belong to the commits that put patches in
 * or took them back, and to no others, also where a second run goes on. {@code -Dhistory.commits=1110} is the run that docs/history.md
 * has the figures of.
 */
@Tag("kernels")
@Timeout(7200)
class HistoryKernelTest {
    private static final Path PATCHES = Path.of(System.getProperty("lazymmu.reintro", "../shared/reintro"));
    private static final Path EXPECTED = Path.of("src/test/resources/trees/reintro.tsv");
    private static final int COMMITS = Integer.getInteger("history.commits", 45);
    private static final long SEED = Long.getLong("history.seed", 3);
    private static final int LATER = 10;
    private static final int SAY_EVERY = 100;
    private static final long MOST_LIVE_BYTES = 1_300L << 20;

    @TempDir
    private Path folder;
    private final long start = System.nanoTime();
    private int checked;
    private long mostLive;

    @Test
    void eachCommitHasWhatItDid() throws IOException {
        Path patches = PATCHES.resolve("6.12");
        assumeTrue(Files.isDirectory(patches), "no patches in " + patches);
        Path repository = folder.resolve("r.git");
        List<KernelHistory.Told> told;
        try (KernelTree tree = Trees.open(RealKernels.tree("6.12"))) {
            told = KernelHistory.write(tree, patches, repository, COMMITS, SEED);
        }
        Git git = Git.ofProcess().at(repository).within(Duration.ofHours(1));
        try (Database database = Database.open(new Folders(folder, folder), List.of(Store.TABLES))) {
            FindingHistory first = range(git, repository, database, "edits~" + LATER);
            int before = checked;
            say("%d commits on the line of first parents, %d trees checked", first.counts().commits(), checked);
            FindingHistory all = range(git, repository, database, "edits");
            say("%d new commits, %d trees checked", all.counts().commits() - first.counts().commits(),
                    checked - before);
            assertThat(checked - before).isLessThanOrEqualTo(LATER);
            assertThat(all.failures()).isEmpty();
            Map<String, List<String>> expected = expected(told);
            assertThat(events(all)).isEqualTo(expected);
            expected.keySet().retainAll(subjects(first, events(all)));
            assertThat(events(first)).isEqualTo(expected);
            assertThat(mostLive).as("bytes in use").isLessThan(MOST_LIVE_BYTES);
        }
    }

    private static List<String> subjects(FindingHistory history, Map<String, List<String>> known) {
        int last = number(history.to().subject());
        return known.keySet().stream().filter(subject -> number(subject) <= last).toList();
    }

    private static int number(String subject) {
        return Integer.parseInt(subject.substring(0, subject.indexOf(':')));
    }

    private FindingHistory range(Git git, Path repository, Database database, String to) throws IOException {
        CommitLog log = new CommitLog(git);
        try (Checker checker = counting(new SuccessionChecker(git, repository, Check.Options.all()))) {
            return new Walk(git, log, new Store(database, Setting.of("test", Check.Options.all())), checker)
                    .range(log.resolve("start"), log.resolve(to), false, Check.Progress.NONE);
        }
    }

    private Checker counting(Checker real) {
        return new Checker() {
            @Override
            public Report at(String commit) throws IOException {
                Report report = real.at(commit);
                if (++checked % SAY_EVERY == 0 || checked == COMMITS / 2) {
                    System.gc();
                    long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                    mostLive = Math.max(mostLive, live);
                    say("%d trees checked, %d MB in use", checked, live >> 20);
                }
                return report;
            }

            @Override
            public void expect(Set<String> paths) {
                real.expect(paths);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    /** What commits did, by subject. */
    private static Map<String, List<String>> events(FindingHistory history) {
        Map<String, List<String>> events = new TreeMap<>();
        for (Change change : history.changes()) {
            for (Event event : change.events()) {
                events.computeIfAbsent(change.commit().subject(), key -> new ArrayList<>())
                        .add(event.kind().id() + " " + describe(event.finding()));
            }
        }
        events.values().forEach(list -> list.sort(null));
        return events;
    }

    private static String describe(Finding finding) {
        return finding.rule() + " in " + finding.function() + ", " + finding.place().file();
    }

    private static Map<String, List<String>> expected(List<KernelHistory.Told> told) throws IOException {
        Map<String, String[]> rows = new TreeMap<>();
        for (String line : Files.readAllLines(EXPECTED)) {
            String[] row = line.split("\t");
            if (!line.startsWith("#") && List.of(row[1].split(" ")).contains("6.12")) {
                rows.put(row[0], row);
            }
        }
        Map<String, List<String>> expected = new TreeMap<>();
        for (KernelHistory.Told one : told) {
            String[] row = rows.get(one.patch());
            if (row != null) {
                boolean hides = row[2].contains("arch-");
                List<String> events = Stream.concat(findings(row[2], hides, one.forward() ? "introduced " : "fixed "),
                        findings(row[3], hides, one.forward() ? "fixed " : "introduced ")).sorted().toList();
                if (!events.isEmpty()) {
                    expected.put(one.subject(), events);
                }
            }
        }
        return expected;
    }

    /** @param hides whether hooks break, so that what needs more is not tried: what that has found before stays */
    private static Stream<String> findings(String column, boolean hides, String kind) {
        return Stream.of(column.split("; ")).filter(one -> !one.equals("-"))
                .filter(one -> !hides || !one.startsWith("arch-nesting")).map(one -> kind + one);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void say(String format, Object... arguments) {
        double cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
        System.out.println(String.format(Locale.ROOT, format, arguments) + String.format(Locale.ROOT,
                "; %.0f s, %.0f CPU s since the start", (System.nanoTime() - start) / 1e9, cpu));
    }
}
