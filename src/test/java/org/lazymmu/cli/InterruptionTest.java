package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.report.Schemas;

/** A signal in the middle of an exploration that takes long. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class InterruptionTest {
    private static final String LONG = "-DARCH_PPC -DNU=2 -DNK=2 -DRN=2 -DBN=2 -DFIX_PREEMPT -DPLAIN -DIRQ -DFIX_IRQ";
    private static final int SIGTERM_STATUS = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void whatWasReachedIsPrinted() throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "model", "explore", "--defines", LONG, "--reduction", "none", "--format", "json")
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            while (process.isAlive()
                    && process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofMillis(1500)) < 0) {
                Thread.sleep(50);
            }
            assertThat(process.isAlive()).as("a search that is still going on").isTrue();
            process.destroy();
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(Exit.INCONCLUSIVE, SIGTERM_STATUS);
        } finally {
            process.destroyForcibly();
        }
        String json = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(Schemas.violations("exploration-1.json", json)).isEmpty();
        assertThat(json).contains("\"verdict\" : \"inconclusive\"", "\"limit\" : \"interrupted\"")
                .containsPattern("\"states\" : [1-9][0-9]+").endsWith("}\n");
        assertThat(err).isEmptyFile();
    }

    @Test
    void nothingIsLeftBehindWithoutASignal() {
        try (Interruption interruption = new Interruption()) {
            assertThat(interruption.requested()).isFalse();
        }
    }
}
