package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;

/**
 * Hooks that are right in four small trees, that go wrong when they are changed, and that stay what they are when they are
 * written in another way. The trees and the changes are in {@code src/test/resources/trees/hooks}.
 */
class ImplementationsTest {
    private static final Path FOLDER = Path.of("src/test/resources/trees/hooks");
    private static final Pattern PARTS = Pattern.compile("(?<!\\|)\\|(?!\\|)");

    private static final Pattern FUNCTION = Pattern.compile("^[a-z][^;\\n]*\\)\n\\{.*?^}\n",
            Pattern.MULTILINE | Pattern.DOTALL);

    static List<String> rules() {
        return ArchRules.all().stream().map(Rule::id).toList();
    }

    /**
     * A change of some places in a file.
     *
     * @param before the text of each place
     * @param after the text in its place; one for all, or one for each
     * @param expected what is found then
     */
    record Change(String name, String tree, String file, List<String> before, List<String> after, String expected) {
        Map<String, String> to(Map<String, String> files) {
            Map<String, String> changed = new TreeMap<>(files);
            String text = String.valueOf(changed.get(file));
            for (int i = 0; i < before.size(); i++) {
                assertThat(text).as(file).contains(before.get(i));
                text = text.replace(before.get(i), after.get(Math.min(i, after.size() - 1)));
            }
            changed.put(file, text);
            return changed;
        }

        @Override
        public String toString() {
            return tree + ": " + name;
        }
    }

    static List<Change> changes() throws IOException {
        return rows("changes.tsv").map(row -> new Change(row[0], row[1], row[2], texts(row[3]), texts(row[4]),
                row[5])).toList();
    }

    static List<Change> rewrites() throws IOException {
        return rows("rewrites.tsv").map(row -> new Change(row[0], row[1], row[2], texts(row[3]), texts(row[4]), "-"))
                .toList();
    }

    /** Each way of writing together with each change of another file that breaks something. */
    static List<Arguments> brokenRewrites() throws IOException {
        List<Arguments> pairs = new ArrayList<>();
        for (Change change : changes()) {
            for (Change rewrite : rewrites()) {
                if (rewrite.tree().equals(change.tree()) && !rewrite.file().equals(change.file())) {
                    pairs.add(Arguments.of(rewrite, change));
                }
            }
        }
        return pairs;
    }

    private static Stream<String[]> rows(String table) throws IOException {
        return Files.readAllLines(FOLDER.resolve(table)).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"));
    }

