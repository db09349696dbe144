package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.source.TextTree;

/**
 * A tree as they are from v7.0 on, in {@code src/test/resources/trees/counted}: the layer that counts, five architectures with
 * hooks below it, one without, and generic code that uses it. As it is, it is right; with one change, it is wrong.
 */
class CountedTreeTest {
    private static final Path FOLDER = Path.of("src/test/resources/trees/counted");
    private static final String MEMORY = "mm/memory.c";
    private static final String VMALLOC = "mm/vmalloc.c";
    private static final String SHADOW = "mm/kasan/shadow.c";
    private static final String MADVISE = "mm/madvise.c";
    private static final String ARM64 = "arch/arm64/mm/pageattr.c";
    private static final String POWERPC = "arch/powerpc/mm/hash_tlb.c";

    private final SortedMap<String, String> files = new TreeMap<>();

    /**
     * A change of one file.
     *
     * @param before   text that occurs in the file, of which the first place is changed
     * @param findings what is found then: rule and function
     */
    record Change(String name, String file, String before, String after, List<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void read() throws IOException {
        try (Stream<Path> walk = Files.walk(FOLDER)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(file).toString(), MiniKernel.read(file));
            }
        }
    }

    private Report check() {
        return Check.run(new TextTree("counted", files), Check.Options.all(), Check.Progress.NONE);
    }

    @Test
    void isTakenForWhatItIs() {
        Report report = check();
        assertThat(report.era()).isEqualTo("counted");
        assertThat(report.eraEvidence()).startsWith("include/linux/pgtable.h:");
        assertThat(report.treeVersion()).isEqualTo("7.0.0");
        assertThat(report.statistics().views()).containsExactly("arm64", "powerpc", "s390", "sparc", "x86", "generic");
    }

    @Test
    void isRight() {
        Report report = check();
        assertThat(report.findings()).map(f -> f.rule() + " in " + f.function() + ": " + f.message()).isEmpty();
        assertThat(report.unanalysed()).noneMatch(Unanalysed::canHide);
    }

    /** What switches the mode on below the layer is no use of it; what generic code and architectures begin above it is. */
    @Test
    void hasItsSections() {
        assertThat(check().regions()).filteredOn(region -> region.hook().startsWith("lazy_mmu_mode_enable"))
                .map(region -> region.function()).containsExactlyInAnyOrder("zap_pte_range", "remap_pte_range",
                        "apply_to_pte_range", "vmap_pte_range", "vunmap_pte_range", "madvise_free_pte_range",
                        "madvise_free_pte_range", "update_range", "flush_hash_table_range");
    }

    static List<Change> changes() {
        return List.of(
                new Change("an error returns from the section", VMALLOC, "\t\t\terr = -EBUSY;\n\t\t\tbreak;",
                        "\t\t\treturn -EBUSY;", List.of("missing-leave in vmap_pte_range")),
                new Change("a pause is not resumed", SHADOW, "\tlazy_mmu_mode_resume();\n\treturn 0;", "\treturn 0;",
                        List.of("missing-leave in kasan_populate_pte")),
                new Change("a pause is resumed twice", SHADOW, "\tlazy_mmu_mode_resume();\n\n\tif",
                        "\tlazy_mmu_mode_resume();\n\tlazy_mmu_mode_resume();\n\n\tif",
                        List.of("leave-without-enter in kasan_depopulate_pte")),
                new Change("the section is ended for good in a split", MADVISE, "\t\t\tlazy_mmu_mode_enable();\n", "",
                        List.of("leave-without-enter in madvise_free_pte_range",
                                "leave-without-enter in madvise_free_pte_range")),
                new Change("a pause instead of the end before a split", MADVISE,
                        "\t\t\tlazy_mmu_mode_disable();\n\t\t\tpte_unmap",
                        "\t\t\tlazy_mmu_mode_pause();\n\t\t\tpte_unmap",
                        List.of("missing-leave in madvise_free_pte_range")),
                new Change("the architecture's hook in generic code", VMALLOC, "\tlazy_mmu_mode_disable();\n}",
                        "\tarch_leave_lazy_mmu_mode();\n}",
                        List.of("leave-without-enter in vunmap_pte_range", "missing-leave in vunmap_pte_range")),
                new Change("a hook in a callback", ARM64, "\tset_pte(ptep,",
                        "\tarch_enter_lazy_mmu_mode();\n\tarch_leave_lazy_mmu_mode();\n\tset_pte(ptep,",
                        List.of("nested-enter in change_page_range", "interrupt-use in __kernel_map_pages")),
                new Change("the lock is dropped first", MEMORY,
                        "\tlazy_mmu_mode_disable();\n\tpte_unmap_unlock(mapped_pte, ptl);\n\treturn err;",
                        "\tpte_unmap_unlock(mapped_pte, ptl);\n\tlazy_mmu_mode_disable();\n\treturn err;",
                        List.of("lock-order in remap_pte_range")),
                new Change("bottom halves are off at the end only", VMALLOC,
                        "\t} while (pte++, addr += PAGE_SIZE, addr != end);\n\tlazy_mmu_mode_disable();\n}",
                        "\t} while (pte++, addr += PAGE_SIZE, addr != end);\n\tlocal_bh_disable();\n"
                                + "\tlazy_mmu_mode_disable();\n\tlocal_bh_enable();\n}",
                        List.of("interrupt-use in vunmap_pte_range")),
                new Change("bottom halves are off at the begin only", POWERPC,
                        "\tlazy_mmu_mode_enable();\n\tfor",
                        "\tlocal_bh_disable();\n\tlazy_mmu_mode_enable();\n\tlocal_bh_enable();\n\tfor",
                        List.of("interrupt-use in flush_hash_table_range")),
                new Change("a hook from the allocator", ARM64, "\tupdate_range(page_address",
                        "\tarch_enter_lazy_mmu_mode();\n\tarch_leave_lazy_mmu_mode();\n\tupdate_range(page_address",
                        List.of("interrupt-use in __kernel_map_pages")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isWrongWithAChange(Change change) {
        String text = Objects.requireNonNull(files.get(change.file()));
        int at = text.indexOf(change.before());
        assertThat(at).as("place of the change").isNotNegative();
        files.put(change.file(),
                text.substring(0, at) + change.after() + text.substring(at + change.before().length()));
        assertThat(check().findings()).map(finding -> finding.rule() + " in " + finding.function())
                .containsExactlyInAnyOrderElementsOf(change.findings());
    }
}
