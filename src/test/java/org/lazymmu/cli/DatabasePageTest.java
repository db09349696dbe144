package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** The page about the database says what is in it. */
class DatabasePageTest {
    @TempDir
    private Path folder;

    @Test
    void everyTableAndColumnIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs/database.md"));
        for (String column : columns()) {
            String table = column.substring(0, column.indexOf(' '));
            String heading = "### `" + table + "`";
            assertThat(page).contains(heading + "\n");
            String section = page.substring(page.indexOf(heading + "\n") + heading.length());
            int next = section.indexOf("\n##");
            assertThat(next < 0 ? section : section.substring(0, next)).as(table)
                    .contains("| `" + column.substring(table.length() + 1) + "` |");
        }
    }

    @Test
    void nothingElseIsOnThePage() throws IOException {
        List<String> columns = columns();
        String table = "";
        for (String line : Files.readAllLines(Path.of("docs/database.md"))) {
            if (line.startsWith("### `")) {
                table = line.replaceAll("### `(.*)`", "$1");
            } else if (line.startsWith("| `") && !table.isEmpty()) {
                assertThat(columns).contains(table + " " + line.replaceAll("\\| `([^`]*)` .*", "$1"));
            }
        }
    }

    /** Each as table and column; those of the full-text index's own tables are SQLite's. */
    private List<String> columns() throws IOException {
        try (Database database = Database.open(new Folders(folder, folder), OpenedMirrors.TABLES)) {
            return database.read(connection -> {
                List<String> columns = new ArrayList<>();
                try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
                        SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
                        WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'full_text_%'
                          AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid""")) {
                    while (rows.next()) {
                        columns.add(rows.getString(1) + " " + rows.getString(2));
                    }
                }
                return columns;
            });
        }
    }
}
