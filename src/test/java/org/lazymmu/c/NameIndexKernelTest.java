package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** The index against universal-ctags: no function that others can see is missed. */
@Tag("kernels")
class NameIndexKernelTest {
    /** What ctags takes for a function and is none. */
    private static final Set<String> NOT_FUNCTIONS = Set.of("__init", "PARA_PATCH");

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void missesNoFunctionThatCtagsFinds(String version) throws IOException {
        Path root = RealKernels.tree(version);
        List<String> missed = new ArrayList<>();
        int compared = 0;
        try (KernelTree tree = Trees.open(root)) {
            NameIndex index = NameIndex.scan(tree, List.of(), 2, done -> {
            });
            Path list = Files.createTempFile("lazymmu-", ".files");
            Files.write(list, tree.paths().stream().filter(path -> path.matches(".*\\.[ch]"))
                    .collect(Collectors.toList()));
            for (String line : ctags(root, list)) {
                String[] fields = line.split("\t", -1);
                String path = fields[0];
                boolean ownOnly = path.endsWith(".c") && fields[3].equals("file");
                if (ownOnly || NOT_FUNCTIONS.contains(fields[2])) {
                    continue;
                }
                compared++;
                int file = tree.find(path);
                boolean found = index.definers(fields[2]).stream()
                        .anyMatch(d -> d.file() == file && (d.kinds() & NameIndex.FUNCTION) != 0);
                if (!found && !isStatic(root.resolve(path), Integer.parseInt(fields[1]))) {
                    missed.add(path + ":" + fields[1] + " " + fields[2]);
                }
            }
            Files.delete(list);
        }
        assertThat(compared).isGreaterThan(150_000);
        assertThat(missed).isEmpty();
    }

    private static List<String> ctags(Path root, Path list) throws IOException {
        Process ctags;
        try {
            ctags = new ProcessBuilder("ctags", "--kinds-C=f", "--langmap=C:.c.h", "--languages=C", "-x",
                    "--_xformat=%F\t%n\t%N\t%f", "--fields=+f", "-f", "-", "-L", list.toString())
                    .directory(root.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            assumeTrue(false, "universal-ctags is not installed: " + e.getMessage());
            return List.of();
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ctags.getInputStream(), StandardCharsets.ISO_8859_1))) {
            return lines.lines().toList();
        }
    }

    /** ctags calls a few static functions visible, when a name like theirs is declared elsewhere. */
    private static boolean isStatic(Path file, int line) throws IOException {
        if (file.toString().endsWith(".h")) {
            return false;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return lines.subList(Math.max(0, line - 3), line).stream().anyMatch(text -> text.startsWith("static "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void findsTheHooksOfTheMode(String version) throws IOException {
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            NameIndex index = NameIndex.scan(tree, List.of("lazy_mmu"), 2, done -> {
            });
            Map<String, Integer> enter = index.definers("arch_enter_lazy_mmu_mode").stream()
                    .collect(Collectors.toMap(d -> tree.paths().get(d.file()), NameIndex.Definer::kinds));
            assertThat(enter).containsEntry("include/linux/pgtable.h", NameIndex.CALL_MACRO)
                    .containsEntry("arch/x86/include/asm/paravirt.h", NameIndex.FUNCTION)
                    .containsEntry("arch/sparc/mm/tlb.c", NameIndex.FUNCTION);
            assertThat(index.mentions("lazy_mmu")).hasSizeGreaterThan(15);
            assertThat(index.losses()).isEmpty();
        }
    }
}
