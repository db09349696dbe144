package org.lazymmu.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random edits, made into patches by {@code diff}, applied to texts that were edited in between: what {@code patch} makes of
 * them, or refuses, we do too. {@code -Dpatch.seed=…} repeats a run, {@code -Dpatch.count=…} makes it longer.
 */
class PatchProgramTest {
    private static final int EXIT_FAILED = 1;

    @TempDir
    private Path folder;

    @Test
    void theOutcomeIsThatOfPatch() throws Exception {
        long seed = Long.getLong("patch.seed", System.nanoTime());
        int count = Integer.getInteger("patch.count", 60);
        assumeTrue(isInstalled("patch") && isInstalled("diff"), "patch and diff are not installed");
        System.getLogger("lazymmu.test").log(System.Logger.Level.INFO, "patch.seed=" + seed);
        Random random = new Random(seed);
        int applied = 0;
        int refused = 0;
        int shifted = 0;
        for (int i = 0; i < count; i++) {
            List<String> original = text(random);
            String from = String.join("", original);
            String to = String.join("", edited(random, original, 4));
            String target = String.join("", random.nextInt(3) == 0 ? original : edited(random, original, 3));
            String patch = diff(from, to, random.nextInt(4));
            if (patch.isEmpty()) {
                continue;
            }
            String expected = byProgram(target, patch);
            String actual = byUs(target, patch);
            assertThat(actual).as("-Dpatch.seed=%d, round %d, patch:%n%s%non:%n%s", seed, i, patch, target)
                    .isEqualTo(expected);
            applied += expected.equals("refused") ? 0 : 1;
            refused += expected.equals("refused") ? 1 : 0;
            shifted += from.equals(target) ? 0 : 1;
        }
        assertThat(applied).as("patches that applied, of -Dpatch.seed=" + seed).isGreaterThan(count / 4);
        assertThat(refused).as("patches that did not, of -Dpatch.seed=" + seed).isGreaterThan(count / 20);
        assertThat(shifted).as("texts edited in between, of -Dpatch.seed=" + seed).isGreaterThan(count / 4);
    }

    /** Few different lines, so that there is more than one place that a hunk could mean. */
    private static List<String> text(Random random) {
        List<String> lines = new ArrayList<>();
        int size = random.nextInt(40);
        int different = 2 + random.nextInt(30);
        for (int i = 0; i < size; i++) {
            lines.add("line " + random.nextInt(different) + "\n");
        }
        if (size > 0 && random.nextInt(6) == 0) {
            lines.add("unended");
        }
        return lines;
    }

    private static List<String> edited(Random random, List<String> original, int most) {
        List<String> lines = new ArrayList<>(original);
        boolean unended = !lines.isEmpty() && !lines.getLast().endsWith("\n");
        int ended = unended ? 1 : 0;
        for (int edits = 1 + random.nextInt(most); edits > 0; edits--) {
            int at = random.nextInt(lines.size() - ended + 1);
            String line = random.nextBoolean() ? "new " + random.nextInt(5) + "\n" : "line " + random.nextInt(5) + "\n";
            switch (random.nextInt(3)) {
                case 0 -> lines.add(at, line);
                case 1 -> {
                    if (at < lines.size() - ended) {
                        lines.remove(at);
                    }
                }
                default -> {
                    if (at < lines.size() - ended) {
                        lines.set(at, line);
                    }
                }
            }
        }
        return lines;
    }

    private String diff(String from, String to, int context) throws Exception {
        Path one = write("from", from);
        Path two = write("to", to);
        Path out = folder.resolve("diff");
        Process process = new ProcessBuilder("diff", "-U" + context, "--label", "a/mm/x.c", "--label", "b/mm/x.c",
                one.toString(), two.toString()).redirectOutput(out.toFile()).start();
        await(process);
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    private String byProgram(String target, String patch) throws Exception {
        Path file = write("target", target);
        Path result = folder.resolve("result");
        Files.deleteIfExists(result);
        Process process = new ProcessBuilder("patch", "-s", "-f", "-r", "-", "-o", result.toString(), "-i",
                write("patch", patch).toString(), file.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
        int status = await(process);
        assertThat(status).as(Files.readString(folder.resolve("said"))).isLessThanOrEqualTo(EXIT_FAILED);
        if (status == EXIT_FAILED) {
            return "refused";
        }
        return Files.exists(result) ? Files.readString(result, StandardCharsets.ISO_8859_1) : "";
    }

    private static String byUs(String target, String patch) throws IOException {
        TextTree tree = new TextTree("linux", Map.of("mm/x.c", target));
        try {
            PatchedTree patched = PatchedTree.of(tree,
                    List.of(Patch.read("p", patch.getBytes(StandardCharsets.ISO_8859_1))));
            int file = patched.paths().indexOf("mm/x.c");
            FileText text = new FileText();
            patched.read(file, text);
            return text.text(0, text.length());
        } catch (PatchException e) {
            return "refused";
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private static int await(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static boolean isInstalled(String program) {
        try {
            return new ProcessBuilder(program, "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
