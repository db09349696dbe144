package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lazymmu.history.TinyHistory.CASE;
import static org.lazymmu.history.TinyHistory.bad;
import static org.lazymmu.history.TinyHistory.file;
import static org.lazymmu.history.TinyHistory.good;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which commit introduced a finding, and which one fixed it: histories of which that is known. */
@Timeout(120)
class AttributionTest {
    private static final String OTHER = "mm/other.c";

    @TempDir
    private Path folder;
    private TinyHistory history;
    private Walks walks;
    private String root;

    @BeforeEach
    void makeKernel() throws IOException {
        history = TinyHistory.in(folder.resolve("r.git"));
        walks = new Walks(history, folder);
        root = name("root", history.kernel("no-nesting"));
    }

    @AfterEach
    void close() throws IOException {
        walks.close();
    }

    private String name(String name, String commit) {
        walks.name(name, commit);
        return commit;
    }

    private String commit(String name, String parent, String path, String text) throws IOException {
        return name(name, history.commit(parent, path, text, name));
    }

    private String merge(String name, String base, String one, String other, Map<String, String> also)
            throws IOException {
        return name(name, history.merge(base, List.of(one, other), also, "Merge " + name));
    }

    @Test
    void aFindingBelongsToTheCommitThatIntroducedItAndToTheOneThatFixedIt() throws IOException {
        String a = commit("a", root, CASE, file(good("walk")));
        String b = commit("b", a, CASE, file(bad("walk")));
        String c = commit("c", b, CASE, file("int more(int x)\n{\n\treturn x;\n}\n\n", bad("walk")));
        String d = commit("d", c, CASE, file(good("walk"), bad("scan")));
        FindingHistory result = walks.range(root, d, false);
        assertThat(walks.events(result)).containsExactly("b: introduced missing-leave in walk",
                "d: introduced missing-leave in scan", "d: fixed missing-leave in walk");
        assertThat(walks.standing(result)).containsExactly("missing-leave in scan since d");
        assertThat(result.before().findings()).isEmpty();
        assertThat(walks.standing(walks.range(b, c, false))).containsExactly("missing-leave in walk since before");
    }

