package org.lazymmu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Baseline;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.golden.Golden;

/** What a program reads. */
class JsonReportTest {
    private static final Baseline KNOWN = new Baseline(Set.of("00112233445566aa"));

    private interface Content {
        void write(JsonReport report) throws IOException;
    }

    @Test
    void findingsAreAsTheyHaveAlwaysBeen() throws IOException {
        Golden.check("report/full.json", json(report -> report.write(SampleReport.full(), null)));
        Golden.check("report/baseline.jsonl", json(report -> report.writeLines(SampleReport.full(), KNOWN)));
        Golden.check("report/comparison.json", json(report -> report.write(SampleReport.comparison())));
        Golden.check("report/comparison.jsonl", json(report -> report.writeLines(SampleReport.comparison())));
        Golden.check("report/regions.json", json(report -> report.writeRegions(SampleReport.full())));
        Golden.check("report/regions.jsonl", json(report -> report.writeRegionLines(SampleReport.full())));
    }

    @Test
    void findingsFollowTheirSchema() throws IOException {
        for (Report report : List.of(SampleReport.full(), SampleReport.clean(), SampleReport.undecided(2))) {
            assertThat(Schemas.violations("findings-1.json", json(out -> out.write(report, null)))).isEmpty();
            assertThat(Schemas.violations("findings-1.json", json(out -> out.write(report, KNOWN)))).isEmpty();
        }
    }

    @Test
    void whatIsUndecidedComesAndGoesWithAPatch() throws IOException {
        Comparison comparison = Comparison.of(List.of("a.patch"), SampleReport.undecided(1), SampleReport.undecided(2),
                (gone, here) -> false);
        assertThat(comparison.undecided(Status.INTRODUCED)).hasSize(1);
        String json = json(out -> out.write(comparison));
        assertThat(Schemas.violations("findings-1.json", json)).isEmpty();
        assertThat(json(out -> out.writeLines(comparison)).lines()
                .filter(line -> line.contains("\"undecided\"") && line.contains("introduced"))).hasSize(1);
    }

    @Test
    void comparisonsFollowTheirSchema() throws IOException {
        String json = json(out -> out.write(SampleReport.comparison()));
        assertThat(Schemas.violations("findings-1.json", json)).isEmpty();
        assertThat(Schemas.violations("findings-1.json", json.replace("\"fixed\"", "\"mended\""))).isNotEmpty();
    }

    @Test
    void regionsFollowTheirSchema() throws IOException {
        assertThat(Schemas.violations("regions-1.json", json(report -> report.writeRegions(SampleReport.full()))))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNotPromised() throws IOException {
        String good = json(report -> report.write(SampleReport.full(), null));
        assertThat(Schemas.violations("findings-1.json", good.replace("\"error\"", "\"fatal\""))).isNotEmpty();
        assertThat(Schemas.violations("findings-1.json", good.replace("\"line\" : 554", "\"line\" : 0"))).isNotEmpty();
        assertThat(Schemas.violations("findings-1.json", good.replace("\"reason\"", "\"cause\""))).isNotEmpty();
    }

    @Test
    void everythingIsAscii() throws IOException {
        String json = json(report -> report.write(SampleReport.full(), null));
        assertThat(json.chars()).allMatch(c -> c < 0x7f);
    }

    @Test
    void aReportIsABaseline() throws Exception {
        String json = json(report -> report.write(SampleReport.full(), null));
        assertThat(BaselineFile.read(new StringReader(json)).fingerprints()).containsExactlyInAnyOrder(
                "00112233445566aa",
                "00112233445566bb", "00112233445566cc");
    }

    @Test
    void otherFilesAreNoBaseline() {
        for (String text : List.of("", "[]", "{", "{}", "{\"schema\":\"other/1\"}", "int main;",
                "{\"schema\":\"lazymmu.findings/1\",\"findings\":3}", "\u0000\u0001", "{\"a\":" + "[".repeat(2000))) {
            assertThatThrownBy(() -> BaselineFile.read(new StringReader(text))).as(text)
                    .isInstanceOf(BaselineFile.NotAReport.class);
        }
    }

    @Test
    void theWritersFailureComesThrough() {
        Writer full = new Writer() {
            @Override
            public void write(char[] buffer, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        assertThatThrownBy(() -> new JsonReport(full).write(SampleReport.full(), null)).isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private static String json(Content content) throws IOException {
        StringWriter out = new StringWriter();
        content.write(new JsonReport(out));
        return out.toString();
    }
}
