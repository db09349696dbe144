package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that cannot be delivered. */
class OutputTest {
    @TempDir
    private Path folder;

    @Test
    void aReaderThatHasGoneIsNoFailure() throws Failure {
        Output.write(terminal("Broken pipe"), null, out -> out.write("result"));
    }

    @Test
    void aFullDiskIsAFailure() {
        assertThatThrownBy(() -> Output.write(terminal("No space left on device"), null, out -> out.write("result")))
                .isInstanceOf(Failure.class)
                .hasMessage("standard output: cannot be written (No space left on device)");
    }

    @Test
    void aFileSurvivesAWriteThatFails() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "old");
        assertThatThrownBy(() -> Output.write(terminal(""), Path.of("report.json"), out -> {
            out.write("half");
            throw new IOException("No space left on device");
        })).isInstanceOf(Failure.class);
        assertThat(file).hasContent("old");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException, Failure {
        Path file = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        Output.write(terminal(""), Path.of("link.json"), out -> out.write("new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    private Terminal terminal(String failure) {
        Writer out = new Writer() {
            @Override
            public void write(char[] buffer, int from, int length) throws IOException {
                throw new IOException(failure);
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
        return new Terminal(InputStream.nullInputStream(), out, new PrintWriter(new StringWriter()), false, false,
                Map.of(), folder, Clock.systemUTC());
    }
}
