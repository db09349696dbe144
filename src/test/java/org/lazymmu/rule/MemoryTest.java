package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.cache.Cache;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;
import org.lazymmu.source.Trees;

/** What is remembered of trees makes no difference but in time. */
class MemoryTest {
    private static final String CASE = """
            #include <linux/mm.h>

            int walk(struct mm_struct *mm, pte_t *pte, unsigned long addr)
            {
            	arch_enter_lazy_mmu_mode();
            	if (pte_none(ptep_get(pte)))
            		return -ENOENT;
            	set_pte_at(mm, addr, pte, __pte(0));
            	arch_leave_lazy_mmu_mode();
            	return 0;
            }
            """;
    private static final String FIX = """
            --- a/mm/case.c
            +++ b/mm/case.c
            @@ -4,7 +4,7 @@
             {
             	arch_enter_lazy_mmu_mode();
             	if (pte_none(ptep_get(pte)))
            -		return -ENOENT;
            +		goto out;
             	set_pte_at(mm, addr, pte, __pte(0));
            -	arch_leave_lazy_mmu_mode();
            +out:	arch_leave_lazy_mmu_mode();
             	return 0;
            """;
    private static final String NEW_FILE = """
            --- /dev/null
            +++ b/mm/added.c
            @@ -0,0 +1,6 @@
            +#include <linux/mm.h>
            +
            +void added(void)
            +{
            +	arch_enter_lazy_mmu_mode();
            +}
            """;

    @TempDir
    private Path folder;
    private Path tree = Path.of("");
    private final List<String> phases = new ArrayList<>();

    /** Long enough after the files were written for them to be settled. */
    private static final InstantSource LATER = () -> Instant.now().plus(1, ChronoUnit.MINUTES);

