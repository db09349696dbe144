package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.RealKernels;
import org.lazymmu.c.CSource;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.flow.Library;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;
import org.lazymmu.source.Trees;

/**
 * Patches to real trees: what is told of them is what two runs tell that share nothing, one on the tree and one on the tree as
 * the program {@code patch} makes it, held against each other by fingerprints. The patches are those of
 * {@link ReintroKernelTest}.
 */
@Tag("kernels")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatchKernelTest {
    private static final Path PATCHES = Path.of(System.getProperty("lazymmu.reintro", "../shared/reintro"));

    private record Loaded(String version, KernelTree tree, PatchCheck check) {
    }

    @TempDir
    Path folder;
    private @Nullable Loaded loaded;

    static List<Path> patches() throws IOException {
        List<Path> patches = new ArrayList<>();
        for (String version : List.of("6.12", "6.1")) {
            Path place = PATCHES.resolve(version);
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    patches.addAll(files.filter(file -> file.toString().endsWith(".patch")).sorted().toList());
                }
            }
        }
        return patches.isEmpty() ? List.of(PATCHES) : patches;
    }

    @AfterAll
    void close() throws IOException {
        if (loaded != null) {
            loaded.tree().close();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void aPatchDoesWhatTwoRunsTell(Path file) throws IOException {
        assumeTrue(Files.isRegularFile(file), "no patches in " + PATCHES);
        Loaded kernel = kernel(file.getParent().getFileName().toString());
        PatchedTree patched = PatchedTree.of(kernel.tree(),
                List.of(Patch.read(file.getFileName().toString(), Files.readAllBytes(file))));
        Comparison comparison = kernel.check().with(patched, Check.Progress.NONE, System.nanoTime());

        Report before = KernelReports.of(kernel.version());
        Report after = alone(kernel, file);
        assertThat(comparison.before().findings()).isEqualTo(before.findings());
        // What trials had found that were not made any more is not known to be mended.
        List<Finding> kept = comparison.after().findings().stream()
                .filter(finding -> !after.findings().contains(finding)).toList();
        assertThat(kept).allMatch(finding -> finding.rule().startsWith("arch-")).isSubsetOf(before.findings());
        assertThat(comparison.after().findings()).filteredOn(finding -> !kept.contains(finding))
                .isEqualTo(after.findings());
        assertThat(comparison.after().unanalysed()).isEqualTo(after.unanalysed());
        List<String> old = prints(before.findings());
        List<String> now = prints(comparison.after().findings());
        assertThat(prints(comparison.findings(Status.INTRODUCED))).isEqualTo(without(now, old));
        assertThat(prints(comparison.findings(Status.FIXED))).isEqualTo(without(old, now));
        assertThat(prints(comparison.findings(Status.EXISTING))).isEqualTo(without(now, without(now, old)));
    }

    private static List<String> prints(List<Finding> findings) {
        return findings.stream().map(Finding::fingerprint).toList();
    }

    private static List<String> without(List<String> all, List<String> others) {
        return all.stream().filter(one -> !others.contains(one)).toList();
    }

    private Report alone(Loaded kernel, Path file) throws IOException {
        Path copies = Files.createTempDirectory(folder, "copies");
        TreeByPatch tree = TreeByPatch.of(kernel.tree(), file, copies);
        Library library = new Library(tree, new PatchedIndex(kernel.check().library().index(), tree), CSource::of);
        return Check.run(library, Check.Options.all(), Check.Progress.NONE, System.nanoTime());
    }

    private Loaded kernel(String version) throws IOException {
        if (loaded == null || !loaded.version().equals(version)) {
            close();
            loaded = null;
            KernelTree tree = Trees.open(RealKernels.tree(version));
            loaded = new Loaded(version, tree, PatchCheck.of(tree, Check.Options.all()));
        }
        return loaded;
    }
}
