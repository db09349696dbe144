package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --patch} on the tree of the demo, from the file to the exit status. */
class CheckPatchTest {
    @TempDir
    private Path folder;
    private String before = "";
    private String after = "";

    @BeforeEach
    void makeATreeAndAPatch() throws IOException {
        for (Map.Entry<String, String> file : DemoTree.AFTER.files().entrySet()) {
            Path place = folder.resolve("linux").resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
        before = DemoTree.AFTER.files().get("mm/mremap.c");
        after = before.replace("\tarch_leave_lazy_mmu_mode();\n", "");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(folder.resolve("breaks.patch"), patch(before, after));
        Files.writeString(folder.resolve("mends.patch"), patch(after, before));
    }

    private static String patch(String from, String to) {
        return "From: A\nSubject: mm: x\n\n---\n--- a/mm/mremap.c\n+++ b/mm/mremap.c\n@@ -1," + from.lines().count()
                + " +1," + to.lines().count() + " @@\n" + from.replaceAll("(?m)^", "-").replaceFirst("-\\z", "")
                + to.replaceAll("(?m)^", "+").replaceFirst("\\+\\z", "") + "-- \n2.39.2\n";
    }

    private Session.Result check(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "check";
        all[1] = "linux";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Session(folder).run(all);
    }

    @Test
    void whatAPatchIntroducesIsShownInFull() {
        Session.Result result = check("--patch", "breaks.patch");
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("mm/mremap.c: In function 'move_ptes':").contains("[missing-leave]")
                .contains("\nwith breaks.patch\n").contains("\n3 introduced, 0 fixed, 0 left as before; ");
    }

    @Test
    void theTreeStaysAsItIs() throws IOException {
        check("--patch", "breaks.patch");
        assertThat(folder.resolve("linux/mm/mremap.c")).content().isEqualTo(before);
        assertThat(check().status()).isEqualTo(Exit.CLEAN);
    }

    @Test
    void whatAPatchFixesIsALineAndWhatItLeavesANumber() throws IOException {
        Files.writeString(folder.resolve("linux/mm/mremap.c"), after);
        Session.Result fixed = check("--patch", "mends.patch");
        assertThat(fixed.status()).isEqualTo(Exit.CLEAN);
        assertThat(fixed.out()).contains("fixed: ").doesNotContain("In function")
                .contains("\n0 introduced, 3 fixed, 0 left as before; ");
        Files.writeString(folder.resolve("none.patch"),
                "--- /dev/null\n+++ b/mm/none.c\n@@ -0,0 +1 @@\n+int none;\n");
        Session.Result left = check("--patch", "none.patch");
        assertThat(left.status()).isEqualTo(Exit.CLEAN);
        assertThat(left.out()).doesNotContain("missing-leave")
                .contains("0 introduced, 0 fixed, 3 left as before; ");
    }

    @Test
    void patchesApplyInOrderAndFromStandardInput() {
        assertThat(check("--patch", "breaks.patch", "--patch", "mends.patch").out())
                .contains("with breaks.patch, mends.patch\n").contains("0 introduced, 0 fixed, 0 left");
        Session.Result piped = new Session(folder).withInput(patch(before, after)).run("check", "linux", "--patch",
                "-");
        assertThat(piped.status()).isEqualTo(Exit.FINDINGS);
        assertThat(piped.out()).contains("with standard input\n");
    }

    @Test
    void programsReadTheStatus() {
        String json = check("--patch", "breaks.patch", "--format", "json").out();
        assertThat(json).contains("\"status\" : \"introduced\"").contains("\"patches\" : [")
                .contains("\"breaks.patch\"");
        assertThat(check("--patch", "breaks.patch", "--format", "jsonl").out()).contains("\"status\":\"introduced\"");
    }

    @Test
    void regionsAreThoseOfThePatchedTree() {
        String all = check("--list-regions").out();
        String patched = check("--list-regions", "--patch", "breaks.patch").out();
        assertThat(all).contains("leave: arch_leave_lazy_mmu_mode in 'move_ptes'");
        assertThat(patched).doesNotContain("leave: arch_leave_lazy_mmu_mode in 'move_ptes'");
    }

    @Test
    void aPatchThatDoesNotApplyNamesFileAndHunk() {
        Session.Result result = check("--patch", "mends.patch");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("lazymmu: mends.patch: mm/mremap.c: hunk #1 (line 7) does not apply; it looks"
                        + " as if it had been applied already\n");
    }

    @Test
    void wrongUsageIsOneLine() throws IOException {
        Files.writeString(folder.resolve("letter"), "Dear all,\n");
        assertThat(check("--patch", "none").err())
                .isEqualTo("lazymmu: none: cannot be read (no such file or folder)\n");
        assertThat(check("--patch", "letter").err()).isEqualTo("lazymmu: letter: no unified diff in it\n");
        assertThat(check("--patch", "-", "--patch", "-").err())
                .isEqualTo("lazymmu: --patch -: standard input can be read only once\n");
        assertThat(check("--patch", "breaks.patch", "--baseline", "b.json").err())
                .isEqualTo("lazymmu: --baseline and --patch both say what to compare with; name one of them\n");
        for (String name : new String[]{ "none", "letter", "linux" }) {
            assertThat(check("--patch", name).status()).as(name).isEqualTo(Exit.USAGE);
        }
    }

    @Test
    void whatIsDoneElsewhereIsSaid() throws IOException {
        Files.writeString(folder.resolve("moved.patch"), patch(before, after).replace("@@ -1,", "@@ -3,")
                + "\n--- a/Documentation/x.rst\n+++ b/Documentation/x.rst\n@@ -1 +1 @@\n-a\n+b\n");
        assertThat(check("--patch", "moved.patch").err()).isEqualTo(
                "lazymmu: moved.patch: mm/mremap.c: hunk #1 succeeded at 1 (offset -2 lines)\n"
                        + "lazymmu: Documentation/x.rst: not applied, since the check does not read it\n");
    }

    @Test
    void onlyWhatIsNewlyNotUnderstoodMakesARunInconclusive() throws IOException {
        String torn = "void torn(void)\n{\n\tarch_enter_lazy_mmu_mode();\n\tif (((x)\n\t\ty();\n"
                + "\tarch_leave_lazy_mmu_mode();\n}\n";
        Files.writeString(folder.resolve("torn.patch"), "--- /dev/null\n+++ b/mm/torn.c\n@@ -0,0 +1,"
                + torn.lines().count() + " @@\n" + torn.replaceAll("(?m)^", "+").replaceFirst("\\+\\z", ""));
        assertThat(check("--patch", "torn.patch").status()).isEqualTo(Exit.INCONCLUSIVE);
        Files.writeString(folder.resolve("linux/mm/torn.c"), torn);
        assertThat(check().status()).isEqualTo(Exit.INCONCLUSIVE);
        Files.writeString(folder.resolve("none.patch"),
                "--- /dev/null\n+++ b/mm/none.c\n@@ -0,0 +1 @@\n+int none;\n");
        Session.Result result = check("--patch", "none.patch");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.out()).contains("can hide a finding");
    }
}
