package org.lazymmu.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which parts of two reports are the same. */
class ComparisonTest {
    private static Finding finding(String print, int line) {
        return new Finding("lock-order", Severity.WARNING, new Place("mm/a.c", line, 1), "f", "odd", "",
                new TreeMap<>(),
                List.of(), List.of(), print);
    }

    private static Unanalysed gap(int line, String reason, boolean canHide) {
        return new Unanalysed(new Place("mm/a.c", line, 1), "f", reason, canHide);
    }

    private static Report report(List<Finding> findings, List<Unanalysed> gaps) {
        return new Report("linux", "6.12.0", "ptl", "forced", findings, gaps, List.of(),
                new Report.Statistics(1, 1, 1, List.of(), 0, 1, 1));
    }

    private static Comparison findings(List<Finding> before, List<Finding> after) {
        return Comparison.of(List.of("p"), report(before, List.of()), report(after, List.of()),
                (gone, here) -> gone.message().equals("moved") && here.message().equals("moved"));
    }

    private static Comparison gaps(List<Unanalysed> before, List<Unanalysed> after) {
        return Comparison.of(List.of("p"), report(List.of(), before), report(List.of(), after), (gone, here) -> false);
    }

    @Test
    void findingsAreToldApartByFingerprint() {
        Comparison comparison = findings(List.of(finding("a", 1), finding("b", 2)),
                List.of(finding("b", 30), finding("c", 40)));
        assertThat(comparison.findings(Status.INTRODUCED)).containsExactly(finding("c", 40));
        assertThat(comparison.findings(Status.FIXED)).containsExactly(finding("a", 1));
        assertThat(comparison.findings(Status.EXISTING)).containsExactly(finding("b", 30));
        assertThat(comparison.findings()).map(Compared::status).containsExactly(Status.INTRODUCED, Status.FIXED,
                Status.EXISTING);
    }

    @Test
    void oneThatMovedMakesUpForOneThatIsGone() {
        Finding gone = moved("a", 1);
        assertThat(findings(List.of(gone), List.of(moved("b", 2), moved("c", 3))).findings()).containsExactly(
                new Compared<>(moved("c", 3), Status.INTRODUCED), new Compared<>(moved("b", 2), Status.EXISTING));
        assertThat(findings(List.of(gone, finding("d", 4)), List.of(moved("b", 2))).findings()).containsExactly(
                new Compared<>(finding("d", 4), Status.FIXED), new Compared<>(moved("b", 2), Status.EXISTING));
    }

    private static Finding moved(String print, int line) {
        return new Finding("lock-order", Severity.WARNING, new Place("mm/b.c", line, 1), "f", "moved", "",
                new TreeMap<>(),
                List.of(), List.of(), print);
    }

    @Test
    void gapsAreCountedWithoutTheirLines() {
        Comparison comparison = gaps(List.of(gap(1, "a brace", false), gap(2, "a brace", false), gap(3, "x", false)),
                List.of(gap(11, "a brace", false), gap(12, "a brace", false), gap(13, "a brace", false)));
        assertThat(comparison.unanalysed(Status.INTRODUCED)).containsExactly(gap(13, "a brace", false));
        assertThat(comparison.unanalysed(Status.EXISTING)).hasSize(2);
        assertThat(comparison.unanalysed(Status.FIXED)).containsExactly(gap(3, "x", false));
        assertThat(
                gaps(List.of(gap(1, "given up after 10 paths", true)), List.of(gap(1, "given up after 11 paths", true)))
                        .unanalysed(Status.EXISTING))
                .hasSize(1);
    }

    @Test
    void aGapThatCanHideAFindingOnlyNowIsNew() {
        Comparison comparison = gaps(List.of(gap(1, "a brace", false)), List.of(gap(1, "a brace", true)));
        assertThat(comparison.unanalysed(Status.INTRODUCED)).containsExactly(gap(1, "a brace", true));
    }
}
