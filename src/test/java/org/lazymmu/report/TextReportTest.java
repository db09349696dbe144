package org.lazymmu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Report;
import org.lazymmu.golden.Golden;

/** What a person reads. */
class TextReportTest {
    @Test
    void findingsLookLikeACompilersWarnings() throws IOException {
        Golden.check("report/full.txt", text(SampleReport.full(), Palette.PLAIN));
    }

    @Test
    void aCleanTreeIsTwoLines() throws IOException {
        Golden.check("report/clean.txt", text(SampleReport.clean(), Palette.PLAIN));
    }

    @Test
    void whatAPatchIntroducesComesFirst() throws IOException {
        StringWriter out = new StringWriter();
        new TextReport(out, Palette.PLAIN).write(SampleReport.comparison());
        Golden.check("report/comparison.txt", out.toString());
        assertThat(out.toString().lines()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    /** A few are listed; of many the first, and how many more there are. */
    @Test
    void whatIsUndecidedIsListedApart() throws IOException {
        Golden.check("report/undecided.txt", text(SampleReport.undecided(2), Palette.PLAIN));
        assertThat(
                text(SampleReport.undecided(99), Palette.PLAIN).lines().filter(line -> line.contains("not decided:")))
                .hasSize(10);
        assertThat(text(SampleReport.undecided(99), Palette.PLAIN)).contains("89 more places not decided")
                .contains("99 places not decided");
    }

    @Test
    void coloursAddNothingButColours() throws IOException {
        String coloured = text(SampleReport.full(), Palette.COLOURED);
        assertThat(coloured).contains("\u001b[1;31merror:\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(SampleReport.full(), Palette.PLAIN));
    }

    @Test
    void controlCharactersOfNamesAreShownNotSent() throws IOException {
        String text = text(SampleReport.full(), Palette.PLAIN);
        assertThat(text).contains("mm/\\x1b[31mred.c").contains("f\\u202eg").contains("dropped\\x0ahere \\x07");
        assertThat(text.lines()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    @Test
    void regionsAreOneALine() throws IOException {
        StringWriter out = new StringWriter();
        new TextRegions(out, Palette.PLAIN).write(SampleReport.full());
        Golden.check("report/regions.txt", out.toString());
    }

    private static String text(Report report, Palette palette) throws IOException {
        StringWriter out = new StringWriter();
        new TextReport(out, palette).write(report);
        return out.toString();
    }
}
