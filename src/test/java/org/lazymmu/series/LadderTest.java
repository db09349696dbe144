package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
    @TempDir
    Path folder;
    private SmallHistory history;

    @BeforeEach
    void begin() {
        history = new SmallHistory(folder.resolve("store.git"));
    }

    private SeriesReport run(List<String> commits, String... trees) throws IOException {
        ScannedRepository scan = history.read();
        List<SeriesPatch> patches = CommitPatch.of(scan,
                commits.stream().map(id -> scan.commit(id).orElseThrow()).toList());
        return new Ladder(scan, scan).run(new Series("", 1, 0, patches, List.of()),
                Arrays.stream(trees).map(history::tree).toList());
    }

    private static String shown(SeriesReport report) {
        StringBuilder text = new StringBuilder();
        for (SeriesReport.Row row : report.rows()) {
            for (Cell cell : row.cells()) {
                Sighting best = cell.best();
                text.append(row.patch().number()).append(' ').append(cell.tree().name()).append(' ')
                        .append(cell.presence().id()).append(best == null ? "" : " " + best.rung().id()).append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> notes(SeriesReport report) {
        return report.notes().stream().map(note -> note.kind().id() + " " + note.tree() + " " + note.patch()).toList();
    }

    @Test
    void aCommitThatNamesItsUpstreamCommitIsThePatchAndHasALag() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        history.later(9).commit("stable", "mm: fix lazy\n\ncommit " + patch + " upstream.\n", "3=fixed_three();");
        SeriesReport report = run(List.of(patch), "mainline", "stable");
        assertThat(shown(report)).isEqualTo("1 mainline present same-commit\n1 stable present upstream-id\n");
        assertThat(report.rows().getFirst().cells().getLast().lag()).hasDays(10);
        assertThat(report.rows().getFirst().cells().getFirst().lag()).isNull();
        assertThat(report.isSomethingMissing()).isFalse();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void aPickOfAPickIsThePatch() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        String stable = history.commit("stable", "mm: fix lazy\n\ncommit " + patch + " upstream.\n",
                "3=fixed_three();");
        history.by(SmallHistory.VENDOR).commit("vendor",
                "soc: workaround\n\n(cherry picked from commit " + stable + ")\n",
                "3=fixed_three(soc);");
        assertThat(shown(run(List.of(patch), "vendor"))).isEqualTo("1 vendor present upstream-id\n");
    }

    @Test
    void anIdOfAnotherCommitIsNotBelieved() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        String other = history.commit("mainline", "mm: rework eager\n", "20=reworked_twenty();");
        history.commit("stable", "mm: rework eager\n\ncommit " + patch + " upstream.\n", "20=reworked_twenty();");
        SeriesReport report = run(List.of(patch, other), "stable");
        assertThat(shown(report)).isEqualTo("1 stable absent\n2 stable present patch-id\n");
        assertThat(notes(report)).containsExactlyInAnyOrder("contradiction stable 1", "contradiction stable 2",
                "wrong-id stable 2");
    }

    @Test
    void anIdThatNoMirrorHasIsSaid() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        history.commit("stable", "mm: fix lazy\n\ncommit 0123456789abcdef0123456789abcdef01234567 upstream.\n",
                "3=fixed_three();");
        SeriesReport report = run(List.of(patch), "stable");
        assertThat(shown(report)).isEqualTo("1 stable present patch-id\n");
        assertThat(report.notes()).extracting(Note::text).singleElement().asString()
                .endsWith("names 0123456789ab (upstream), which no mirror has");
    }

    @Test
    void aLinkToTheMailIsThePatchAndARepairThatLinksToItIsNot() throws IOException {
        String mail = "\n\nLink: https://lore.kernel.org/r/20250303141542.33-2-ada@example.org\n";
        String patch = history.commit("mainline", "mm: fix lazy" + mail, "3=fixed_three();");
        history.commit("android", "FROMLIST: mm: fix lazy" + mail, "3=fixed_three(android);");
        history.commit("repaired", "mm: repair the fix of three" + mail, "3=repaired_three();", "4=another_thing();");
        assertThat(shown(run(List.of(patch), "android", "repaired")))
                .isEqualTo("1 android present message-id\n1 repaired absent\n");
    }

    @Test
    void squashedPatchesAreFoundByTheirChangesAndAPartIsAPart() throws IOException {
        String one = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();", "30=fixed_thirty();");
        String two = history.commit("mainline", "mm: fix eager\n", "4=fixed_four();", "12=fixed_twelve();");
        history.by(SmallHistory.VENDOR).commit("vendor", "soc: sync\n", "3=fixed_three();", "4=fixed_four();",
                "12=fixed_twelve();");
        SeriesReport report = run(List.of(one, two), "vendor");
        assertThat(shown(report)).isEqualTo("1 vendor absent\n2 vendor present hunks\n");
    }

    @Test
    void aPartOfAPatchIsAPart() throws IOException {
        String one = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();", "30=fixed_thirty();");
        history.by(SmallHistory.VENDOR).commit("vendor", "soc: sync\n", "3=fixed_three();", "12=something_else();");
        SeriesReport report = run(List.of(one), "vendor");
        assertThat(shown(report)).isEqualTo("1 vendor partial hunks\n");
        assertThat(notes(report)).containsExactly("part vendor 1");
        assertThat(report.isSomethingMissing()).isTrue();
    }

    @Test
    void whatManyPatchesDoIsNoEvidence() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=cond_resched();", "30=return 0;");
        history.by(SmallHistory.VENDOR).commit("vendor", "soc: be nice\n", "9=cond_resched();");
        assertThat(shown(run(List.of(patch), "vendor"))).isEqualTo("1 vendor absent\n");
    }

    @Test
    void aRevertTakesItBackAndARevertOfTheRevertBringsItAgain() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        String revert = history.commit("mainline", "Revert \"mm: fix lazy\"\n\nThis reverts commit " + patch + ".\n",
                "3=line_3_of_lazy();");
        history.commit("stable", "mm: fix lazy\n\ncommit " + patch + " upstream.\n", "3=fixed_three();");
        history.merge("next", "mainline", "Merge mainline\n");
        history.commit("next", "Revert \"Revert \"mm: fix lazy\"\"\n\nThis reverts commit " + revert + ".\n",
                "3=fixed_three();");
        SeriesReport report = run(List.of(patch), "mainline", "stable", "next");
        assertThat(shown(report)).isEqualTo(
                "1 mainline reverted same-commit\n1 stable present upstream-id\n1 next present same-commit\n");
        assertThat(notes(report)).containsExactlyInAnyOrder("reverted mainline 1", "reverted-elsewhere stable 1");
    }

    @Test
    void aCommitThatUndoesItWithoutAWordTakesItBackToo() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();", "30=fixed_thirty();");
        history.commit("mainline", "mm: go back to how it was\n", "3=line_3_of_lazy();", "30=line_30_of_lazy();");
        assertThat(shown(run(List.of(patch), "mainline"))).isEqualTo("1 mainline reverted same-commit\n");
    }

    @Test
    void missingRepairsAreSaidAndThoseThatWereSquashedAreNot() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();");
        String repair = history.commit("mainline", "mm: repair lazy\n\nFixes: " + patch.substring(0, 12)
                + " (\"mm: fix lazy\")\n", "5=repaired_five();");
        String again = history.commit("mainline", "mm: repair the repair\n\nFixes: " + repair.substring(0, 12)
                + " (\"mm: repair lazy\")\n", "6=repaired_six();");
        history.commit("stable", "mm: fix lazy\n\ncommit " + patch + " upstream.\n", "3=fixed_three();");
        history.by(SmallHistory.VENDOR).commit("vendor", "soc: sync\n", "3=fixed_three();", "5=repaired_five();",
                "22=own_thing();");
        SeriesReport report = run(List.of(patch), "mainline", "stable", "vendor");
        assertThat(report.notes()).extracting(note -> note.kind().id() + " " + note.tree() + " " + note.commit())
                .containsExactly("missing-follow-up stable " + repair, "missing-follow-up vendor " + again);
        assertThat(report.isSomethingMissing()).isTrue();
    }

    @Test
    void theOrderOfTheSeriesIsHeldAgainstThatOfTheTree() throws IOException {
        String one = history.commit("mainline", "mm: first\n", "3=fixed_three();");
        String two = history.commit("mainline", "mm: second\n", "30=fixed_thirty();");
        history.commit("stable", "mm: second\n\ncommit " + two + " upstream.\n", "30=fixed_thirty();");
        history.commit("stable", "mm: first\n\ncommit " + one + " upstream.\n", "3=fixed_three();");
        SeriesReport report = run(List.of(one, two), "mainline", "stable");
        assertThat(report.notes()).extracting(Note::text).containsExactly(
                "came before patch 1, which it follows in the series");
        assertThat(notes(report)).containsExactly("order stable 2");
    }

    @Test
    void anEqualSubjectAloneDoesNotDecide() throws IOException {
        String patch = history.commit("mainline", "mm: fix a typo\n", "3=fixed_three_typo();");
        String other = history.commit("mainline", "mm: fix a typo\n", "30=fixed_thirty_typo();");
        history.commit("stable", "mm: fix a typo\n\ncommit " + other + " upstream.\n", "30=fixed_thirty_typo();");
        history.commit("vendor", "mm: fix a typo\n", "17=fixed_another_typo();");
        SeriesReport report = run(List.of(patch, other), "stable", "vendor");
        assertThat(shown(report))
                .isEqualTo("1 stable absent\n1 vendor undecided subject\n2 stable present upstream-id\n"
                        + "2 vendor undecided subject\n");
        assertThat(report.isSomethingOpen()).isTrue();
    }

    @Test
    void aPatchWithoutAChangeIsKnownByWhatNamesIt() throws IOException {
        String patch = history.commit("mainline", "mm: nothing\n");
        history.commit("mainline", "mm: nothing else\n");
        history.commit("stable", "mm: nothing\n\ncommit " + patch + " upstream.\n");
        history.commit("vendor", "mm: nothing else\n");
        assertThat(shown(run(List.of(patch), "mainline", "stable", "vendor")))
                .isEqualTo("1 mainline present same-commit\n1 stable present upstream-id\n1 vendor absent\n");
    }

    @Test
    void twoBackportsOfOnePatchInDifferentTreesAreBothFound() throws IOException {
        String patch = history.commit("mainline", "mm: fix lazy\n", "3=fixed_three();", "20=fixed_twenty();");
        history.by(SmallHistory.VENDOR).commit("vendor", "soc: one\n", "3=fixed_three();");
        history.commit("vendor", "soc: two\n", "20=fixed_twenty();");
        SeriesReport report = run(List.of(patch), "vendor");
        assertThat(shown(report)).isEqualTo("1 vendor present hunks\n");
        assertThat(report.rows().getFirst().cells().getFirst().sightings()).hasSize(2);
    }
}
