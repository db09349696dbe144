package org.lazymmu.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database: its versions, all or nothing, and every way in which it can be out of order. */
@Timeout(60)
class DatabaseTest {
    private static final Tables FIRST = animals("animal-1.sql");
    private static final Tables SECOND = animals("animal-1.sql", "animal-2.sql");

    @TempDir
    private Path folder;

    @Test
    void tablesAreMadeAndFilled() throws IOException {
        try (Database database = open(FIRST)) {
            add(database, "cat", 4);
            assertThat(number(database, "SELECT count(*) FROM birth")).as("what the trigger did").isEqualTo(1);
        }
        try (Database database = open(FIRST)) {
            assertThat(number(database, "SELECT legs FROM animal WHERE name = 'cat'")).isEqualTo(4);
        }
    }

    @Test
    void olderTablesAreBroughtUpToDateWithWhatIsInThem() throws IOException {
        try (Database database = open(FIRST)) {
            add(database, "cat", 4);
        }
        try (Database database = open(SECOND)) {
            assertThat(number(database, "SELECT tail FROM animal WHERE name = 'cat'")).isEqualTo(1);
        }
    }

    @Test
    void newerTablesAreRefused() throws IOException {
        open(SECOND).close();
        assertFails(() -> open(FIRST), StateException.Kind.NEWER, "was written by a newer lazymmu");
    }

    @Test
    void aStepThatFailsLeavesTheVersionBefore() throws IOException {
        open(FIRST).close();
        assertThatThrownBy(() -> open(animals("animal-1.sql", "animal-wrong.sql"))).isInstanceOf(StateException.class);
        try (Database database = open(FIRST)) {
            assertThat(number(database, "SELECT count(*) FROM pragma_table_info('animal')")).isEqualTo(2);
        }
    }

    @Test
    void whatFailsInTheMiddleIsNotDone() throws IOException {
        try (Database database = open(FIRST)) {
            assertThatThrownBy(() -> database.perform(open -> {
                open.createStatement().executeUpdate("INSERT INTO animal VALUES ('cat', 4)");
                throw new IllegalStateException("in the middle");
            })).hasMessage("in the middle");
            assertThat(number(database, "SELECT count(*) FROM animal")).isZero();
            add(database, "dog", 4);
        }
    }

    @Test
    void foreignKeysCount() throws IOException {
        try (Database database = open(FIRST)) {
            assertThatThrownBy(() -> database.perform(
                    open -> open.createStatement().executeUpdate("INSERT INTO birth VALUES ('nobody')")))
                    .isInstanceOf(StateException.class).hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void aReaderGoesOnWhileAnotherWrites() throws IOException {
        try (Database writer = open(FIRST); Database reader = open(FIRST)) {
            writer.perform(open -> {
                open.createStatement().executeUpdate("INSERT INTO animal VALUES ('cat', 4)");
                assertThat(number(reader, "SELECT count(*) FROM animal")).isZero();
            });
            assertThat(number(reader, "SELECT count(*) FROM animal")).isEqualTo(1);
        }
    }

    @Test
    void whoeverWritesForTooLongIsNamed() throws IOException {
        try (Database one = open(FIRST);
                Database other = Database.open(file(), List.of(FIRST), Duration.ofMillis(50))) {
            one.perform(open -> assertFails(() -> add(other, "cat", 4), StateException.Kind.BUSY, "another lazymmu"));
            add(other, "cat", 4);
        }
    }

    @Test
    void manyMayOpenItForTheFirstTimeAtOnce() throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "animal" + i;
            all.add(() -> {
                try (Database database = open(SECOND)) {
                    add(database, name, 4);
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        try (Database database = open(SECOND)) {
            assertThat(number(database, "SELECT count(*) FROM animal")).isEqualTo(8);
        }
    }

    @Test
    void aDamagedFileIsSaidToBe() throws IOException {
        Files.writeString(file(), "this is no database, but long enough to be one. ".repeat(100));
        assertFails(() -> open(FIRST), StateException.Kind.DAMAGED, "is damaged; move it away");
    }

    @Test
    void pagesThatAreOverwrittenAreNoticed() throws IOException {
        try (Database database = open(FIRST)) {
            for (int i = 0; i < 500; i++) {
                add(database, "animal".repeat(20) + i, 4);
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 3 * 4096; i < bytes.length; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(file(), bytes);
        assertFails(() -> {
            try (Database database = open(FIRST)) {
                number(database, "SELECT sum(legs) FROM animal");
            }
        }, StateException.Kind.DAMAGED, "is damaged");
    }

    @Test
    void aDatabaseOfSomebodyElseIsLeftAlone() throws Exception {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            other.createStatement().executeUpdate("CREATE TABLE theirs (x)");
        }
        byte[] before = Files.readAllBytes(file());
        assertFails(() -> open(FIRST), StateException.Kind.DAMAGED, "none of lazymmu");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFullDiskIsSaidToBe() throws IOException {
        try (Database database = open(FIRST)) {
            assertFails(() -> database.perform(open -> {
                open.createStatement().executeUpdate("PRAGMA max_page_count = 12");
                for (int i = 0; i < 10_000; i++) {
                    open.createStatement().executeUpdate("INSERT INTO animal VALUES ('animal" + i + "', 4)");
                }
            }), StateException.Kind.FULL, "the disk is full");
            assertThat(number(database, "SELECT count(*) FROM animal")).isZero();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("taken"), "");
        Folders folders = Folders.of(Map.of("XDG_DATA_HOME", folder.resolve("taken").toString()));
        assertFails(() -> Database.open(folders, List.of(FIRST)), StateException.Kind.ACCESS, "cannot be made");
    }

    @Test
    void nobodyElseLooksIn() throws IOException {
        Folders folders = Folders
                .of(Map.of("XDG_DATA_HOME", folder.resolve("d").toString(), "XDG_CACHE_HOME", folder + "/c"));
        Database.open(folders, List.of(FIRST)).close();
        assertThat(folders.database()).isEqualTo(folder.resolve("d/lazymmu/lazymmu.db")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.data()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.database())))
                .isEqualTo("rw-------");
    }

    @Test
    void foldersAreWhereTheEnvironmentSays() {
        assertThat(Folders.of(Map.of("HOME", "/home/me")))
                .isEqualTo(new Folders(Path.of("/home/me/.local/share/lazymmu"), Path.of("/home/me/.cache/lazymmu")));
        assertThat(Folders.of(Map.of("HOME", "/home/me", "XDG_DATA_HOME", "relative", "XDG_CACHE_HOME", "/c")))
                .isEqualTo(new Folders(Path.of("/home/me/.local/share/lazymmu"), Path.of("/c/lazymmu")));
    }

    private static Tables animals(String... files) {
        return new Tables("animal", DatabaseTest.class, List.of(files));
    }

    private Path file() {
        return folder.resolve("lazymmu.db");
    }

    private Database open(Tables tables) throws StateException {
        return Database.open(file(), List.of(tables), Duration.ofSeconds(10));
    }

    private static void add(Database database, String name, int legs) throws StateException {
        database.perform(open -> {
            try (var insert = open.prepareStatement("INSERT INTO animal (name, legs) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setInt(2, legs);
                insert.executeUpdate();
            }
        });
    }

    private static int number(Database database, String sql) throws StateException {
        return database.read(open -> {
            try (ResultSet rows = open.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static void assertFails(ThrowingCallable call, StateException.Kind kind, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StateException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.getMessage().lines()).hasSize(1);
        }).hasMessageContaining(words);
    }
}
