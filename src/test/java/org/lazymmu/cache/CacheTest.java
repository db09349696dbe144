package org.lazymmu.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final Instant NOW = Instant.parse("2026-01-06T12:30:45Z");

    @TempDir
    private Path folder;

    private Cache cache(String edition, long limit) {
        return Cache.in(folder, edition, limit, InstantSource.fixed(NOW));
    }

    private Cache cache() {
        return cache("one", Cache.USUAL_LIMIT);
    }

    private static void put(Cache cache, String name, String text) {
        cache.put(Key.of("text", name), out -> out.writeUTF(text));
    }

    private static String get(Cache cache, String name) {
        return cache.get(Key.of("text", name), in -> in.readUTF()).orElse("none");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void givesBackWhatWasKept() {
        put(cache(), "a", "first");
        put(cache(), "b", "second");
        assertThat(get(cache(), "a")).isEqualTo("first");
        assertThat(get(cache(), "b")).isEqualTo("second");
        assertThat(get(cache(), "c")).isEqualTo("none");
    }

    @Test
    void replacesAnEntry() {
        put(cache(), "a", "first");
        put(cache(), "a", "second");
        assertThat(get(cache(), "a")).isEqualTo("second");
    }

    @Test
    void keepsNothingWithoutAFolder() {
        put(Cache.none(), "a", "first");
        assertThat(get(Cache.none(), "a")).isEqualTo("none");
        assertThat(Cache.none().trouble()).isNull();
    }

    @Test
    void knowsNothingOfAnotherEdition() {
        put(cache("one", Cache.USUAL_LIMIT), "a", "first");
        assertThat(get(cache("two", Cache.USUAL_LIMIT), "a")).isEqualTo("none");
    }

    @Test
    void takesADamagedEntryForNone() throws IOException {
        put(cache(), "a", "first");
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(get(cache(), "a")).as("cut off after %d bytes", length).isEqualTo("none");
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThat(get(cache(), "a")).as("damaged at %d", at).isEqualTo("none");
        }
        Files.write(file, whole);
        assertThat(get(cache(), "a")).isEqualTo("first");
    }

    @Test
    void dropsWhatWasUsedLeastLately() throws IOException {
        put(cache(), "old", "x".repeat(1000));
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minus(Duration.ofDays(2))));
        put(cache(), "new", "y".repeat(1000));
        put(cache("one", 2500), "newest", "z".repeat(1000));
        assertThat(get(cache(), "old")).isEqualTo("none");
        assertThat(get(cache(), "new")).startsWith("y");
        assertThat(get(cache(), "newest")).startsWith("z");
    }

    @Test
    void notesThatAnEntryWasUsed() throws IOException {
        put(cache(), "a", "first");
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minus(Duration.ofDays(2))));
        get(cache(), "a");
        assertThat(Files.getLastModifiedTime(files().getFirst()).toInstant()).isEqualTo(NOW);
    }

    @Test
    void dropsOtherEditionsWhenThereIsTooMuch() throws IOException {
        put(cache("one", Cache.USUAL_LIMIT), "a", "x".repeat(1000));
        Files.setLastModifiedTime(files().getFirst(), FileTime.from(NOW.minus(Duration.ofDays(2))));
        put(cache("two", 1500), "b", "y".repeat(1000));
        assertThat(files()).hasSize(1);
    }

    @Test
    void cleansUpAfterWritersThatWereKilled() throws IOException {
        put(cache(), "a", "first");
        Path abandoned = Files.createFile(files().getFirst().resolveSibling("new1.tmp"));
        Path underWay = Files.createFile(files().getFirst().resolveSibling("new2.tmp"));
        Files.setLastModifiedTime(abandoned, FileTime.from(NOW.minus(Duration.ofHours(3))));
        Files.setLastModifiedTime(underWay, FileTime.from(NOW.minus(Duration.ofMinutes(3))));
        put(cache(), "b", "second");
        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void saysWhyNothingCanBeKept() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Cache cache = Cache.in(file, "one", Cache.USUAL_LIMIT, InstantSource.fixed(NOW));
        put(cache, "a", "first");
        assertThat(cache.trouble()).contains("file");
        assertThat(get(cache, "a")).isEqualTo("none");
    }

    @Test
    void leavesNothingBehindWhenAWriterFails() throws IOException {
        Cache cache = cache();
        cache.put(Key.of("text", "a"), out -> {
            out.writeUTF("half of it");
            throw new IOException("disk full");
        });
        assertThat(files()).isEmpty();
        assertThat(cache.trouble()).contains("disk full");
    }

    @Test
    void servesSeveralAtOnce() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "t".repeat(i % 7 * 1000 + 1);
            tasks.add(() -> {
                Cache cache = cache("one", 20_000);
                put(cache, "shared" + text.length(), text);
                return get(cache, "shared" + text.length()).replace(text, "").replace("none", "");
            });
        }
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (Future<String> got : pool.invokeAll(tasks)) {
                assertThat(got.get()).isEmpty();
            }
        }
    }
}
