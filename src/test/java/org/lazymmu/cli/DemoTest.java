package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.golden.Golden;
import org.lazymmu.rule.Check;
import org.lazymmu.source.TextTree;

/** The bundled trees and what is found in them. */
class DemoTest {
    private static final Path RESOURCES = Path.of("src/main/resources/demo");

    @TempDir
    private Path folder;

    @Test
    void theListOfFilesIsComplete() throws IOException {
        try (Stream<Path> walk = Files.walk(RESOURCES)) {
            assertThat(Files.readAllLines(RESOURCES.resolve("files.txt"))).containsExactlyElementsOf(
                    walk.filter(Files::isRegularFile).map(file -> RESOURCES.relativize(file).toString())
                            .filter(file -> file.contains("/")).sorted().toList());
        }
    }

    @Test
    void bothTreesHaveTheSameFiles() {
        assertThat(DemoTree.BEFORE.files().keySet()).isEqualTo(DemoTree.AFTER.files().keySet());
    }

    @Test
    void theSeriesMendsWhatIsFound() {
        Report before = check(DemoTree.BEFORE);
        assertThat(before.era()).isEqualTo("ptl");
        assertThat(before.unanalysed()).isEmpty();
        assertThat(before.findings()).extracting(Finding::rule).contains("nested-enter", "lock-order",
                "arch-preemption", "arch-nesting");
        Report after = check(DemoTree.AFTER);
        assertThat(after.era()).isEqualTo("no-nesting");
        assertThat(after.unanalysed()).isEmpty();
        assertThat(after.findings()).isEmpty();
    }

    @Test
    void printsWhatThereIsToSee() {
        Session.Result result = new Session(folder).run("demo");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        Golden.check("demo/demo.txt", result.out());
    }

    @Test
    void savesTheTreesOnce() {
        Session session = new Session(folder);
        assertThat(session.run("demo", "--save", "trees").out())
                .isEqualTo("lazymmu check trees/before\nlazymmu check trees/after\n");
        assertThat(folder.resolve("trees/before/mm/memory.c")).exists();
        assertThat(folder.resolve("trees/after/arch/sparc/mm/tlb.c")).exists();
        Session.Result again = session.run("demo", "--save", "trees");
        assertThat(again.status()).isEqualTo(Exit.USAGE);
        assertThat(again.err()).contains("exists already");
        assertThat(session.run("check", "trees/after").status()).isEqualTo(Exit.CLEAN);
    }

    private static Report check(DemoTree demo) {
        try (TextTree tree = demo.open()) {
            return Check.run(tree, new Check.Options(new TreeSet<>(), null, new TreeSet<>(List.of()), 1),
                    (phase, done, total) -> {
                    });
        }
    }
}
