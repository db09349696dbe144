package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lazymmu.state.Tables;

/** The page about the database shows the tables as the program makes them. */
class DatabasePageTest {
    private static final Path PAGE = Path.of("docs/database.md");

    @Test
    void thePageShowsAllTables() throws IOException {
        for (Tables tables : OpenedMirrors.TABLES) {
            for (String file : tables.files()) {
                shows(tables.name() + "/" + file, sql(tables, file));
            }
        }
    }

    private static void shows(String name, String sql) throws IOException {
        Pattern block = Pattern.compile("(?<=<!-- tables: " + Pattern.quote(name) + " -->\n```sql\n).*?(?=```\n)",
                Pattern.DOTALL);
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        if (Boolean.getBoolean("golden.update")) {
            page = block.matcher(page).replaceFirst(Matcher.quoteReplacement(sql));
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(block.matcher(page).results().map(match -> match.group()))
                .as(name + " (rewrite with -Dgolden.update=true)").containsExactly(sql);
    }

    private static String sql(Tables tables, String file) throws IOException {
        try (InputStream in = tables.owner().getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
