package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitSeriesTest {
    @TempDir
    Path folder;
    private SmallHistory history;

    @BeforeEach
    void begin() {
        history = new SmallHistory(folder.resolve("store.git"));
    }

    private CommitSeries read() throws IOException {
        ScannedRepository scan = history.read();
        return new CommitSeries(scan, scan);
    }

    private String patch(String tree, String subject, String mail, String change) {
        return history.commit(tree, subject + "\n\nLink: https://lore.kernel.org/r/" + mail + "\n", change);
    }

    private static List<String> subjects(Series series) {
        return series.patches().stream().map(SeriesPatch::subject).toList();
    }

    @Test
    void mailsThatDifferInTheirNumbersAreASeries() throws Exception {
        patch("mainline", "mm: one", "20250303141542.33-2-ada@example.org", "1=a_one();");
        String two = patch("mainline", "mm: two", "20250303141542.33-3-ada@example.org", "2=a_two();");
        patch("mainline", "mm: other", "20250303141542.34-2-ada@example.org", "3=a_three();");
        patch("mainline", "mm: four", "20250303141542.33-5-ada@example.org", "4=a_four();");
        patch("stable", "mm: two", "20250303141542.33-3-ada@example.org", "2=a_two();");
        Series series = read().ofCommit(two.substring(0, 10));
        assertThat(subjects(series)).containsExactly("mm: one", "mm: two", "mm: four");
        assertThat(series.remarks()).containsExactly(
                "no commit links to 20250303141542.33-4-ada@example.org, which is of the same series");
    }

    @Test
    void aPickFromStableLeadsToTheSeriesUpstream() throws Exception {
        String one = patch("mainline", "mm: one", "20250303-fix-v2-1-0123456789ab@example.org", "1=a_one();");
        String two = patch("mainline", "mm: two", "20250303-fix-v2-2-0123456789ab@example.org", "2=a_two();");
        String pick = history.commit("stable", "mm: two\n\ncommit " + two + " upstream.\n", "2=a_two();");
        assertThat(read().ofCommit(pick).patches()).extracting(SeriesPatch::commit).containsExactly(one, two);
    }

    @Test
    void aRepairThatLinksToWhatItRepairsIsNotOfTheSeries() throws Exception {
        String one = patch("mainline", "mm: one", "20250303141542.33-2-ada@example.org", "1=a_one();");
        String two = patch("mainline", "mm: two", "20250303141542.33-3-ada@example.org", "2=a_two();");
        history.commit("mainline", "mm: repair\n\nFixes: " + one.substring(0, 12) + " (\"mm: one\")\n"
                + "Link: https://lore.kernel.org/r/20250303141542.33-1-ada@example.org\n", "9=a_nine();");
        assertThat(subjects(read().ofCommit(two))).containsExactly("mm: one", "mm: two");
    }

    @Test
    void commitsThatLinkToOneCoverAreASeries() throws Exception {
        String one = patch("mainline", "mm: one", "CAFE+1234@mail.example.org", "1=a_one();");
        patch("mainline", "mm: two", "CAFE+1234@mail.example.org", "2=a_two();");
        assertThat(subjects(read().ofCommit(one))).containsExactly("mm: one", "mm: two");
    }

    @Test
    void withoutALinkACommitIsAloneAndThatIsSaid() throws Exception {
        String one = history.commit("mainline", "mm: one\n", "1=a_one();");
        history.commit("mainline", "mm: two\n", "2=a_two();");
        Series series = read().ofCommit(one);
        assertThat(subjects(series)).containsExactly("mm: one");
        assertThat(series.remarks()).containsExactly(
                "the commit links to no mail, so what else belongs to its series is not known");
    }

    @Test
    void aMergeIsWhatItBrings() throws Exception {
        history.commit("side", "mm: one\n", "1=a_one();");
        history.commit("side", "mm: two\n", "2=a_two();");
        String merge = history.merge("mainline", "side", "Merge branch 'side'\n");
        assertThat(subjects(read().ofCommit(merge))).containsExactly("mm: one", "mm: two");
    }

    @Test
    void aMessageIdOfTheCoverOrAnyPatchNamesTheSeries() throws Exception {
        patch("mainline", "mm: one", "20250303141542.33-2-ada@example.org", "1=a_one();");
        patch("mainline", "mm: two", "20250303141542.33-3-ada@example.org", "2=a_two();");
        CommitSeries commits = read();
        assertThat(subjects(commits.ofMail("20250303141542.33-1-ada@example.org"))).containsExactly("mm: one",
                "mm: two");
        assertThat(subjects(commits.ofMail("20250303141542.33-3-ada@example.org"))).containsExactly("mm: one",
                "mm: two");
        assertThatThrownBy(() -> commits.ofMail("unknown@example.org")).isInstanceOf(SeriesException.class)
                .hasMessageStartingWith("unknown@example.org: no commit of any mirror links to this mail");
    }

    @Test
    void aRangeIsItsCommitsWithoutMerges() throws Exception {
        String begin = history.commit("mainline", "mm: zero\n", "9=a_nine();");
        history.commit("mainline", "mm: one\n", "1=a_one();");
        String end = history.commit("mainline", "mm: two\n", "2=a_two();");
        CommitSeries commits = read();
        assertThat(subjects(commits.ofRange(begin + ".." + end))).containsExactly("mm: one", "mm: two");
        assertThatThrownBy(() -> commits.ofRange(end + ".." + begin)).isInstanceOf(SeriesException.class)
                .hasMessageEndingWith("no commits in this range, besides merges");
    }

    /** A vendor's tree alone: its backports say which series it was, and nobody knows what else belongs to that. */
    @Test
    void whatNoMirrorHasIsKnownByWhatWasMadeFromIt() throws Exception {
        String one = "691ee97e1a9d" + "1234567890".repeat(3).substring(2);
        String three = "a1d416bf9faf" + "1234567890".repeat(3).substring(2);
        String first = history.commit("vendor", "mm: one\n\ncommit " + one
                + " upstream.\n\nLink: https://lore.kernel.org/r/20250303141542.33-2-ada@example.org\n", "1=a_one();");
        history.commit("vendor", "mm: unrelated\n", "9=a_nine();");
        String third = history.commit("vendor", "mm: three\n\n[ Upstream commit " + three
                + " ]\n\nLink: https://lore.kernel.org/r/20250303141542.33-4-ada@example.org\n", "3=a_three();");
        history.commit("vendor", "mm: five\n\ncommit 691ee97e1a9e1234567890123456789012345678 upstream.\n",
                "5=a_five();");
        CommitSeries commits = read();
        Series series = commits.ofCommit("691ee97e1a9d");
        assertThat(series.patches()).extracting(SeriesPatch::commit).containsExactly(first, third);
        assertThat(series.gaps()).containsExactly(
                "no mirror has 691ee97e1a9d, and the series was read from " + first.substring(0, 12)
                        + ", which says that it was made from it; add a mirror that has it (lazymmu mirror add NAME URL),"
                        + " or name the mails, to know all of it",
                "no commit links to 20250303141542.33-3-ada@example.org, which is of the same series");
        assertThat(series.remarks()).isEmpty();
        assertThat(commits.ofMail("20250303141542.33-1-ada@example.org").gaps()).hasSize(1);
        assertThatThrownBy(() -> commits.ofCommit("eb61ad14c459")).isInstanceOf(SeriesException.class);
        assertThatThrownBy(() -> commits.ofCommit("691ee97e1a9")).isInstanceOf(SeriesException.class)
                .hasMessageContaining("any of 2 that commits were made from");
    }

    @Test
    void whatNoMirrorHasIsSaidWithWhatToDo() throws Exception {
        history.commit("mainline", "mm: one\n", "1=a_one();");
        CommitSeries commits = read();
        assertThatThrownBy(() -> commits.ofCommit("691ee97e1a9d")).isInstanceOf(SeriesException.class).hasMessage(
                "691ee97e1a9d: no mirror has this commit; add one that has it (lazymmu mirror add NAME URL) or bring those that"
                        + " are there up to date (lazymmu mirror sync --all)");
    }
}
