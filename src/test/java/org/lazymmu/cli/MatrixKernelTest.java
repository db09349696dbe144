package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;

/** The page on the matrix shows what the program prints for real trees; every answer there was judged by reading the source. */
@Tag("kernels")
class MatrixKernelTest {
    private static final Path PAGE = Path.of("docs/matrix.md");

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void thePageShowsWhatIsPrinted(String version) throws IOException {
        Session.Result result = new Session(Path.of("")).run("matrix", RealKernels.tree(version).toString());
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.err()).isEmpty();
        Pattern block = Pattern.compile("(?<=<!-- output: ./lazymmu matrix linux-source-" + Pattern.quote(version)
                + " -->\n```\n).*?(?=```\n)", Pattern.DOTALL);
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        if (Boolean.getBoolean("golden.update")) {
            page = block.matcher(page).replaceFirst(Matcher.quoteReplacement(result.out()));
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(block.matcher(page).results().map(MatchResult::group)).as("rewrite with -Dgolden.update=true")
                .containsExactly(result.out());
    }
}
