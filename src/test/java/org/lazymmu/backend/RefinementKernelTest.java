package org.lazymmu.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.RealKernels;
import org.lazymmu.explore.Property;
import org.lazymmu.flow.View;
import org.lazymmu.mmu.Commits;
import org.lazymmu.mmu.Environment;
import org.lazymmu.mmu.Era;
import org.lazymmu.mmu.History;
import org.lazymmu.mmu.Revision;
import org.lazymmu.mmu.Setup;
import org.lazymmu.mmu.Variants;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/**
 * The hooks of real trees break what those break that were modelled by hand as of the same release, in the same models; where
 * they do not, {@code refinement.tsv} says why.
 */
@Tag("kernels")
class RefinementKernelTest {
    private static final Path TABLE = Path.of("src/test/resources/trees/refinement.tsv");
    /** Answers that the models by hand take for granted. */
    private static final Map<String, Boolean> BY_HAND = Map.of("radix_enabled()", false);

    @ParameterizedTest
    @CsvSource({ "6.12, v6.12.y, POWERPC, powerpc", "6.12, v6.12.y, SPARC64, sparc", "6.12, v6.12.y, XEN, x86",
            "6.1, v6.1.y, POWERPC, powerpc", "6.1, v6.1.y, SPARC64, sparc", "6.1, v6.1.y, XEN, x86" })
    void theTreesHooksDoAsTheModels(String version, String release, Variants.Architecture architecture, String folder)
            throws IOException {
        Commits commits = Commits.read();
        Revision revision = new Variants(commits).at(architecture.id() + "@" + release).revision();
        History history = new History(commits, () -> false);
        SortedMap<String, String> differences = new TreeMap<>();
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            TreeViews views = new TreeViews(tree, null, 2, (phase, done, total) -> {
            });
            View view = views.view(folder);
            TreeHooks hooks = TreeHooks.of(view, views.facts()).orElseThrow();
            Proving proving = new Proving(hooks, Era.valueOf(views.era().era().name()), () -> false);
            for (Environment environment : Environment.values()) {
                Optional<Setup> setup = environment.setup(architecture, revision);
                if (setup.isPresent()) {
                    String byHand = told(history.outcome(setup.get()));
                    proving.with(variant -> told(history.outcome(setup.get().with(variant)))).forEach((taken, own) -> {
                        if (BY_HAND.entrySet().containsAll(taken.entrySet()) && !own.equals(byHand)) {
                            differences.put(environment.id(), byHand + "\t" + own);
                        }
                    });
                }
            }
        }
        assertThat(differences).isEqualTo(explained(version, architecture));
    }

    private static String told(History.Outcome outcome) {
        return outcome.limit().orElseGet(() -> outcome.breaks().isEmpty() ? "holds"
                : outcome.breaks().stream().map(History.Break::property).map(Property::id).sorted()
                        .collect(Collectors.joining(" ")));
    }

    /** By environment, what is broken by hand and in the tree. */
    private static SortedMap<String, String> explained(String version, Variants.Architecture architecture)
            throws IOException {
        SortedMap<String, String> explained = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            List<String> row = List.of(line.split("\t"));
            if (!line.startsWith("#") && row.get(0).equals(version) && row.get(1).equals(architecture.id())) {
                assertThat(row).as("a reason stands in the last column").hasSize(6);
                explained.put(row.get(2), row.get(3) + "\t" + row.get(4));
            }
        }
        return explained;
    }
}
