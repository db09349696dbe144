package org.lazymmu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Violation;

/** Saved runs, and what pretends to be one. */
class RecordingFileTest {
    private static final Recording RUN = new Recording(Map.of("backend", "tiny", "cpus", "2", "rt", "true"),
            List.of(new Recording.Lane("cpu0", Recording.Kind.CPU), new Recording.Lane("user0", Recording.Kind.TASK)),
            List.of(new Recording.Step(1, "user0", 1, 2, "switch in on \u001b[31mcpu0",
                    new Source("f", "a.c", "v6.15"),
                    List.of("user0", ""), List.of(new Recording.Change("user0.on", "off", "cpu0")))),
            Optional.of(new Violation(new Property("batch-cpu", "text"), "wrong")));

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Recording read = RecordingFile.read(new StringReader(json()));
        assertThat(read.setup()).isEqualTo(RUN.setup());
        assertThat(read.steps()).hasSize(1);
        assertThat(read.steps().getFirst().sameAs(RUN.steps().getFirst())).isTrue();
        assertThat(read.violation().orElseThrow().property().id()).isEqualTo("batch-cpu");
        assertThat(read.violation().orElseThrow().message()).isEqualTo("wrong");
    }

    @Test
    void whatIsUnknownIsSkipped() throws Exception {
        String more = json().replaceFirst("\"setup\"", "\"later\" : [ { \"setup\" : 1 } ], \"setup\"");
        assertThat(RecordingFile.read(new StringReader(more)).setup()).isEqualTo(RUN.setup());
    }

    @Test
    void otherFilesAreRefused() {
        for (String text : List.of("", " ", "[]", "1", "{", "int main;", "\u0000\u0001", "{\"schema\":")) {
            assertThatThrownBy(() -> RecordingFile.read(new StringReader(text))).as(text)
                    .isInstanceOf(RecordingFile.NotARun.class);
        }
        refuse("{}", "its schema is not lazymmu.trace/1");
        refuse("{\"schema\":\"lazymmu.findings/1\"}", "its schema is not lazymmu.trace/1");
        refuse("{\"schema\":\"lazymmu.trace/1\"}", "setup is missing");
    }

    @Test
    void theFieldThatIsWrongIsNamed() throws IOException {
        refuse(json().replace("\"lazymmu.trace/1\"", "7"), "schema is not a text");
        refuse(json().replace("\"cpus\" : 2", "\"cpus\" : []"), "setup.cpus is not a setting");
        refuse(json().replace("\"cpus\" : 2", "\"cpus\" : 2.5"), "setup.cpus is not a setting");
        refuse(json().replace("\"cpus\" : 2", "\"rt\" : true"), "setup.rt is there twice");
        refuse(json().replace("\"property\" : \"batch-cpu\"", "\"property\" : {}"), "property is not a text");
        refuse(json().replace("\"message\" : \"wrong\"", "\"message\" : null"), "message is missing");
        refuse(json().replace("\"unit\" : 1", "\"unit\" : 2"), "trace[0].unit is not a number from 0 to 1");
        refuse(json().replace("\"unit\" : 1", "\"unit\" : -1"), "trace[0].unit is not a number from 0 to 1");
        refuse(json().replace("\"unit\" : 1", "\"unit\" : \"1\""), "trace[0].unit is not a whole number");
        refuse(json().replace("\"alternative\" : 2", "\"alternative\" : 99999999999"),
                "trace[0].alternative is not a number from 0 to 100000");
        refuse(json().replace("\"alternative\"", "\"alt\""), "trace[0].alternative is missing");
        refuse(json().replace("\"process\" : \"user0\"", "\"process\" : 3"), "trace[0].process is not a text");
        refuse(json().replace("\"before\" : \"off\"", "\"before\" : null"),
                "trace[0].changes[0].before is not a text");
        refuse(json().replace("\"slot\"", "\"slo\""), "trace[0].changes[0].slot is missing");
        refuse(json().replace("\"trace\" : [", "\"trace\" : 5, \"other\" : ["), "trace is not a list");
        refuse(json().replace("\"trace\" : [", "\"trace\" : [ 3, "), "trace[0] is not an object");
        refuse(json() + "{}", "something follows after its end");
    }

    @Test
    void sizesAreLimited() throws IOException {
        refuse("[".repeat(100_000), "not an object");
        refuse("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}", "too large or too deep");
        refuse("{\"schema\":\"" + "x".repeat(200_000) + "\"}", "too large or too deep");
        refuse("{\"setup\":{\"cpus\":" + "1".repeat(200) + "}}", "too large or too deep");
        StringBuilder settings = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            settings.append("\"s").append(i).append("\":1,");
        }
        refuse(json().replace("\"cpus\" : 2", settings + "\"cpus\" : 2"), "setup has more than 100 entries");
        Reader endless = new Reader() {
            private boolean begun;

            @Override
            public int read(char[] buffer, int from, int length) {
                java.util.Arrays.fill(buffer, from, from + length, ' ');
                buffer[from] = begun ? ' ' : '{';
                begun = true;
                return length;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        assertThatThrownBy(() -> RecordingFile.read(endless)).isInstanceOf(RecordingFile.NotARun.class)
                .hasMessageStartingWith("too large or too deep");
    }

    @Test
    void textOfAFileIsHarmlessInATable() throws IOException {
        StringWriter out = new StringWriter();
        new TraceTable(out, Palette.PLAIN).write(RUN);
        assertThat(out.toString()).contains("\\x1b[31mcpu0").doesNotContain("\u001b");
    }

    private static void refuse(String text, String why) {
        assertThatThrownBy(() -> RecordingFile.read(new StringReader(text))).as(text)
                .isInstanceOf(RecordingFile.NotARun.class).hasMessage(why);
    }

    private static String json() throws IOException {
        StringWriter out = new StringWriter();
        new JsonModel(out).write(RUN);
        return out.toString();
    }
}
