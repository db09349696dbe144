package org.lazymmu.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lazymmu.finding.Report;
import org.lazymmu.source.TextTree;

/**
 * A kernel of a dozen files: the headers in {@code src/test/resources/kernel}, four architectures with hooks, and one C file of
 * the test's own.
 */
final class MiniKernel {
    /** Where the C file under test lies in the tree. */
    static final String CASE = "mm/case.c";

    private static final Path FOLDER = Path.of("src/test/resources/kernel");
    private static final String HELPERS = "include/linux/lazy_helpers.h";
    private static final String PGTABLE = "include/linux/pgtable.h";

    private final TreeMap<String, String> files = new TreeMap<>();

    /** A kernel whose include/linux/pgtable.h is that of an era. */
    MiniKernel(String era) {
        try (Stream<Path> walk = Files.walk(FOLDER)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String path = FOLDER.relativize(file).toString();
                if (!path.startsWith("eras/")) {
                    files.put(path, read(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put(PGTABLE, read(FOLDER.resolve("eras").resolve(era + ".h")));
    }

    /** The C file under test; a header of helpers that it does not include is not there, since nobody would call them. */
    MiniKernel with(String text) {
        files.put(CASE, text);
        if (!text.contains("#include <linux/lazy_helpers.h>")) {
            files.remove(HELPERS);
        }
        return this;
    }

    /** One more file, or another text for one. */
    MiniKernel with(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** One file less. */
    MiniKernel without(String path) {
        files.remove(path);
        return this;
    }

    /** The text of a file. */
    String text(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    SortedMap<String, String> files() {
        return files;
    }

    TextTree tree() {
        return new TextTree("mini", files);
    }

    /** Checks the tree by the rules given, or by all for code that uses the mode. */
    Report check(String... rules) {
        TreeSet<String> wanted = new TreeSet<>(List.of(rules));
        if (wanted.isEmpty()) {
            Rules.all().stream().map(Rule::id).filter(id -> !id.startsWith("arch-")).forEach(wanted::add);
        }
        Check.Options options = new Check.Options(new TreeSet<>(), null, wanted, 1);
        return Check.run(tree(), options, (phase, done, total) -> {
        });
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
