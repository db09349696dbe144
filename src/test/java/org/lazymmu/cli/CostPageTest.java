package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on costs shows what the program prints and draws. */
class CostPageTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern OUTPUT = Pattern
            .compile("(?<=<!-- output: lazymmu model cost -->\n```\n).*?(?=```\n)", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void theTableAndTheBarsAreReal() throws IOException {
        Session.Result result = new Session(folder).run("model", "cost", "--svg=cost.svg");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        Path page = DOCS.resolve("cost.md");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, OUTPUT.matcher(Files.readString(page))
                    .replaceFirst(Matcher.quoteReplacement(result.out())), StandardCharsets.UTF_8);
        }
        assertThat(OUTPUT.matcher(Files.readString(page)).results().map(MatchResult::group))
                .as("rewrite with -Dgolden.update=true").containsExactly(result.out());
        sameDrawing("cost.svg");
    }

    @Test
    void theCurvesAreReal() throws IOException {
        new Session(folder).run("model", "cost", "--batch=1,8,32,192", "--ptes=5120", "--svg=cost-batch.svg");
        sameDrawing("cost-batch.svg");
    }

    private void sameDrawing(String file) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.copy(folder.resolve(file), DOCS.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(DOCS.resolve(file)).as("rewrite with -Dgolden.update=true")
                .hasSameTextualContentAs(folder.resolve(file));
    }
}
