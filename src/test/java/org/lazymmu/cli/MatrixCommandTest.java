package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** The matrix of the bundled trees, and of the headers that the tests of rules use. */
class MatrixCommandTest {
    private static final Path MINI = Path.of("src/test/resources/kernel");

    @TempDir
    private Path folder;
    private Session session = new Session(Path.of(""));

    @BeforeEach
    void saveTheTrees() {
        session = new Session(folder);
        session.run("demo", "--save", "trees");
    }

    @Test
    void theTreesOfTheDemoAreToldArchitectureByArchitecture() throws IOException {
        for (String tree : List.of("before", "after")) {
            Session.Result result = session.run("matrix", "trees/" + tree);
            assertThat(result.err()).isEmpty();
            assertThat(result.status()).isEqualTo(Exit.CLEAN);
            Golden.check("matrix/" + tree + ".txt", result.out());
            assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void theJsonFollowsItsSchema() throws IOException {
        Session.Result result = session.run("matrix", "trees/after", "--arch", "x86,sparc", "--format", "json");
        Golden.check("matrix/after.json", result.out());
        assertThat(Schemas.violations("matrix-1.json", result.out())).isEmpty();
    }

    @Test
    void hooksThatCannotBeReadAreSaidToBe() throws IOException {
        for (String era : List.of("ptl", "counted")) {
            copy(era);
            Session.Result result = session.run("matrix", "mini-" + era);
            assertThat(result.status()).isEqualTo(Exit.INCONCLUSIVE);
            Golden.check("matrix/mini-" + era + ".txt", result.out());
            String json = session.run("matrix", "mini-" + era, "--format", "json").out();
            assertThat(Schemas.violations("matrix-1.json", json)).isEmpty();
        }
    }

    @Test
    void anArchitectureWithoutHooksHasNone() throws IOException {
        Files.createDirectories(folder.resolve("trees/after/arch/um"));
        Files.writeString(folder.resolve("trees/after/arch/um/Kconfig"), "");
        Session.Result result = session.run("matrix", "trees/after", "--arch", "um");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.out()).startsWith("um: no hooks of its own");
    }

    @Test
    void aForcedContractMarksOtherAnswers() {
        assertThat(session.run("matrix", "trees/before", "--arch", "sparc").out())
                .contains("  = preemption").contains("contract ptl");
        assertThat(session.run("matrix", "trees/before", "--arch", "sparc", "--era", "no-nesting").out())
                .contains("  ! preemption").contains("contract no-nesting (forced)");
    }

    @Test
    void resultsGoToAFile() throws IOException {
        Session.Result result = session.run("matrix", "trees/after", "--output", "matrix.txt");
        assertThat(result.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("matrix.txt")))
                .isEqualTo(session.run("matrix", "trees/after").out());
    }

    @Test
    void wrongUsageIsOneLine() {
        for (List<String> wrong : List.of(List.of("--arch", "x68"), List.of("--era", "pte"), List.of("--format", "xml"),
                List.of("--jobs", "0"))) {
            Session.Result result = session.run(Stream.concat(Stream.of("matrix", "trees/after"), wrong.stream())
                    .toArray(String[]::new));
            assertThat(result.status()).as(wrong.toString()).isEqualTo(Exit.USAGE);
            assertThat(result.err().lines()).hasSize(1);
        }
        assertThat(session.run("matrix", "nowhere").status()).isEqualTo(Exit.USAGE);
    }

    /** Any number of threads makes the same matrix. */
    @Test
    void threadsDoNotShow() {
        assertThat(session.run("matrix", "trees/after", "--jobs", "3").out())
                .isEqualTo(session.run("matrix", "trees/after", "--jobs", "1").out());
    }

    private void copy(String era) throws IOException {
        Path tree = folder.resolve("mini-" + era);
        try (Stream<Path> files = Files.walk(MINI)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = MINI.relativize(file).toString();
                if (!path.startsWith("eras/")) {
                    put(tree.resolve(path), Files.readString(file));
                }
            }
        }
        put(tree.resolve("include/linux/pgtable.h"), Files.readString(MINI.resolve("eras/" + era + ".h")));
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
