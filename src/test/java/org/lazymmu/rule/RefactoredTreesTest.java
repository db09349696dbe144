package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.finding.Finding;
import org.lazymmu.refactoring.Refactored;
import org.lazymmu.refactoring.Refactoring;
import org.lazymmu.refactoring.Refactorings;
import org.lazymmu.refactoring.Seed;
import org.lazymmu.source.TextTree;

/**
 * Refactorings of whole trees fool nobody either: the bundled trees, right and wrong, with all their C files in another shape.
 *
 * <p>
 * Not every tree is checked in every shape, which would take too long: each in one of {@value #SAMPLE}, and each shape on some.
 */
class RefactoredTreesTest {
    private static final int SAMPLE = 6;
    /** Files of the hooks themselves are not in another shape: those are known by their names. */
    private static final Pattern DEFINES_HOOK = Pattern
            .compile("\\barch_(?:enter|leave|flush)_lazy\\w*\\([^;]*\\)\\s*\\{");
    private static final Path COUNTED = Path.of("src/test/resources/trees/counted");
    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final Path KNOWN = Path.of("src/test/resources/refactoring/known-trees.tsv");

    /** A tree, with what is found in it: rules and functions. */
    record Case(String name, SortedMap<String, String> files, SortedSet<String> found) {
        static Case of(String name, SortedMap<String, String> files) {
            return new Case(name, files, findings(files, Map.of()));
        }
    }

    static final List<Case> CASES = cases();

    static List<Refactoring> refactorings() {
        return Refactorings.all();
    }

    @ParameterizedTest
    @MethodSource("refactorings")
    void foolsNobody(Refactoring refactoring) throws IOException {
        int number = refactorings().stream().map(Refactoring::name).toList().indexOf(refactoring.name());
        List<String> known = Files.readAllLines(KNOWN).stream()
                .filter(line -> line.startsWith(refactoring.name() + "\t"))
                .map(line -> line.split("\t")[1]).toList();
        List<String> wrong = IntStream.range(0, CASES.size()).filter(i -> (i + number) % SAMPLE == 0)
                .mapToObj(CASES::get)
                .flatMap(one -> wrong(one, refactoring).stream()).toList();
        assertThat(wrong).containsExactlyInAnyOrderElementsOf(known);
    }

    static List<String> wrong(Case one, Refactoring refactoring) {
        SortedMap<String, String> files = new TreeMap<>(one.files());
        Map<String, String> origins = new HashMap<>();
        one.files().forEach((path, text) -> {
            if (path.endsWith(".c") && !DEFINES_HOOK.matcher(text).find()) {
                reshape(path, refactoring.apply().apply(Seed.of(text)), files, origins);
            }
        });
        SortedSet<String> found = findings(files, origins);
        List<String> wrong = new ArrayList<>();
        one.found().stream().filter(finding -> !found.contains(finding))
                .forEach(finding -> wrong.add(one.name() + ": missing " + finding));
        found.stream().filter(finding -> !one.found().contains(finding))
                .forEach(finding -> wrong.add(one.name() + ": not expected " + finding));
        return wrong;
    }

    /** Puts a file in another shape into a tree, with the headers that it needs, and what they define, under names of its own. */
    private static void reshape(String path, Refactored shape, Map<String, String> files, Map<String, String> origins) {
        String suffix = path.replaceAll("\\W", "_");
        UnaryOperator<String> own = text -> text.replaceAll("\\bmy_(\\w+)", "my_$1_" + suffix)
                .replaceAll("\\b_LINUX_\\w+_H\\b", "$0_" + suffix);
        String text = shape.text();
        for (Map.Entry<String, String> header : shape.files().entrySet()) {
            String name = header.getKey().replace(".h", "_" + suffix + ".h");
            text = text.replace(header.getKey().replace("include/", ""), name.replace("include/", ""));
            files.put(name, own.apply(header.getValue()));
            shape.origins().forEach((function, origin) -> origins.put(name + own.apply(function), origin));
        }
        files.put(path, shape.files().isEmpty() ? text : own.apply(text));
        shape.origins().forEach((function, origin) -> origins.put(path + function, origin));
    }

    private static SortedSet<String> findings(SortedMap<String, String> files, Map<String, String> origins) {
        TreeSet<String> found = new TreeSet<>();
        for (Finding finding : Check.run(new TextTree("tree", files), Check.Options.all(), Check.Progress.NONE)
                .findings()) {
            String function = finding.function();
            found.add(finding.rule() + " in " + origins.getOrDefault(finding.place().file() + function, function));
        }
        return found;
    }

    private static List<Case> cases() {
        SortedMap<String, String> counted = read(COUNTED);
        List<Case> cases = new ArrayList<>();
        for (String side : List.of("before", "after")) {
            SortedMap<String, String> files = read(DEMO.resolve("common"));
            files.putAll(read(DEMO.resolve(side)));
            cases.add(Case.of(side, files));
        }
        cases.add(Case.of("counted", counted));
        for (CountedTreeTest.Change change : CountedTreeTest.changes()) {
            SortedMap<String, String> files = new TreeMap<>(counted);
            String text = Objects.requireNonNull(files.get(change.file()));
            int at = text.indexOf(change.before());
            files.put(change.file(),
                    text.substring(0, at) + change.after() + text.substring(at + change.before().length()));
            cases.add(Case.of(change.name(), files));
        }
        return List.copyOf(cases);
    }

    private static SortedMap<String, String> read(Path folder) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), MiniKernel.read(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }
}
