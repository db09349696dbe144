package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** The process that writes the index is killed. Each time all commits that are in the index are in it whole. */
@Timeout(1200)
class KilledIndexTest {
    private static final long SEED = Long.getLong("kill.seed", 20261123);

    @TempDir
    private Path folder;

    @Test
    void atSixMomentsNothingIsHalfThere() throws Exception {
        storm(6, 2_000);
    }

    @Tag("kernels")
    @Test
    void atAHundredMomentsNothingIsHalfThere() throws Exception {
        storm(Integer.getInteger("kill.count", 100), 20_000);
    }

    private void storm(int count, int commits) throws Exception {
        Random random = new Random(SEED);
        File output = folder.resolve("output").toFile();
        LargeHistory history = new LargeHistory(folder.resolve("r"), SEED);
        history.grow(commits);
        Path whole = folder.resolve("whole");
        long start = System.nanoTime();
        assertThat(IndexProcess.start(whole, history.folder(), 50, output).waitFor()).isZero();
        long usualNanos = System.nanoTime() - start;
        Path killed = folder.resolve("killed");
        int halfway = 0;
        for (int i = 0; i < count; i++) {
            if (i % 7 == 6) {
                delete(killed);
            }
            Process process = IndexProcess.start(killed, history.folder(), 50, output);
            // the first part is the start of the Java machine
            process.waitFor((long) (usualNanos * (0.15 + 0.8 * random.nextDouble())), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            if (Files.exists(killed.resolve("lazymmu.db"))) {
                try (Database database = open(killed)) {
                    assertThat(IndexDump.defects(database)).isEmpty();
                    long size = new CommitIndex(database).size();
                    halfway += size > 0 && size < commits ? 1 : 0;
                }
            }
        }
        assertThat(halfway).as("killed in the middle").isPositive();
        assertThat(IndexProcess.start(killed, history.folder(), 50, output).waitFor())
                .as(Files.readString(output.toPath())).isZero();
        try (Database first = open(whole); Database second = open(killed)) {
            assertThat(IndexDump.of(second)).isEqualTo(IndexDump.of(first));
        }
    }

    private static Database open(Path data) throws IOException {
        return Database.open(new Folders(data, data), List.of(CommitIndex.TABLES));
    }

    private static void delete(Path data) throws IOException {
        for (String name : List.of("lazymmu.db", "lazymmu.db-wal", "lazymmu.db-shm")) {
            Files.deleteIfExists(data.resolve(name));
        }
    }
}
