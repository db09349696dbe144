package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/**
 * How long an index takes: of a generated history, or of {@code -Dindex.repository=FOLDER}. The figures in docs/database.md are
 * from here.
 */
@Tag("kernels")
@Timeout(3600)
class IndexScaleTest {
    private static final int COMMITS = Integer.getInteger("index.commits", 200_000);
    private static final int NEW = 1000;
    private static final double FLOOR_PER_SECOND = 500;
    private static final double NEXT_SECONDS = 20;

    @TempDir
    private Path folder;

    @Test
    void aFirstIndexTakesMinutesAndTheNextSeconds() throws IOException {
        String given = System.getProperty("index.repository", "");
        if (!given.isEmpty()) {
            try (Database database = open()) {
                Git git = Git.ofProcess().at(Path.of(given));
                timed("first index of " + given, database, git);
                timed("nothing new", database, git);
            }
            return;
        }
        long start = System.nanoTime();
        LargeHistory history = new LargeHistory(folder.resolve("r"), 1);
        history.grow(COMMITS);
        say("generated %,d commits in %.1f s", COMMITS, seconds(start));
        try (Database database = open()) {
            double first = timed("first index", database, history.git());
            assertThat(COMMITS / first).isGreaterThan(FLOOR_PER_SECOND);
            assertThat(timed("nothing new", database, history.git())).isLessThan(NEXT_SECONDS);
            history.grow(NEW);
            assertThat(timed("after " + NEW + " new ones", database, history.git())).isLessThan(NEXT_SECONDS);
            assertThat(new CommitIndex(database).size()).isEqualTo(COMMITS + NEW);
            start = System.nanoTime();
            assertThat(new CommitIndex(database).search(Query.of(List.of("number", "" + (COMMITS - 1))), 10))
                    .hasSize(1);
            say("search for a number in %.3f s", seconds(start));
        }
        say("%.0f bytes of database for each commit",
                (double) Files.size(folder.resolve("data/lazymmu.db")) / (COMMITS + NEW));
    }

    private double timed(String what, Database database, Git git) throws IOException {
        long start = System.nanoTime();
        double cpu = cpuSeconds();
        long written = new IndexUpdate(database, git.within(Duration.ofHours(1))).ofRefs(List.of(), _ -> {
        });
        double taken = seconds(start);
        double used = cpuSeconds() - cpu;
        say("%s: %,d commits in %.2f s, %,.0f a second; %.2f CPU s, %,.0f a second of them, without git", what, written,
                taken, written / taken, used, written / used);
        return taken;
    }

    private Database open() throws IOException {
        return Database.open(new Folders(folder.resolve("data"), folder.resolve("data")), List.of(CommitIndex.TABLES));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
