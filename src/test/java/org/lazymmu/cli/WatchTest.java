package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.report.Schemas;

/** {@code mirror sync --watch} goes on until a signal, and notices mirrors that are added meanwhile. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class WatchTest {
    @TempDir
    private Path folder;

    @Test
    void itGoesOnUntilASignal() throws Exception {
        TinyRepository.in(folder.resolve("a.git")).commit("master", "file", "1", "first");
        TinyRepository.in(folder.resolve("b.git")).commit("master", "file", "2", "first");
        run("add", "a", folder.resolve("a.git").toString());
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "mirror", "sync", "--all", "--watch",
                "--format", "json").redirectOutput(out.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            await(process, out, 1);
            run("add", "b", folder.resolve("b.git").toString());
            await(process, out, 2);
            process.destroy();
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var lines = Files.readString(out, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("\"name\":\"a\"", "\"outcome\":\"ok\"");
        assertThat(lines.getLast()).contains("\"name\":\"b\"", "\"outcome\":\"ok\"");
        for (String line : lines) {
            assertThat(Schemas.violations("sync-1.json", line)).isEmpty();
        }
    }

    private static void await(Process process, Path out, int lines) throws Exception {
        while (process.isAlive() && Files.readString(out, StandardCharsets.UTF_8).lines().count() < lines) {
            Thread.sleep(50);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return environment;
    }

    private void run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "mirror";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(new Session(folder).with(environment(), Clock.systemUTC()).run(all).status()).isZero();
    }
}
