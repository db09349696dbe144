package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** Commits checked one after the other have the reports that each has by itself. */
class SuccessionTest {
    private static final String HEAD = "#include <linux/mm.h>\n\n";
    private static final String BAD = """
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
    private static final String GOOD = BAD.replace("\t\treturn -ENOENT;", "\t\tgoto out;").replace("\tarch_leave",
            "out:\n\tarch_leave");
    private static final String CALLER = """
            int caller(struct mm_struct *mm, pte_t *pte, unsigned long addr)
            {
            	int err;

            	arch_enter_lazy_mmu_mode();
            	err = helper(mm, pte, addr);
            	arch_leave_lazy_mmu_mode();
            	return err;
            }
            """;
    private static final String HELPER = """
            int helper(struct mm_struct *mm, pte_t *pte, unsigned long addr)
            {
            	return 0;
            }
            """;
    private static final String SLEEPING = HELPER.replace("return 0", "might_sleep();\n\treturn 0");

    private static final int MANY = 200;

    @TempDir
    private Path folder;
    private final List<String> commits = new ArrayList<>();
    private final Set<String> expected = new TreeSet<>();

    private Git git() {
        return Git.ofProcess();
    }

    /** One more commit with these files and no others. */
    private void commit(Map<String, String> files) throws IOException {
        StringBuilder stream = new StringBuilder();
        if (commits.isEmpty()) {
            git().run(GitCommand.of("init", "-q", "--bare").values(folder.toString()));
        }
        stream.append("commit refs/heads/main\ncommitter A <a@b> 1700000000 +0000\ndata 1\nx\n");
        if (!commits.isEmpty()) {
            stream.append("from refs/heads/main^0\n");
        }
        stream.append("deleteall\n");
        files.forEach((path, text) -> stream.append("M 100644 inline ").append(path).append("\ndata ")
                .append(text.getBytes(StandardCharsets.UTF_8).length).append('\n').append(text).append('\n'));
        git().at(folder).run(GitCommand.of("fast-import", "--quiet", "--force"), stream.toString());
        commits.add(git().at(folder).run(GitCommand.of("rev-parse", "refs/heads/main")).strip());
    }

    private int findings(String commit) {
        try {
            return alone(commit).findings().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report alone(String commit) throws IOException {
        try (KernelTree tree = Trees.open(git(), folder, commit)) {
            return Check.run(tree, Check.Options.all(), Check.Progress.NONE);
        }
    }

    private void allAgree() throws IOException {
        try (Succession succession = new Succession(git(), folder, Check.Options.all(), Check.Progress.NONE)) {
            succession.expect(expected);
            for (String commit : commits) {
                same(succession.at(commit), alone(commit), "commit " + commits.indexOf(commit));
            }
        }
    }

    private static void same(Report report, Report alone, String which) {
        assertThat(report.findings()).as(which).isEqualTo(alone.findings());
        assertThat(report.unanalysed()).as(which).isEqualTo(alone.unanalysed());
        assertThat(report.undecided()).as(which).isEqualTo(alone.undecided());
        assertThat(report.regions()).as(which).isEqualTo(alone.regions());
        assertThat(report.statistics().files()).as(which).isEqualTo(alone.statistics().files());
        assertThat(report.treeVersion()).as(which).isEqualTo(alone.treeVersion());
        assertThat(report.era()).as(which).isEqualTo(alone.era());
    }

    private static SortedMap<String, String> kernel(String... more) {
        SortedMap<String, String> files = new TreeMap<>(new MiniKernel("no-nesting").with(HEAD + GOOD).files());
        for (int i = 0; i < more.length; i += 2) {
            files.put(more[i], more[i + 1]);
        }
        return files;
    }

    @Test
    void introducesFixesAndLeaves() throws IOException {
        commit(kernel());
        commit(kernel(MiniKernel.CASE, HEAD + BAD));
        commit(kernel(MiniKernel.CASE, HEAD + "int harmless;\n" + BAD));
        commit(kernel(MiniKernel.CASE, HEAD + GOOD));
        allAgree();
    }

    @Test
    void seesWhatAHelperInAnotherFileDoes() throws IOException {
        String other = "mm/helper.c";
        commit(kernel(MiniKernel.CASE, HEAD + CALLER));
        commit(kernel(MiniKernel.CASE, HEAD + CALLER, other, HEAD + HELPER));
        commit(kernel(MiniKernel.CASE, HEAD + CALLER, other, HEAD + SLEEPING));
        commit(kernel(MiniKernel.CASE, HEAD + CALLER));
        commit(kernel(MiniKernel.CASE, HEAD + CALLER, "lib/helper.c", HEAD + SLEEPING));
        allAgree();
    }

    /** Calls into other subsystems are followed where the file mentions the mode, which the caller does not show. */
    @Test
    void seesThatAFileBeginsAndCeasesToMentionTheMode() throws IOException {
        String other = "\nvoid other(void)\n{\n\tarch_enter_lazy_mmu_mode();\n\tarch_leave_lazy_mmu_mode();\n}\n";
        String writing = HELPER.replace("return 0", "set_pte_at(mm, addr, pte, __pte(0));\n\treturn 0");
        String reading = CALLER.replace("\tarch_leave", "\tif (pte_none(ptep_get(pte)))\n\t\terr = 1;\n\tarch_leave");
        for (String path : List.of("kernel/helper.c", "lib/helper.c", "mm/helper.c")) {
            commit(kernel(MiniKernel.CASE, HEAD + reading, path, HEAD + writing));
            commit(kernel(MiniKernel.CASE, HEAD + reading, path, HEAD + writing + other));
            commit(kernel(MiniKernel.CASE, HEAD + reading, path, HEAD + writing, "mm/more.c", HEAD + other));
            commit(kernel(MiniKernel.CASE, HEAD + reading, path, HEAD + writing + other, "fs/more.c", HEAD + other));
        }
        allAgree();
        assertThat(commits.stream().map(this::findings)).startsWith(0, 1, 0, 1);
    }

    @Test
    void doesNotLookAgainAtWhatCannotMatter() throws IOException {
        commit(kernel("drivers/some.c", "int some(int a)\n{\n\treturn a;\n}\n"));
        commit(kernel("drivers/some.c", "int some(int a)\n{\n\treturn a + 1;\n}\n"));
        commit(kernel("drivers/some.c", "void some(struct mm_struct *mm)\n{\n\tarch_enter_lazy_mmu_mode();\n}\n"));
        List<String> phases = new ArrayList<>();
        try (Succession succession = new Succession(git(), folder, Check.Options.all(),
                (phase, done, total) -> phases.add(phase))) {
            succession.at(commits.get(0));
            phases.clear();
            succession.at(commits.get(1));
            assertThat(phases).doesNotContain("check");
            succession.at(commits.get(2));
            assertThat(phases).contains("check");
        }
        allAgree();
    }

    /** A file of a new name takes a number, and with the numbers all that is known would be lost. */
    @Test
    void goesOnWhereAFileAppearsThatWasExpected() throws IOException {
        commit(kernel());
        commit(kernel("drivers/new.c", "int one(int a)\n{\n\treturn a;\n}\n"));
        commit(kernel("drivers/new.c", HEAD + BAD, "lib/other.c", "int two;\n"));
        commit(kernel());
        assertThat(checkedOf(Set.of())).containsExactly(0, 1, 2, 3);
        assertThat(checkedOf(Set.of("drivers/new.c", "lib/other.c"))).containsExactly(0, 2, 3);
        expected.addAll(Set.of("drivers/new.c", "lib/other.c", "drivers/never.c"));
        allAgree();
    }

    /** Which commits are not said to have the same report as the one before without looking. */
    private List<Integer> checkedOf(Set<String> paths) throws IOException {
        List<Integer> checked = new ArrayList<>();
        List<String> phases = new ArrayList<>();
        try (Succession succession = new Succession(git(), folder, Check.Options.all(),
                (phase, done, total) -> phases.add(phase))) {
            succession.expect(paths);
            for (int i = 0; i < commits.size(); i++) {
                phases.clear();
                succession.at(commits.get(i));
                if (phases.contains("check")) {
                    checked.add(i);
                }
            }
        }
        return checked;
    }

    /** What is known of contents that no file has any more is not kept for ever, nor files that code led to which is gone. */
    @Test
    void forgetsWhatItDoesNotNeed() throws IOException {
        commit(kernel(MiniKernel.CASE, HEAD + CALLER));
        SortedMap<String, String> many = kernel(MiniKernel.CASE, HEAD + CALLER, "mm/helper.c",
                HEAD + HELPER.replace("return 0", "return call_0(mm, pte, addr)"));
        for (int i = 0; i < MANY; i++) {
            many.put("mm/call_" + i + ".c", HEAD + HELPER.replace("helper", "call_" + i).replace("return 0",
                    i == MANY - 1 ? "might_sleep();\n\treturn 0" : "return call_" + (i + 1) + "(mm, pte, addr)"));
        }
        commit(many);
        for (int i = 0; i < 6; i++) {
            commit(kernel(MiniKernel.CASE, HEAD + "int harmless_" + i + ";\n" + CALLER));
        }
        expected.addAll(many.keySet());
        allAgree();
        try (Succession succession = new Succession(git(), folder, Check.Options.all(), Check.Progress.NONE)) {
            succession.expect(expected);
            succession.at(commits.get(0));
            int needed = succession.filesKept();
            succession.at(commits.get(1));
            assertThat(succession.filesKept()).isGreaterThan(2 * needed);
            succession.at(commits.get(2));
            assertThat(succession.filesKept()).isLessThan(needed + MANY / 2);
        }
    }

    @Test
    void goesBackAndForth() throws IOException {
        commit(kernel());
        commit(kernel(MiniKernel.CASE, HEAD + BAD));
        commit(kernel(MiniKernel.CASE, HEAD + CALLER, "mm/helper.c", HEAD + SLEEPING));
        List<String> once = List.copyOf(commits);
        commits.addAll(List.of(once.get(0), once.get(2), once.get(1), once.get(2), once.get(0)));
        allAgree();
    }

    /** One that has files of other names is listed anew, which must not matter to what comes after it. */
    @ParameterizedTest
    @ValueSource(strings = { "README", "lib/other.c" })
    void goesOnAfterATreeThatIsNoKernel(String only) throws IOException {
        commit(kernel());
        commit(new TreeMap<>(Map.of(only, "none\n")));
        commit(kernel(MiniKernel.CASE, HEAD + BAD));
        try (Succession succession = new Succession(git(), folder, Check.Options.all(), Check.Progress.NONE)) {
            succession.at(commits.get(0));
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> succession.at(commits.get(1))))
                    .hasMessageContaining("not a kernel tree");
            same(succession.at(commits.get(2)), alone(commits.get(2)), "the last");
        }
    }

    /** With a seed that is told, and can be given. */
    private static Random random() {
        long seed = Long.getLong("succession.seed", System.nanoTime());
        System.getLogger(SuccessionTest.class.getName()).log(System.Logger.Level.INFO, "succession.seed=" + seed);
        return new Random(seed);
    }

    /** Random edits: texts of one file in another, files that come and go, options. */
    @Test
    void agreesWithEachAloneOnRandomEdits() throws IOException {
        Random random = random();
        List<String> texts = List.of(HEAD + GOOD, HEAD + BAD, HEAD + CALLER, HEAD + HELPER, HEAD + SLEEPING,
                HEAD + CALLER + "\n" + SLEEPING, "#ifdef CONFIG_SOME\n" + HEAD + BAD + "#endif\n", "int nothing;\n",
                "#define helper(mm, pte, addr) might_sleep()\n");
        List<String> places = List.of(MiniKernel.CASE, "mm/helper.c", "drivers/one.c", "kernel/two.c",
                "include/linux/three.h", "arch/x86/mm/four.c");
        SortedMap<String, String> files = kernel();
        for (int i = 0; i < 14; i++) {
            String place = places.get(random.nextInt(places.size()));
            if (random.nextInt(5) == 0) {
                files.remove(place);
            } else {
                files.put(place, texts.get(random.nextInt(texts.size())));
            }
            if (random.nextInt(6) == 0) {
                files.put("mm/Kconfig",
                        "config SOME\n\tbool \"some\"\n" + (random.nextBoolean() ? "\tdepends on X86\n" : ""));
            }
            commit(files);
        }
        if (random.nextBoolean()) {
            expected.addAll(places);
        }
        allAgree();
    }

    /** Random edits of single functions, where regions share helpers, macros and tables in several files. */
    @Test
    void agreesWithEachAloneOnRandomEditsOfFunctions() throws IOException {
        Random random = random();
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            pieces.add(piece(i, random));
        }
        for (int commit = 0; commit < 16; commit++) {
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int which = random.nextInt(PIECES);
                pieces.set(which, piece(which, random));
            }
            commit(kernel("include/linux/three.h", String.join("\n", pieces.subList(0, 4)),
                    "mm/helper.c", HEAD + "#include <linux/three.h>\n" + String.join("\n", pieces.subList(4, 8)),
                    MiniKernel.CASE, HEAD + "#include <linux/three.h>\n" + String.join("\n", pieces.subList(8, 12)),
                    "arch/x86/mm/four.c", HEAD + String.join("\n", pieces.subList(12, PIECES))));
        }
        allAgree();
    }

    /** What a header ends for its callers is judged in all views by whether some architecture calls it. */
    @Test
    void noticesThatAnotherArchitectureStopsCalling() throws IOException {
        String header = "static inline int ends(struct mm_struct *mm)\n{\n\tarch_leave_lazy_mmu_mode();\n\treturn 0;\n}\n";
        String calls = HEAD + "int four(struct mm_struct *mm)\n{\n\treturn ends(mm);\n}\n";
        String other = HEAD + "int four(struct mm_struct *mm)\n{\n\treturn 0;\n}\n";
        commit(kernel("include/linux/three.h", header, "arch/x86/mm/four.c", calls));
        commit(kernel("include/linux/three.h", header, "arch/x86/mm/four.c", other));
        commit(kernel("include/linux/three.h", header, "arch/x86/mm/four.c", calls));
        allAgree();
    }

    private static final int PIECES = 15;

    /** A text for a place: macros and inlines, then helpers, then regions, then an architecture's. */
    private static String piece(int place, Random random) {
        String shift = "\n".repeat(random.nextInt(3)) + (random.nextInt(4) == 0 ? "/* told */\n" : "");
        String call = List.of("h4", "h5", "h6", "h7", "m0", "i1", "i2").get(random.nextInt(7)) + "(mm, pte, addr)";
        String does = List.of("", "might_sleep();", "cond_resched();", call + ";", "if (addr) " + call + ";",
                "arch_leave_lazy_mmu_mode();", "arch_enter_lazy_mmu_mode();", "set_pte_at(mm, addr, pte, __pte(0));",
                "ptep_get(pte);", "lazy_fn(mm, pte, addr);").get(random.nextInt(10));
        String arguments = "(struct mm_struct *mm, pte_t *pte, unsigned long addr)";
        return shift + switch (place) {
            case 0 -> "#define m0(mm, pte, addr) do { " + does.replace("m0(", "h4(") + " } while (0)\n";
            case 1, 2 -> (random.nextInt(3) == 0 ? "#ifdef HAS_" + place + "\n" : "#ifndef CONFIG_B\n")
                    + "static inline int i" + place + arguments + "\n{\n\t" + does + "\n\treturn 0;\n}\n#endif\n";
            case 3 -> List.of("#define HAS_1\n", "#define HAS_2 1\n", "", "typedef int (*fn_t)(int);\n",
                    "struct table {\n\tint (*lazy_fn)(int);\n};\n").get(random.nextInt(5));
            case 4, 5, 6, 7 -> (random.nextInt(5) == 0 ? "static " : "") + "int h" + place + arguments + "\n{\n\t"
                    + does + "\n\treturn 0;\n}\n";
            case 8, 9,
                    10 -> "int r" + place + arguments + "\n{\n\tarch_enter_lazy_mmu_mode();\n\t" + does + "\n\t" + call
                            + ";\n" + (random.nextInt(6) == 0 ? "" : "\tarch_leave_lazy_mmu_mode();\n")
                            + "\treturn 0;\n}\n";
            case 11 -> "static const struct table tables = { .lazy_fn = h" + (4 + random.nextInt(4)) + " };\n";
            case 12 -> "int lazy_fn" + arguments + "\n{\n\t" + does + "\n\treturn 0;\n}\n";
            case 13 ->
                    "int x13" + arguments + "\n{\n\tr" + (8 + random.nextInt(3)) + "(mm, pte, addr);\n\treturn 0;\n}\n";
            default ->
                    "irqreturn_t x14(int irq, void *data)\n{\n\t" + (random.nextBoolean() ? "x13(data, data, 0);" : "")
                            + "\n\treturn 0;\n}\n";
        };
    }

    @Test
    void namesTheRepository() throws IOException {
        commit(kernel());
        try (Succession succession = new Succession(git(), folder, Check.Options.all(), Check.Progress.NONE)) {
            assertThat(succession.at(commits.getFirst()).treeName()).isEqualTo(String.valueOf(folder.getFileName()));
        }
        assertThat(Files.exists(folder.resolve("HEAD"))).isTrue();
    }
}