    @Test
    void commitsThatCannotMatterAreNotChecked() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        String b = commit("b", a, "Documentation/mm/case.rst", "text");
        String c = commit("c", b, "tools/x.c", "int x;\n");
        FindingHistory result = walks.range(root, c, false);
        assertThat(walks.checked()).containsExactly("root", "a");
        assertThat(result.counts()).isEqualTo(new Counts(3, 2, 2, 0, 0));
        assertThat(walks.standing(result)).containsExactly("missing-leave in walk since a");
    }

    @Test
    void theSameRangeAgainChecksNothing() throws IOException {
        String b = history.line(root, file(good("walk")), file(bad("walk"))).getLast();
        List<String> first = walks.events(walks.range(root, b, false));
        int checked = walks.checked().size();
        FindingHistory again = walks.range(root, b, false);
        assertThat(walks.events(again)).isEqualTo(first).hasSize(1);
        assertThat(walks.checked()).hasSize(checked);
        assertThat(again.counts().checked()).isZero();
    }

    @Test
    void aFindingThatComesBackIsIntroducedAgain() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        String b = commit("b", a, CASE, file(good("walk")));
        String c = commit("revert b", b, CASE, file(bad("walk")));
        FindingHistory result = walks.range(root, c, false);
        assertThat(walks.events(result)).containsExactly("a: introduced missing-leave in walk",
                "b: fixed missing-leave in walk", "revert b: introduced missing-leave in walk, again");
        assertThat(walks.standing(result)).containsExactly("missing-leave in walk since revert b");
    }

    @Test
    void whatAMergedBranchBroughtBelongsToTheCommitInTheBranch() throws IOException {
        String m = commit("m", root, OTHER, file(good("other")));
        String b = commit("b", root, CASE, file(good("walk")));
        String c = commit("c", b, CASE, file(bad("walk")));
        String merge = merge("merge", root, m, c, Map.of());
        FindingHistory line = walks.range(root, merge, false);
        assertThat(walks.events(line)).containsExactly("c: introduced missing-leave in walk, via merge");
        assertThat(walks.standing(line)).containsExactly("missing-leave in walk since c");
        FindingHistory every = walks.range(root, merge, true);
        assertThat(walks.events(every)).containsExactly("c: introduced missing-leave in walk");
        assertThat(walks.standing(every)).isEqualTo(walks.standing(line));
    }

    @Test
    void branchesThatBringNothingAreNotLookedInto() throws IOException {
        String m = commit("m", root, OTHER, file(bad("other")));
        String b = commit("b", root, CASE, file(good("walk")));
        String c = commit("c", b, CASE, file(good("walk"), good("more")));
        String merge = merge("merge", root, m, c, Map.of());
        assertThat(walks.events(walks.range(root, merge, false)))
                .containsExactly("m: introduced missing-leave in other");
        assertThat(walks.checked()).containsExactly("root", "m", "merge");
    }

    @Test
    void aFixOnABranchIsTheBranchs() throws IOException {
        String base = commit("base", root, CASE, file(bad("walk")));
        String m = commit("m", base, OTHER, file(good("other")));
        String fix = commit("fix", base, CASE, file(good("walk")));
        String merge = merge("merge", base, m, fix, Map.of());
        for (boolean every : List.of(false, true)) {
            FindingHistory result = walks.range(base, merge, every);
            assertThat(walks.events(result)).containsExactly(
                    "fix: fixed missing-leave in walk" + (every ? "" : ", via merge"));
            assertThat(result.standing()).isEmpty();
        }
    }

    @Test
    void whatOnlyTheMergeHasIsTheMerges() throws IOException {
        String m = commit("m", root, OTHER, file(good("other")));
        String b = commit("b", root, CASE, file(good("walk")));
        String merge = merge("merge", root, m, b, Map.of(CASE, file(bad("walk"))));
        for (boolean every : List.of(false, true)) {
            FindingHistory result = walks.range(root, merge, every);
            assertThat(walks.events(result)).containsExactly("merge: introduced missing-leave in walk, merge");
            assertThat(walks.standing(result)).containsExactly("missing-leave in walk since merge");
        }
    }

    @Test
    void aMergeThatTakesBackAFixIsSaidToHaveLostIt() throws IOException {
        String base = commit("base", root, CASE, file(bad("walk")));
        String fix = commit("fix", base, CASE, file(good("walk")));
        String b = commit("b", base, OTHER, file(good("other")));
        String merge = merge("merge", base, fix, b, Map.of(CASE, file(bad("walk"))));
        for (boolean every : List.of(false, true)) {
            FindingHistory result = walks.range(base, merge, every);
            assertThat(walks.events(result)).containsExactly("fix: fixed missing-leave in walk",
                    "merge: introduced missing-leave in walk, fix-lost, again");
            assertThat(walks.standing(result)).containsExactly("missing-leave in walk since merge");
        }
    }

    @Test
    void aMergeThatDropsWhatASideIntroducedHasFixedIt() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        String b = commit("b", root, OTHER, file(good("other")));
        String merge = merge("merge", root, a, b, Map.of(CASE, file(good("walk"))));
        for (boolean every : List.of(false, true)) {
            assertThat(walks.events(walks.range(root, merge, every))).containsExactly(
                    "a: introduced missing-leave in walk", "merge: fixed missing-leave in walk, dropped");
        }
    }

    @Test
    void whereBasesDisagreeAMergeOnlyPassesOn() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        String b = commit("b", root, OTHER, file(good("other")));
        String with = merge("with", root, a, b, Map.of());
        String without = merge("without", root, b, a, Map.of(CASE, file(good("walk"))));
        String crossed = merge("crossed", root, with, without, Map.of(CASE, file(bad("walk"))));
        assertThat(walks.events(walks.range(root, crossed, true))).containsExactlyInAnyOrder(
                "a: introduced missing-leave in walk", "without: fixed missing-leave in walk, dropped");
    }

    @Test
    void mergesInMergedBranchesAreLookedInto() throws IOException {
        String m = commit("m", root, OTHER, file(good("other")));
        String inner = commit("inner", root, CASE, file(bad("walk")));
        String b = commit("b", root, "mm/b.c", file(good("b")));
        String topic = merge("topic", root, b, inner, Map.of());
        String merge = merge("merge", root, m, topic, Map.of());
        assertThat(walks.events(walks.range(root, merge, false)))
                .containsExactly("inner: introduced missing-leave in walk, via merge");
    }

    @Test
    void aFindingThatMovesWithItsFunctionIsNeitherFixedNorNew() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        String without = commit("b", a, CASE, file(good("stays")));
        String both = name("b", history.write(List.of(a), with(history.files(without), OTHER, file(bad("walk"))), "b"));
        String renamed = commit("c", both, OTHER, file(bad("stroll")));
        FindingHistory result = walks.range(root, renamed, false);
        assertThat(walks.events(result)).containsExactly("a: introduced missing-leave in walk",
                "b: moved missing-leave in walk", "c: moved missing-leave in stroll");
        assertThat(walks.standing(result)).containsExactly("missing-leave in stroll since a");
    }

    private static Map<String, String> with(Map<String, String> files, String path, String text) {
        files.put(path, text);
        return files;
    }

    @Test
    void aCommitThatCannotBeCheckedIsSaidAndWhatFollowsIsNotSure() throws IOException {
        String a = commit("a", root, CASE, file(good("walk")));
        String broken = commit("broken", a, "Makefile", null);
        String b = commit("b", broken, CASE, file(bad("walk")));
        String c = name("c", history.write(List.of(b), with(history.files(b), "Makefile",
                history.files(a).get("Makefile")), "c"));
        FindingHistory result = walks.range(root, c, false);
        assertThat(walks.events(result)).containsExactly("c: introduced missing-leave in walk, or [b, broken]");
        assertThat(result.failures())
                .extracting(failure -> walks.named(failure.commit().id()), failure -> failure.reason())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("broken",
                        "not a kernel tree: no Makefile with VERSION and PATCHLEVEL at its top"),
                        org.assertj.core.groups.Tuple.tuple("b",
                                "not a kernel tree: no Makefile with VERSION and PATCHLEVEL at its top"));
        assertThat(result.counts().failed()).isEqualTo(2);
        assertThat(result.isInconclusive()).isTrue();
    }

    @Test
    void anotherContractIsSaid() throws IOException {
        String a = commit("a", root, CASE, file(bad("walk")));
        var era = TinyHistory.era("counted");
        String b = commit("b", a, era.getKey(), era.getValue());
        FindingHistory result = walks.range(root, b, false);
        assertThat(result.changes().getLast().changesEra()).isTrue();
        assertThat(result.changes().getLast().eraBefore() + " " + result.changes().getLast().eraAfter())
                .isEqualTo("no-nesting counted");
    }

    @Test
    void aSecondRootIsComparedWithNothing() throws IOException {
        String a = commit("a", root, CASE, file(good("walk")));
        String other = name("other",
                history.write(List.of(), with(history.files(root), OTHER, file(bad("other"))), "o"));
        String merge = merge("merge", root, a, other, Map.of());
        for (boolean every : List.of(false, true)) {
            assertThat(walks.standing(walks.range(root, merge, every)))
                    .containsExactly("missing-leave in other since other");
        }
    }
}
