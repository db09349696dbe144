package org.lazymmu.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.commit.Person;

/**
 * A history of a few commits, written by a test. Every tree begins with one file, {@code mm/lazy.c}, whose lines are
 * {@code line_1_of_lazy();} to {@code line_40_of_lazy();}.
 */
final class SmallHistory implements AutoCloseable {
    static final Person ADA = new Person("Ada Author", "ada@example.org");
    static final Person VENDOR = new Person("Vendor", "vendor@example.org");
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

    private final Path repository;
    private final FastImport writer;
    private final String root;
    private final Map<String, String> tips = new TreeMap<>();
    private final Map<String, List<String>> files = new HashMap<>();
    private Instant now = BEGIN;
    private Person author = ADA;

    SmallHistory(Path repository) {
        this.repository = repository;
        writer = new FastImport(repository);
        root = writer.commit(List.of(), ADA, BEGIN, BEGIN, "Linux 6.14\n", Map.of("mm/lazy.c", beginning()));
    }

    private static List<String> beginning() {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            lines.add("\tline_" + i + "_of_lazy();");
        }
        return lines;
    }

    /** From here on somebody else commits. */
    SmallHistory by(Person other) {
        author = other;
        return this;
    }

    /** A commit on a tree that replaces lines: {@code 3=new_text();}, or takes them away: {@code 3=}. */
    String commit(String tree, String message, String... changes) {
        List<String> lines = files.computeIfAbsent(tree, name -> new ArrayList<>(beginning()));
        for (String change : changes) {
            int equals = change.indexOf('=');
            lines.set(Integer.parseInt(change.substring(0, equals)) - 1, "\t" + change.substring(equals + 1));
        }
        now = now.plus(Duration.ofDays(1));
        String id = writer.commit(List.of(tip(tree)), author, now, now, message, changes.length == 0 ? Map.of()
                : Map.of("mm/lazy.c", lines));
        tips.put(tree, id);
        return id;
    }

    /** Time goes by. */
    SmallHistory later(int days) {
        now = now.plus(Duration.ofDays(days));
        return this;
    }

    /** A merge of one tree into another. */
    String merge(String tree, String other, String message) {
        now = now.plus(Duration.ofDays(1));
        files.put(tree, files.get(other));
        String id = writer.commit(List.of(tip(tree), tip(other)), author, now, now, message, Map.of("mm/lazy.c",
                files.get(other)));
        tips.put(tree, id);
        return id;
    }

    private String tip(String tree) {
        return tips.getOrDefault(tree, root);
    }

    Tree tree(String name) {
        return new Tree(name, "refs/mirrors/" + name + "/HEAD", tip(name));
    }

    /** Ends writing. */
    ScannedRepository read() throws IOException {
        tips.forEach((tree, tip) -> {
            writer.ref("refs/mirrors/" + tree + "/heads/master", tip);
            writer.ref("refs/mirrors/" + tree + "/HEAD", tip);
        });
        writer.close();
        return new ScannedRepository(repository);
    }

    Path repository() {
        return repository;
    }

    @Override
    public void close() {
        writer.close();
    }
}