    @BeforeEach
    void write() throws IOException {
        tree = folder.resolve("linux");
        for (var file : new MiniKernel("no-nesting").with(CASE).files().entrySet()) {
            write(file.getKey(), file.getValue());
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private Memory memory(InstantSource clock) {
        return new Memory(Cache.in(folder.resolve("cache"), "test", Cache.USUAL_LIMIT, clock), clock);
    }

    private static Check.Options options(String... rules) {
        return new Check.Options(new TreeSet<>(), null, new TreeSet<>(List.of(rules)), 2);
    }

    private Report remembered(String... rules) throws IOException {
        phases.clear();
        try (KernelTree opened = Trees.open(tree)) {
            return memory(LATER).check(opened, options(rules), (phase, done, total) -> note(phase));
        }
    }

    private synchronized void note(String phase) {
        phases.add(phase);
    }

    private Report alone(String... rules) throws IOException {
        try (KernelTree opened = Trees.open(tree)) {
            return Check.run(opened, options(rules), Check.Progress.NONE);
        }
    }

    private static Report timeless(Report report) {
        return report.took(0, 0);
    }

    private void bothAgree() throws IOException {
        assertThat(timeless(remembered())).isEqualTo(timeless(alone()));
        assertThat(timeless(remembered())).isEqualTo(timeless(alone()));
        assertThat(phases).isEmpty();
    }

    @Test
    void doesNotLookAgainAtATreeThatHasNotChanged() throws IOException {
        Report first = remembered();
        assertThat(first.findings()).isNotEmpty();
        assertThat(phases).contains("check");
        Report second = remembered();
        assertThat(phases).isEmpty();
        assertThat(timeless(second)).isEqualTo(timeless(first));
    }

    @Test
    void looksAgainAtWhatHasChanged() throws IOException {
        bothAgree();
        write(MiniKernel.CASE, CASE.replace("\t\treturn -ENOENT;", "\t\taddr++;"));
        bothAgree();
        write("mm/more.c", CASE.replace("walk(", "more("));
        bothAgree();
        Files.delete(tree.resolve("mm/more.c"));
        bothAgree();
        write("mm/Kconfig", "config ONE\n\tbool\n");
        bothAgree();
    }

    @Test
    void seesAFileOfTheSameSizeAndTime() throws IOException {
        Path file = tree.resolve(MiniKernel.CASE);
        var before = Files.getLastModifiedTime(file);
        bothAgree();
        write(MiniKernel.CASE, CASE.replace("\t\treturn -ENOENT;", "\t\taddr = 1234567;"));
        Files.writeString(file, Files.readString(file).replace("addr = 1234567", "pte = pte++ + 1"));
        Files.setLastModifiedTime(file, before);
        bothAgree();
    }

    @Test
    void seesAFileThatWasPutInThePlaceOfAnother() throws IOException {
        bothAgree();
        Path other = folder.resolve("other.c");
        Files.writeString(other, CASE.replace("-ENOENT", "-EINVAL").replace("walk(", "talk("));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(tree.resolve(MiniKernel.CASE)));
        Files.move(other, tree.resolve(MiniKernel.CASE), StandardCopyOption.REPLACE_EXISTING);
        bothAgree();
    }

    @Test
    void doesNotTrustAFileThatWasWrittenJustNow() throws IOException {
        try (KernelTree opened = Trees.open(tree)) {
            memory(InstantSource.system()).check(opened, options(), Check.Progress.NONE);
            memory(InstantSource.system()).check(opened, options(), (phase, done, total) -> note(phase));
        }
        assertThat(phases).contains("check");
    }

    @Test
    void doesNotRememberATreeWithAFileThatCannotBeLookedAt() throws IOException {
        Files.createSymbolicLink(tree.resolve("mm/link.c"), Path.of("case.c"));
        remembered();
        remembered();
        assertThat(phases).contains("check");
        assertThat(timeless(remembered())).isEqualTo(timeless(alone()));
    }

    @Test
    void tellsOptionsApart() throws IOException {
        assertThat(remembered("missing-leave").findings()).isNotEmpty();
        assertThat(remembered("nested-enter").findings()).isEmpty();
        assertThat(phases).contains("check");
        assertThat(remembered("missing-leave").findings()).isNotEmpty();
        assertThat(phases).isEmpty();
    }

    @Test
    void survivesDamage() throws IOException {
        Report whole = remembered();
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThat(timeless(remembered())).isEqualTo(timeless(whole));
        assertThat(phases).contains("check");
    }

    /** A patch is told of in the same way with and without what is remembered of the tree, in whatever order. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void patchesSay(boolean knowsTree) throws IOException {
        if (knowsTree) {
            remembered();
        }
        for (String patch : List.of(FIX, NEW_FILE, FIX + NEW_FILE, FIX)) {
            Comparison alone;
            try (KernelTree opened = Trees.open(tree)) {
                alone = PatchCheck.run(PatchedTree.of(opened, List.of(patch(patch))), options(), Check.Progress.NONE);
            }
            for (int time = 0; time < 2; time++) {
                try (KernelTree opened = Trees.open(tree)) {
                    Comparison known = memory(LATER).compare(PatchedTree.of(opened, List.of(patch(patch))), options(),
                            Check.Progress.NONE);
                    assertThat(known.findings()).isEqualTo(alone.findings());
                    assertThat(known.unanalysed()).isEqualTo(alone.unanalysed());
                    assertThat(known.undecided()).isEqualTo(alone.undecided());
                    assertThat(timeless(known.before())).isEqualTo(timeless(alone.before()));
                    assertThat(timeless(known.after())).isEqualTo(timeless(alone.after()));
                }
            }
        }
    }

    private static Patch patch(String text) throws IOException {
        return Patch.read("p", text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void worksWhereFilesHaveNoIdentity() throws IOException {
        assertThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
        KernelTree texts = new MiniKernel("no-nesting").with(CASE).tree();
        Report report = memory(LATER).check(texts, options(), Check.Progress.NONE);
        assertThat(timeless(report)).isEqualTo(timeless(Check.run(texts, options(), Check.Progress.NONE)));
    }
}
