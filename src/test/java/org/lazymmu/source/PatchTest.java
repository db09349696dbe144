package org.lazymmu.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What patches do to a tree of a few files, and which are refused. */
class PatchTest {
    private static final String A = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
    private static final Map<String, String> FILES = Map.of("Makefile", "VERSION = 6\nPATCHLEVEL = 12\n", "mm/a.c", A,
            "mm/b.c", "b\n", "include/linux/mm.h", "h\n", "kernel/fork.c", "fork\n", "mm/crlf.c", "x\r\ny\r\nz\r\n",
            "mm/open.c", "x\ny");
    /** Puts 4 in the place of "four". */
    private static final String HUNK = "@@ -3,3 +3,3 @@ func\n three\n-four\n+4\n five\n";
    private static final String FOUR = A.replace("four", "4");
    private static final String CHANGE = "--- a/mm/a.c\n+++ b/mm/a.c\n" + HUNK;

    private static PatchedTree apply(String... patches) throws IOException {
        List<Patch> read = new ArrayList<>();
        for (String patch : patches) {
            read.add(Patch.read("p" + (read.size() + 1), patch.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return PatchedTree.of(new TextTree("linux", FILES), read);
    }

    /** What the patched tree has otherwise than the tree; null where a file is gone. */
    private static Map<String, String> changed(String... patches) throws IOException {
        PatchedTree tree = apply(patches);
        Map<String, String> result = new TreeMap<>();
        for (int file : tree.touched()) {
            String path = tree.paths().get(file);
            result.put(path, tree.find(path) < 0 ? "gone" : text(tree, file));
        }
        return result;
    }

    private static String text(KernelTree tree, int file) throws IOException {
        FileText text = new FileText();
        tree.read(file, text);
        return text.text(0, text.length());
    }

    private static void refused(String patch, String message) {
        assertThatThrownBy(() -> apply(patch)).isInstanceOf(PatchException.class).hasMessage("p1: " + message);
    }

    @Test
    void aChangeIsMadeInMemory() throws IOException {
        PatchedTree tree = apply(CHANGE);
        int file = tree.find("mm/a.c");
        assertThat(text(tree, file)).isEqualTo(FOUR);
        assertThat(text(tree.unpatched(), file)).isEqualTo(A);
        assertThat(tree.touched()).containsExactly(file);
        assertThat(tree.paths()).isEqualTo(new TextTree("linux", FILES).paths());
        assertThat(tree.patches()).containsExactly("p1");
        assertThat(tree.moved()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "--- a/mm/a.c\n+++ b/mm/a.c\n", "--- mm/a.c\n+++ mm/a.c\n", "--- ./mm/a.c\n+++ ./mm/a.c\n",
            "--- linux-6.12.orig/mm/a.c\t2025-01-01 10:00:00.000000000 +0100\n+++ linux-6.12/mm/a.c\t2025-01-02\n",
            "--- kernel/mm/a.c\n+++ kernel/mm/a.c\n", "--- kernel.orig/mm/a.c\n+++ kernel/mm/a.c\n",
            "--- mm/a.c.orig\n+++ mm/a.c\n", "--- mm/a.c\n+++ mm/a.c.new\n",
            "--- \"a/mm/\\141.c\"\n+++ \"b/mm/a.c\"\n", "--- a//mm/a.c\n+++ b//mm/./a.c\n",
            "diff --git a/mm/a.c b/mm/a.c\nindex 0123456..789abcd 100644\n--- a/mm/a.c\n+++ b/mm/a.c\n",
            "diff --git mm/a.c mm/a.c\nindex 0123456..789abcd 100644\n--- mm/a.c\n+++ mm/a.c\n",
            "diff --git a/mm/a.c b/mm/a.c\nold mode 100644\nnew mode 100755\nindex 012..789\n--- a/mm/a.c\n+++ b/mm/a.c\n",
            "diff -Nur a/mm/a.c b/mm/a.c\n--- a/mm/a.c\n+++ b/mm/a.c\n",
            "Index: mm/a.c\n===================================================================\n--- mm/a.c\t(revision 1)\n+++ mm/a.c\t(working copy)\n",
            "From 0123 Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nSubject: [PATCH] mm: --- a/x\n\n--- a/mm/b.c is fine.\ndiff --git is a program\n---\n mm/a.c | 2 +-\n\n--- a/mm/a.c\n+++ b/mm/a.c\n" })
    void namesAreUnderstood(String header) throws IOException {
        assertThat(changed(header + HUNK)).isEqualTo(Map.of("mm/a.c", FOUR));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-- \n2.39.2\n", "--\n2.39.2\n", "\nFrom abc Mon Sep 17\nSubject: x\n\n words\n",
            "diff --git a/x b/x\nsimilarity index 100%\n", "\n\n" })
    void whatFollowsAHunkIsLeftAlone(String rest) throws IOException {
        assertThat(changed(CHANGE + rest.replace("a/x b/x", "a/Documentation/x b/Documentation/x")))
                .isEqualTo(Map.of("mm/a.c", FOUR));
    }

    @Test
    void severalPatchesApplyOneOnTopOfTheOther() throws IOException {
        String next = "--- a/mm/a.c\n+++ b/mm/a.c\n@@ -3,3 +3,3 @@\n three\n-4\n+IV\n five\n";
        Map<String, String> expected = Map.of("mm/a.c", A.replace("four", "IV"));
        assertThat(changed(CHANGE, next)).isEqualTo(expected);
        assertThat(changed(CHANGE + "-- \n2.39\n\nFrom 1 Mon\nSubject: second\n\n---\n mm/a.c | 2 +-\n" + next))
                .isEqualTo(expected);
        assertThat(changed(CHANGE + next)).isEqualTo(expected);
    }

    @Test
    void aPatchThatIsTakenBackTouchesNothing() throws IOException {
        assertThat(changed(CHANGE, "--- a/mm/a.c\n+++ b/mm/a.c\n@@ -4 +4 @@\n-4\n+four\n")).isEmpty();
    }

    @Test
    void filesAppearAndVanish() throws IOException {
        String born = "@@ -0,0 +1,2 @@\n+new\n+file\n";
        for (String header : List.of("--- /dev/null\n+++ b/mm/aa.c\n", "--- /dev/null\n+++ mm/aa.c\n",
                "diff --git a/mm/aa.c b/mm/aa.c\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/mm/aa.c\n",
                "--- linux.orig/mm/aa.c\t1970-01-01 01:00:00.000000000 +0100\n+++ linux/mm/aa.c\t2025-01-01\n")) {
            assertThat(changed(header + born)).as(header).isEqualTo(Map.of("mm/aa.c", "new\nfile\n"));
        }
        String gone = "@@ -1 +0,0 @@\n-b\n";
        for (String header : List.of("--- a/mm/b.c\n+++ /dev/null\n",
                "diff --git a/mm/b.c b/mm/b.c\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/mm/b.c\n+++ /dev/null\n")) {
            assertThat(changed(header + gone)).as(header).isEqualTo(Map.of("mm/b.c", "gone"));
        }
        assertThat(changed("diff --git a/mm/e.c b/mm/e.c\nnew file mode 100644\nindex 0000000..e69de29\n"))
                .isEqualTo(Map.of("mm/e.c", ""));
    }

    @Test
    void bothSidesHaveTheSameNumbers() throws IOException {
        PatchedTree tree = apply("--- /dev/null\n+++ b/mm/aa.c\n@@ -0,0 +1 @@\n+new\n",
                "--- a/mm/b.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n");
        KernelTree before = tree.unpatched();
        assertThat(tree.paths()).isSorted().containsAll(FILES.keySet()).contains("mm/aa.c").isEqualTo(before.paths());
        for (String path : tree.paths()) {
            int file = tree.paths().indexOf(path);
            assertThat(tree.find(path)).isEqualTo(path.equals("mm/b.c") ? -1 : file);
            assertThat(before.find(path)).isEqualTo(path.equals("mm/aa.c") ? -1 : file);
            assertThat(text(before, file)).isEqualTo(FILES.getOrDefault(path, ""));
        }
        assertThat(text(tree, tree.paths().indexOf("mm/b.c"))).isEmpty();
        assertThat(tree.find("mm/none.c")).isEqualTo(-1);
    }

    @Test
    void renamesAndCopiesAreOfTheFileAsItWasBefore() throws IOException {
        String copy = "diff --git a/mm/a.c b/mm/c.c\nsimilarity index 90%\ncopy from mm/a.c\ncopy to mm/c.c\nindex 1..2 100644\n"
                + "--- a/mm/a.c\n+++ b/mm/c.c\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n";
        assertThat(changed("diff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\n" + CHANGE + copy))
                .isEqualTo(Map.of("mm/a.c", FOUR, "mm/c.c", A.replace("one", "1")));
        String rename = "diff --git a/mm/a.c b/kernel/a.c\nsimilarity index 100%\nrename from mm/a.c\nrename to kernel/a.c\n";
        assertThat(changed(rename)).isEqualTo(Map.of("mm/a.c", "gone", "kernel/a.c", A));
        String swap = "diff --git a/mm/b.c b/mm/a.c\nrename from mm/b.c\nrename to mm/a.c\ndiff --git a/mm/a.c b/mm/b.c\n"
                + "rename from mm/a.c\nrename to mm/b.c\n";
        assertThat(changed(swap)).isEqualTo(Map.of("mm/a.c", "b\n", "mm/b.c", A));
    }

    @Test
    void linesEndAsTheFileHasThem() throws IOException {
        assertThat(changed("--- a/mm/crlf.c\n+++ b/mm/crlf.c\n@@ -1,2 +1,2 @@\n-x\r\n+X\r\n y\r\n"))
                .isEqualTo(Map.of("mm/crlf.c", "X\r\ny\r\nz\r\n"));
        assertThat(changed(CHANGE.replace("\n", "\r\n"))).isEqualTo(Map.of("mm/a.c", FOUR));
        assertThat(changed(
                "--- a/mm/open.c\n+++ b/mm/open.c\n@@ -1,2 +1,3 @@\n x\n-y\n\\ No newline at end of file\n+y\n+z\n\\ No newline at end of file\n"))
                .isEqualTo(Map.of("mm/open.c", "x\ny\nz"));
        assertThat(changed("--- a/mm/b.c\n+++ b/mm/b.c\n@@ -1 +1 @@\n-b\n+b\n\\ Kein Zeilenumbruch am Dateiende.\n"))
                .isEqualTo(Map.of("mm/b.c", "b"));
    }

    @Test
    void blanksThatAMailProgramCutOffAreContext() throws IOException {
        String file = "--- /dev/null\n+++ b/mm/n.c\n@@ -0,0 +1,3 @@\n+a\n+\n+b\n";
        assertThat(changed(file, "--- a/mm/n.c\n+++ b/mm/n.c\n@@ -1,3 +1,3 @@\n a\n\n-b\n+B\n"))
                .isEqualTo(Map.of("mm/n.c", "a\n\nB\n"));
    }

    @Test
    void hunksThatMovedAreFoundAndSaidSo() throws IOException {
        PatchedTree tree = apply(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -1,3 +1,3 @@"));
        assertThat(tree.moved()).containsExactly(new HunkPlacement("p1", "mm/a.c", 1, 3, 0, 2));
        PatchedTree fuzzy = apply(CHANGE.replace(" three", " drei"));
        assertThat(fuzzy.moved()).containsExactly(new HunkPlacement("p1", "mm/a.c", 1, 3, 1, 0));
        assertThat(text(fuzzy, fuzzy.find("mm/a.c"))).isEqualTo(FOUR);
    }

    @Test
    void whatIsNoSourceOfTheKernelIsNamed() throws IOException {
        PatchedTree tree = apply("--- a/Documentation/mm/x.rst\n+++ b/Documentation/mm/x.rst\n@@ -1 +1 @@\n-a\n+b\n"
                + "--- a/tools/mm/x.c\n+++ b/tools/mm/x.c\n@@ -1 +1 @@\n-a\n+b\n"
                + "--- mm/a.S\n+++ mm/a.S\n@@ -1 +1 @@\n-a\n+b\n"
                + "diff --git a/logo.png b/logo.png\nindex 1..2\nBinary files a/logo.png and b/logo.png differ\n");
        assertThat(tree.touched()).isEmpty();
        assertThat(tree.outside()).containsExactly("Documentation/mm/x.rst", "logo.png", "mm/a.S", "tools/mm/x.c");
    }

    @Test
    void whatDoesNotApplyNamesFileAndHunk() {
        refused(CHANGE.replace("-four", "-vier"), "mm/a.c: hunk #1 (line 3) does not apply");
        refused(CHANGE + "@@ -6,2 +6,2 @@\n six\n-acht\n+8\n", "mm/a.c: hunk #2 (line 8) does not apply");
        refused(CHANGE + "\n" + CHANGE,
                "mm/a.c: hunk #1 (line 11) does not apply; it looks as if it had been applied already");
        refused("--- a/mm/none.c\n+++ b/mm/none.c\n" + HUNK, "mm/none.c (line 1): no such file in the tree");
        refused("--- /dev/null\n+++ b/mm/b.c\n@@ -0,0 +1 @@\n+x\n",
                "mm/b.c (line 1): is created by the patch, but is there already");
        refused("--- a/mm/a.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n",
                "mm/a.c (line 1): is deleted by the patch, but has more in it than the patch deletes");
        refused("diff --git a/tools/x.h b/include/x.h\nsimilarity index 100%\nrename from tools/x.h\nrename to include/x.h\n",
                "include/x.h (line 1): comes from tools/x.h, which is not part of the tree that is checked");
        refused("--- a/mm/a.c\n+++ b/mm/a.c\n@@ -5 +5 @@\n-five\n+5\n@@ -2 +2 @@\n-two\n+2\n",
                "mm/a.c: hunk #2 (line 6) does not apply");
    }

    @Test
    void oneThatDoesNotApplySpoilsAll() {
        assertThatThrownBy(() -> apply(CHANGE, CHANGE)).hasMessageStartingWith("p2: mm/a.c: hunk #1");
    }

    @Test
    void whatIsNotWholeIsRefused() {
        refused("", "no unified diff in it");
        refused("Hello,\nnothing here.\n", "no unified diff in it");
        refused("*** a/mm/a.c\n--- b/mm/a.c\n***************\n*** 1,2 ****\n  x\n",
                "a context diff; make a unified one (diff -u)");
        refused(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -3,4 +3,4 @@"),
                "line 8: mm/a.c: hunk #1 has fewer lines than its header says".replace("mm/", "b/mm/"));
        refused(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -3,2 +3,2 @@"),
                "line 7: b/mm/a.c: hunk #1 has more lines than its header says");
        refused(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -3,3 +3,2 @@"),
                "line 7: b/mm/a.c: hunk #1 has other lines than its header says");
        refused(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -3,3 @@"), "line 3: b/mm/a.c: hunk #1 has a malformed header");
        refused(CHANGE.replace("@@ -3,3 +3,3 @@", "@@ -99999999999,3 +3,3 @@"),
                "line 3: b/mm/a.c: hunk #1 has a malformed header");
        refused(CHANGE.replace("-four\n+4\n", " four\n"), "line 3: b/mm/a.c: hunk #1 changes nothing");
        refused(CHANGE.substring(0, CHANGE.indexOf("@@")), "line 3: the header of a diff without hunks after it");
        refused("diff --git a/mm/a.c b/mm/a.c\nindex 1..2\n--- a/mm/a.c\n",
                "line 3: the header of a diff without its second line");
        refused("diff --git a/mm/a.c b/mm/c.c\nrename from mm/a.c\nlost\n",
                "line 1: a rename or copy that names one file only");
        refused("--- /dev/null\n+++ /dev/null\n@@ -0,0 +1 @@\n+x\n", "line 1: a diff that names no file");
        refused(CHANGE + "--- lost a line\n", "line 8: b/mm/a.c: hunk #1 has more lines than its header says");
        refused("diff --cc mm/a.c\nindex 1,2..3\n--- a/mm/a.c\n+++ b/mm/a.c\n@@@ -1,1 -1,1 +1,1 @@@\n",
                "line 1: the diff of a merge has several sides and cannot be applied");
    }

    @Test
    void whatCannotBeReadAsTextIsRefused() {
        refused("diff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZ\n",
                "mm/a.c (line 1): a binary diff of a file that would have to be read");
        refused("diff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\nBinary files a/mm/a.c and b/mm/a.c differ\n",
                "mm/a.c (line 1): a binary diff of a file that would have to be read");
        refused("diff --git a/mm/l.c b/mm/l.c\nnew file mode 120000\nindex 0..1\n--- /dev/null\n+++ b/mm/l.c\n@@ -0,0 +1 @@\n+a.c\n\\ No newline at end of file\n",
                "mm/l.c (line 1): a symbolic link, which cannot be patched");
    }

    @Test
    void encodedMailIsRefusedAndOtherMailIsNot() throws IOException {
        String mail = "From a Mon Sep 17\nSubject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: ";
        refused(mail + "quoted-printable\n\n" + CHANGE,
                "line 13: a mail in quoted-printable; save the patch as plain text");
        refused(mail + "BASE64\n\nLS0t\n", "line 4: a mail in base64; save the patch as plain text");
        assertThat(changed(mail + "quoted-printable\n\nHello=20\n\n" + mail + "8bit\n\n" + CHANGE))
                .isEqualTo(Map.of("mm/a.c", FOUR));
    }

    @Test
    void namesThatLeaveTheTreeAreRefused() {
        refused("--- a/../../etc/a.c\n+++ b/../../etc/a.c\n" + HUNK,
                "../../etc/a.c (line 1): name that leaves the tree");
        refused("--- a/mm/../mm/a.c\n+++ b/mm/../mm/a.c\n" + HUNK, "mm/../mm/a.c (line 1): name that leaves the tree");
        refused("--- /etc/passwd\n+++ /etc/passwd\n" + HUNK, "passwd (line 1): absolute name");
        refused("--- \"a/mm/\\033[31m.c\"\n+++ \"b/mm/\\033[31m.c\"\n" + HUNK,
                "mm/\\x1b[31m.c (line 1): control character in the name");
        refused("diff --git a/x b/x\nrename from ../x.c\nrename to mm/x.c\n",
                "mm/x.c (line 1): name that leaves the tree");
        refused("--- a/" + "x/".repeat(3000) + "a.c\n+++ b/mm/a.c\n" + HUNK,
                "mm/a.c (line 1): name longer than 4096 bytes");
    }

    @Test
    void hostileSizesEndSoon() {
        StringBuilder patch = new StringBuilder("--- /dev/null\n+++ b/mm/big.c\n@@ -0,0 +1,200000 @@\n");
        patch.append("+same\n".repeat(200_000)).append("\n--- a/mm/big.c\n+++ b/mm/big.c\n");
        for (int i = 0; i < 100; i++) {
            patch.append("@@ -1,20000 +1,20000 @@\n").append(" same\n".repeat(19_999)).append("-other\n+x\n");
        }
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> assertThatThrownBy(() -> apply(patch.toString()))
                .hasMessage("p1: mm/big.c: hunk #1 (line 200007) was sought for too long"));
    }

    @Test
    void aTruncatedPatchNeverAppliesAsIfItWereWhole() throws IOException {
        String whole = "From a\nSubject: b\n\ndiff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\n" + CHANGE;
        int lastLine = whole.lastIndexOf(" five"); // a cut in it cannot be seen, or looks like a line feed that was forgotten
        for (int length = 0; length <= lastLine; length++) {
            String part = whole.substring(0, length);
            try {
                assertThat(apply(part).touched()).as(part).isEmpty();
            } catch (PatchException refused) {
                assertThat(refused.getMessage()).startsWith("p1: ").doesNotContain("\n");
            }
        }
        assertThat(changed(whole.substring(0, whole.length() - 1))).isEqualTo(Map.of("mm/a.c", FOUR));
    }

    /** Patches with lines lost, doubled, exchanged and cut end in a tree or in one line, never otherwise. */
    @Test
    void damagedPatchesEndInOneLine() throws IOException {
        String whole = "From a Mon Sep 17\nContent-Transfer-Encoding: 8bit\n\ndiff --git a/mm/a.c b/mm/c.c\nsimilarity index 90%\n"
                + "rename from mm/a.c\nrename to mm/c.c\nindex 1..2 100644\n--- a/mm/a.c\n+++ b/mm/c.c\n" + HUNK
                + "@@ -7 +7,2 @@\n seven\n+eight\ndiff --git \"a/mm/\\303\\251.c\" \"b/mm/\\303\\251.c\"\nnew file mode 100644\n"
                + "--- /dev/null\n+++ \"b/mm/\\303\\251.c\"\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n-- \n2.39\n\n"
                + "--- mm/b.c\t2025-01-01\n+++ mm/b.c\t2025-01-02\n@@ -1 +1 @@\n-b\n+c\n";
        assertThat(changed(whole)).containsOnlyKeys("mm/a.c", "mm/b.c", "mm/c.c", "mm/\u00e9.c");
        long seed = Long.getLong("patch.seed", 1);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            String damaged = damaged(random, whole);
            try {
                apply(damaged);
            } catch (PatchException e) {
                refused++;
                assertThat(e.getMessage()).as(damaged).startsWith("p1: ");
                assertThat(e.getMessage().chars()).as(damaged).noneMatch(Character::isISOControl);
            }
        }
        assertThat(refused).as("-Dpatch.seed=" + seed).isBetween(500, 2900);
    }

    private static String damaged(Random random, String whole) {
        List<String> lines = new ArrayList<>(HunkPlacer.lines(whole));
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, line.substring(random.nextInt(line.length() + 1)));
                case 3 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                default -> {
                    char[] characters = (line + "\n").toCharArray();
                    characters[random.nextInt(characters.length)] = (char) random.nextInt(256);
                    lines.set(at, new String(characters));
                }
            }
        }
        return String.join("", lines);
    }
}
