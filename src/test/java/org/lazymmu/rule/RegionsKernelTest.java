package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;
import org.lazymmu.finding.Region;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Every call of the hooks in real trees, in every view: none missed, none invented. */
@Tag("kernels")
class RegionsKernelTest {
    private static final Path TABLES = Path.of("src/test/resources/trees");
    private static final Pattern HOOK = Pattern.compile("\\barch_(enter|leave|flush)_lazy_mmu_mode\\b");
    private static final Pattern DEFINES = Pattern.compile("(#\\s*define|\\bvoid)\\s+$");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

    /** The generic users of the mode, and those of powerpc's hash MMU. */
    @ParameterizedTest
    @CsvSource({ "mm/memory.c, copy_pte_range", "mm/memory.c, zap_pte_range", "mm/memory.c, remap_pte_range",
            "mm/memory.c, apply_to_pte_range", "mm/mprotect.c, change_pte_range", "mm/mremap.c, move_ptes",
            "mm/madvise.c, madvise_cold_or_pageout_pte_range", "mm/madvise.c, madvise_free_pte_range",
            "mm/migrate_device.c, migrate_vma_collect_pmd", "mm/vmscan.c, walk_pte_range",
            "mm/vmscan.c, walk_pmd_range_locked", "mm/vmscan.c, lru_gen_look_around",
            "arch/powerpc/mm/book3s64/hash_tlb.c, __flush_hash_table_range",
            "arch/powerpc/mm/book3s64/hash_tlb.c, flush_hash_table_pmd_range",
            "arch/powerpc/mm/book3s64/subpage_prot.c, hpte_flush_range" })
    void aUserOfTheModeEntersAndLeaves(String file, String function) {
        assertThat(kinds("6.12", file, function)).containsExactly("enter", "leave");
        assertThat(kinds("6.1", file, function)).containsExactly("enter", "leave");
    }

    @ParameterizedTest
    @CsvSource({ "6.12, pagemap_scan_pmd_entry, enter leave", "6.1, pagemap_scan_pmd_entry, ''" })
    void thePagemapScanUsesTheModeSinceItExists(String version, String function, String kinds) {
        assertThat(String.join(" ", kinds(version, "fs/proc/task_mmu.c", function))).isEqualTo(kinds);
    }

    @ParameterizedTest
    @CsvSource({ "arch/x86/mm/pat/set_memory.c, __kernel_map_pages",
            "arch/x86/include/asm/highmem.h, arch_kmap_local_post_map",
            "arch/x86/include/asm/highmem.h, arch_kmap_local_post_unmap" })
    void aKernelMappingIsOnlyFlushed(String file, String function) {
        assertThat(kinds("6.12", file, function)).containsExactly("flush");
        assertThat(kinds("6.1", file, function)).containsExactly("flush");
    }

    private static Set<String> kinds(String version, String file, String function) {
        Set<String> kinds = new TreeSet<>();
        KernelReports.of(version).regions().stream()
                .filter(r -> r.place().file().equals(file) && r.function().equals(function))
                .forEach(r -> kinds.add(r.kind()));
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void theInventoryIsThatReadInTheSource(String version) throws IOException {
        List<String> read = Files.readAllLines(TABLES.resolve("regions-" + version + ".tsv")).stream()
                .filter(line -> !line.startsWith("#")).toList();
        assertThat(inventory(KernelReports.of(version).regions())).containsExactlyElementsOf(read);
    }

    /** Calls with equal file, function, kind, views and condition, counted. */
    private static List<String> inventory(List<Region> regions) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Region region : regions) {
            String condition = region.condition().isEmpty() ? "-" : region.condition();
            counts.merge(String.join("\t", region.place().file(), region.function(), region.kind(), "%d",
                    String.join(" ", region.architectures()), condition), 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((line, count) -> lines.add(String.format(line, count)));
        return lines;
    }

    /** Another way to the same answer: the hooks' names in the text, without comments, definitions and declarations. */
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void everyMentionOfAHookIsInTheInventory(String version) throws IOException {
        List<String> mentioned = new ArrayList<>();
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            FileText bytes = new FileText();
            for (int file = 0; file < tree.paths().size(); file++) {
                String path = tree.paths().get(file);
                if (path.matches(".*\\.[ch]")) {
                    tree.read(file, bytes);
                    mentioned.addAll(mentions(path, bytes.text(0, bytes.length())));
                }
            }
        }
        assertThat(KernelReports.of(version).regions())
                .extracting(r -> r.place().file() + ":" + r.place().line() + " " + r.hook())
                .containsExactlyInAnyOrderElementsOf(mentioned);
    }

    private static List<String> mentions(String path, String text) {
        if (!text.contains("_lazy_mmu_mode")) {
            return List.of();
        }
        String code = COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\n]", " "));
        List<String> found = new ArrayList<>();
        Matcher hook = HOOK.matcher(code);
        while (hook.find()) {
            String before = code.substring(0, hook.start());
            if (!DEFINES.matcher(before.substring(before.lastIndexOf('\n') + 1)).find()) {
                long line = before.chars().filter(c -> c == '\n').count() + 1;
                found.add(path + ":" + line + " " + hook.group());
            }
        }
        return found;
    }
}