    /** Texts with a bar between; a blank stands for an empty one. */
    private static List<String> texts(String column) {
        return PARTS.splitAsStream(column.equals(" ") ? "" : column)
                .map(text -> text.replace("\\n", "\n").replace("\\t", "\t")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "hash", "tsb", "queue", "flags" })
    void findsNothingInHooksThatAreRight(String tree) throws IOException {
        assertThat(found(files(tree))).isEqualTo("-");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void findsWhatAChangeBreaks(Change change) throws IOException {
        assertThat(found(change.to(files(change.tree())))).isEqualTo(change.expected());
    }

    @ParameterizedTest
    @MethodSource("rewrites")
    void findsNothingInTheSameWrittenInAnotherWay(Change rewrite) throws IOException {
        assertThat(found(rewrite.to(files(rewrite.tree())))).isEqualTo("-");
    }

    /** A test whose answer makes no difference is not asked: it would stand in the message, and double the searches. */
    @Test
    void saysNothingOfTestsThatMakeNoDifference() throws IOException {
        Change rewrite = rewrites().stream().filter(one -> one.name().equals("a check for debugging")).findFirst()
                .orElseThrow();
        Change change = changes().stream().filter(one -> one.tree().equals(rewrite.tree())
                && !one.file().equals(rewrite.file()) && !one.expected().equals("-")).findFirst().orElseThrow();
        Map<String, String> broken = change.to(files(change.tree()));
        assertThat(messages(broken)).isNotEmpty();
        assertThat(messages(rewrite.to(broken))).isEqualTo(messages(broken));
    }

    private static List<String> messages(Map<String, String> hooks) {
        return kernel(hooks).check(rules().toArray(String[]::new)).findings().stream().map(Finding::message).toList();
    }

    @ParameterizedTest
    @MethodSource("brokenRewrites")
    void findsTheSameInTheSameWrittenInAnotherWay(Change rewrite, Change change) throws IOException {
        assertThat(found(change.to(rewrite.to(files(change.tree()))))).isEqualTo(change.expected());
    }

    /** Hooks that break where they are preempted are not tried with regions in regions: what was wrong there is not mended. */
    @Test
    void whatIsNotTriedAnyMoreIsAsBefore() throws IOException {
        Map<String, String> counted = change("counter that the switch does not know").to(files("queue"));
        Map<String, String> preempted = change("flush of the hypervisor preemptible").to(counted);
        MiniKernel before = kernel(counted);
        Patch patch = Patch.read("p",
                PatchCheckTest.patch(before, kernel(preempted)).getBytes(StandardCharsets.ISO_8859_1));
        Comparison comparison = PatchCheck.run(PatchedTree.of(before.tree(), List.of(patch)),
                new Check.Options(new TreeSet<>(), null, new TreeSet<>(rules()), 1), Check.Progress.NONE);
        assertThat(comparison.findings(Status.INTRODUCED)).extracting(Finding::rule)
                .containsExactly("arch-preemption");
        assertThat(comparison.findings(Status.EXISTING)).extracting(Finding::rule).containsExactly("arch-nesting");
        assertThat(comparison.findings(Status.FIXED)).isEmpty();
    }

    private static Change change(String name) throws IOException {
        return changes().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheBadCodeOfItsPage(String rule) throws IOException {
        assertThat(found(withCode(rule, "Bad"))).startsWith(rule + " in ").doesNotContain(";");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void acceptsTheGoodCodeOfItsPage(String rule) throws IOException {
        assertThat(found(withCode(rule, "Good"))).isEqualTo("-");
    }

    /** The tree that has the functions of the code on a rule's page, with these in place of its own. */
    private static Map<String, String> withCode(String rule, String section) throws IOException {
        String code = new RulePage(MiniKernel.read(Path.of("docs/rules", rule + ".md"))).code(section).getFirst();
        for (String tree : List.of("tsb", "queue")) {
            Map<String, String> files = files(tree);
            if (replace(files, code)) {
                return files;
            }
        }
        throw new IllegalStateException("no tree has the functions of " + rule);
    }

    private static boolean replace(Map<String, String> files, String code) {
        boolean any = false;
        for (String function : FUNCTION.matcher(code).results().map(MatchResult::group).toList()) {
            String head = function.substring(0, function.indexOf('\n') + 1);
            for (Map.Entry<String, String> file : files.entrySet()) {
                int at = file.getValue().indexOf(head);
                if (at >= 0) {
                    int end = file.getValue().indexOf("\n}\n", at) + 3;
                    file.setValue(file.getValue().substring(0, at) + function + file.getValue().substring(end));
                    any = true;
                }
            }
        }
        return any;
    }

    private static Map<String, String> files(String tree) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = FOLDER.resolve(tree);
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(Files::isRegularFile)
                    .forEach(file -> files.put(root.relativize(file).toString(), MiniKernel.read(file)));
        }
        return files;
    }

    /** The findings about the hooks, and what was not tried that could hide one. */
    private static String found(Map<String, String> hooks) {
        Report report = kernel(hooks).check(rules().toArray(String[]::new));
        List<String> found = Stream.concat(report.findings().stream().map(ImplementationsTest::describe),
                report.unanalysed().stream().filter(Unanalysed::canHide).map(u -> "? " + u.reason())).toList();
        return found.isEmpty() ? "-" : String.join("; ", found);
    }

    private static MiniKernel kernel(Map<String, String> hooks) {
        MiniKernel kernel = new MiniKernel("no-nesting").with("#include <linux/mm.h>\n");
        Set.copyOf(kernel.files().keySet()).stream().filter(path -> path.startsWith("arch/")).forEach(kernel::without);
        hooks.forEach(kernel::with);
        return kernel;
    }

    private static String describe(Finding finding) {
        return finding.rule() + " in " + finding.function();
    }
}
