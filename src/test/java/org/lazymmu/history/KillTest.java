package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lazymmu.history.TinyHistory.bad;
import static org.lazymmu.history.TinyHistory.file;
import static org.lazymmu.history.TinyHistory.good;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goes through a range in a process that is killed again and again. */
@Timeout(180)
class KillTest {
    private static final int COMMITS = 12;

    @TempDir
    private Path folder;

    private List<String> run(Path repository, Path data, String from, String to, int killAfter) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), KilledWalk.class.getName(), repository.toString(),
                data.toString(),
                from, to).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.startsWith("checking ") && lines.size() > killAfter) {
                    // in the middle of the next one
                    Thread.sleep(5L * killAfter);
                    process.destroyForcibly();
                    break;
                }
            }
        } catch (IOException e) {
            // it was killed
        }
        process.waitFor();
        return lines;
    }

    private static List<String> events(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("event ")).toList();
    }

    @Test
    void aRunThatWasKilledGoesOnWhereItWas() throws Exception {
        TinyHistory history = TinyHistory.in(folder.resolve("r.git"));
        String root = history.kernel("no-nesting");
        List<String> line = history.line(root, IntStream.range(0, COMMITS)
                .mapToObj(i -> file(i % 3 == 0 ? bad("walk") : good("walk"), "int n" + i + ";\n"))
                .toArray(String[]::new));
        List<String> whole = run(history.folder(), folder.resolve("one"), root, line.getLast(), 100);
        assertThat(whole).endsWith("end").contains("checking " + root);
        List<String> checking = new ArrayList<>();
        int kills = 0;
        List<String> last = List.of();
        while (!last.contains("end")) {
            last = run(history.folder(), folder.resolve("two"), root, line.getLast(), 3);
            last.stream().filter(one -> one.startsWith("checking ")).forEach(checking::add);
            kills += last.contains("end") ? 0 : 1;
            assertThat(kills).as("goes on").isLessThan(COMMITS);
        }
        assertThat(events(last)).isEqualTo(events(whole)).hasSize(2 * COMMITS / 3);
        assertThat(kills).isPositive();
        // only what was being checked at the moment of a kill is checked again
        assertThat(checking.size()).isBetween(COMMITS + 1, COMMITS + 1 + kills);
        assertThat(run(history.folder(), folder.resolve("two"), root, line.getLast(), 100))
                .noneMatch(one -> one.startsWith("checking "));
    }
}
