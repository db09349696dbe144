package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.refactoring.Refactored;
import org.lazymmu.refactoring.Refactoring;
import org.lazymmu.refactoring.Refactorings;
import org.lazymmu.refactoring.Seed;

/** The seeds are C for a compiler, and so they are in every shape. The hooks are functions here, which a comma needs. */
class RefactoringCompilesTest {
    private static final Path FILES = Path.of("src/test/resources/rules");
    private static final Path PRELUDE = Path.of("src/test/resources/refactoring/prelude.h");

    @TempDir
    private Path folder;
    private final Map<String, Path> kernels = new TreeMap<>();

    @Test
    void everySeedInEveryShape() throws IOException, InterruptedException {
        assumeTrue(isThere(), "gcc is not installed");
        List<String> seeds = RefactoringTest.seeds();
        List<String> broken = new ArrayList<>();
        for (String file : seeds) {
            if (!compile(write(file, MiniKernel.read(FILES.resolve(file)), Map.of())).isEmpty()) {
                broken.add(file);
            }
        }
        assertThat(broken).as("seeds that are no C by themselves").isEmpty();
        List<String> wrong = new ArrayList<>();
        for (Refactoring refactoring : Refactorings.all()) {
            for (String file : seeds) {
                Refactored shape = refactoring.apply().apply(Seed.of(MiniKernel.read(FILES.resolve(file))));
                if (!shape.places().isEmpty()) {
                    String problem = compile(write(file, shape.text(), shape.files()));
                    if (!problem.isEmpty()) {
                        wrong.add(refactoring.name() + " " + file + ": " + problem);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A seed in a folder of its own, with the headers that only it has. */
    private record Written(Path kernel, Path folder) {
    }

    private Written write(String file, String text, Map<String, String> headers) throws IOException {
        Path own = Files.createTempDirectory(folder, "seed");
        put(own.resolve("seed.c"), text);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            put(own.resolve(header.getKey()), header.getValue());
        }
        return new Written(kernel(new Marks(MiniKernel.read(FILES.resolve(file))).era()), own);
    }

    private Path kernel(String era) throws IOException {
        Path known = kernels.get(era);
        if (known == null) {
            known = folder.resolve(era);
            for (Map.Entry<String, String> file : new MiniKernel(era).files().entrySet()) {
                put(known.resolve(file.getKey()), file.getValue());
            }
            kernels.put(era, known);
        }
        return known;
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The first error that the compiler finds, empty if it finds none. */
    private static String compile(Written seed) throws IOException, InterruptedException {
        Process gcc = new ProcessBuilder("gcc", "-fsyntax-only", "-w", "-std=gnu89", "-fpermissive", "-nostdinc",
                "-DCONFIG_PARAVIRT_XXL",
                "-I", seed.folder().resolve("include").toString(), "-I", seed.kernel().resolve("include").toString(),
                "-I", seed.kernel().resolve("arch/x86/include").toString(), "-include",
                PRELUDE.toAbsolutePath().toString(), seed.folder().resolve("seed.c").toString())
                .redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gcc.waitFor(60, TimeUnit.SECONDS)).as("gcc ends").isTrue();
        return gcc.exitValue() == 0 ? ""
                : said.lines().filter(line -> line.contains("error:")).findFirst().orElse(said);
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("gcc", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
