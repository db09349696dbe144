package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lazymmu.commit.Person;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.rule.Check;
import org.lazymmu.rule.PatchCheck;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;
import org.lazymmu.source.PatchedTree;
import org.lazymmu.source.TextTree;

class FindingsBehaviourTest {
    private static final String HOOKS = """
            #define arch_enter_lazy_mmu_mode() enter()
            #define arch_leave_lazy_mmu_mode() leave()
            """;
    private static final String WRONG = """
            int scan(struct mm_struct *mm)
            {
            	arch_enter_lazy_mmu_mode();
            	if (mm->broken)
            		return -EINVAL;
            	arch_leave_lazy_mmu_mode();
            	return 0;
            }
            """;
    private static final String RIGHT = WRONG.replace("\t\treturn -EINVAL;", "\t\tmm->bad = 1;");
    private static final String RIGHT_OTHERWISE = WRONG.replace("\tif (mm->broken)\n\t\treturn -EINVAL;\n", "");
    private static final String PATCH = """
            --- a/mm/scan.c
            +++ b/mm/scan.c
            @@ -2,5 +2,5 @@
             {
             	arch_enter_lazy_mmu_mode();
             	if (mm->broken)
            -		return -EINVAL;
            +		mm->bad = 1;
             	arch_leave_lazy_mmu_mode();
            """;

    /** Trees by their ids; {@code parent} is that of {@code upstream}, and where every tree began is {@code fork}. */
    private static Behaviour behaviour(Map<String, String> scans) {
        return new FindingsBehaviour(new FindingsBehaviour.Trees() {
            @Override
            public KernelTree open(String commit) {
                Map<String, String> files = new HashMap<>(
                        Map.of("Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n",
                                "arch/x86/include/asm/pgtable.h", HOOKS, "include/linux/pgtable.h", "/* */\n"));
                files.put("mm/scan.c", scans.get(commit));
                return new TextTree(commit, files);
            }

            @Override
            public @Nullable String parent(String commit) {
                return commit.equals("root") ? null : "parent";
            }

            @Override
            public @Nullable String fork(String one, String other) {
                return scans.containsKey("fork") ? "fork" : null;
            }
        }, new FindingsBehaviour.Checker() {
            @Override
            public Report check(KernelTree tree) {
                return Check.run(tree, Check.Options.all(), Check.Progress.NONE);
            }

            @Override
            public Comparison compare(PatchedTree tree) {
                return PatchCheck.run(tree, Check.Options.all(), Check.Progress.NONE);
            }
        });
    }

    private static SeriesPatch patch(String diff) throws PatchException {
        return new SeriesPatch(1, "mm: fix scan", new Person("", ""), null, "mm: fix scan\n", List.of(), null, diff,
                Patch.read("patch", diff.getBytes(StandardCharsets.ISO_8859_1)).diffs());
    }

    private static Behaviour.Outcome outcome(Map<String, String> scans) throws Exception {
        return behaviour(scans).of(patch(PATCH), "upstream", "tip");
    }

    @Test
    void findingsThatWereThereAndAreNotAreGoneWhoeverTookThemAway() throws Exception {
        Behaviour.Outcome outcome = outcome(Map.of("parent", WRONG, "fork", WRONG, "tip", RIGHT_OTHERWISE));
        assertThat(outcome.verdict()).isEqualTo(Behaviour.Verdict.GONE);
        assertThat(outcome.text()).isEqualTo("1 finding that it removes was here and is gone");
        assertThat(outcome.findings()).singleElement().asString().startsWith("mm/scan.c: scan(): ")
                .endsWith(" [missing-leave]");
    }

    @Test
    void findingsThatAreThereAreThere() throws Exception {
        Behaviour.Outcome outcome = outcome(Map.of("parent", WRONG, "fork", WRONG, "tip", "\n\n" + WRONG));
        assertThat(outcome.verdict()).isEqualTo(Behaviour.Verdict.STILL_THERE);
        assertThat(outcome.text()).isEqualTo("1 of 1 findings that it removes is here");
    }

    @Test
    void findingsThatNeverWereThereAreNotGone() throws Exception {
        assertThat(outcome(Map.of("parent", WRONG, "fork", RIGHT, "tip", RIGHT)).verdict())
                .isEqualTo(Behaviour.Verdict.NEVER_THERE);
    }

    @Test
    void aPatchThatRemovesNoFindingsSaysNothing() throws Exception {
        assertThat(outcome(Map.of("parent", WRONG.replace("mm->broken", "mm->odd").replace("\t\treturn -EINVAL;",
                "\t\treturn -EINVAL;"), "fork", WRONG, "tip", RIGHT)).verdict()).isEqualTo(Behaviour.Verdict.UNKNOWN);
        assertThat(behaviour(Map.of("parent", RIGHT, "fork", WRONG, "tip", RIGHT))
                .of(patch(
                        PATCH.replace("return -EINVAL", "mm->bad = 1").replace("+\t\tmm->bad = 1", "+\t\tmm->bad = 2")),
                        "upstream", "tip")
                .verdict()).isEqualTo(Behaviour.Verdict.NO_FINDINGS);
    }

    @Test
    void whatCannotBeWorkedOutIsUnknown() throws Exception {
        assertThat(outcome(Map.of("parent", WRONG, "tip", RIGHT)).text())
                .isEqualTo("none of the findings that it removes is here, and where the tree began is not known");
        assertThat(behaviour(Map.of()).of(patch(PATCH), "root", "tip").verdict()).isEqualTo(Behaviour.Verdict.UNKNOWN);
        assertThat(outcome(Map.of("parent", "int other;\n", "fork", WRONG, "tip", RIGHT)).text())
                .isEqualTo("the patch does not apply to the parent of its commit");
    }
}
