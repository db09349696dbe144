package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.refactoring.Refactored;
import org.lazymmu.refactoring.Refactoring;
import org.lazymmu.refactoring.Refactorings;
import org.lazymmu.refactoring.Seed;
import org.lazymmu.source.FileText;

/**
 * Refactorings do not fool the rules: every {@code bad.c} of every rule has its findings in every shape, and every {@code ok.c}
 * stays silent in every shape.
 *
 * <p>
 * A function of a {@code bad.c} with the mark {@code expect} wants a finding of the rule that stands in it or in a helper that
 * now holds its code, or whose chain passes there; one with the mark {@code chain} wants its chain or further places to pass
 * there. No finding stands in a function without marks.
 */
class RefactoringTest {
    private static final Path FILES = Path.of("src/test/resources/rules");
    private static final Path KNOWN = Path.of("src/test/resources/refactoring/known.tsv");

    static List<Refactoring> refactorings() {
        return Refactorings.all();
    }

    @ParameterizedTest
    @MethodSource("refactorings")
    void foolsNobody(Refactoring refactoring) throws IOException {
        Set<String> known = known(refactoring.name());
        List<Outcome> outcomes = seeds().parallelStream().map(file -> outcome(file, refactoring)).toList();
        assertThat(outcomes.stream().mapToInt(Outcome::places).sum()).as("places that it suits").isPositive();
        assertThat(outcomes).flatExtracting(Outcome::problems).isEmpty();
        assertThat(outcomes.stream().flatMap(outcome -> outcome.wrong().stream())
                .filter(wrong -> known.stream().noneMatch(wrong::startsWith))).isEmpty();
        assertThat(known.stream().filter(entry -> outcomes.stream().flatMap(outcome -> outcome.wrong().stream())
                .noneMatch(wrong -> wrong.startsWith(entry)))).as("known to be wrong, but right").isEmpty();
    }

    /**
     * What a refactoring did to a file.
     *
     * @param places   how many places it changed
     * @param problems what is no C any more
     * @param wrong    findings that are missing or should not be there: {@code rule/file function: what}
     */
    record Outcome(int places, List<String> problems, List<String> wrong) {
    }

    static Outcome outcome(String file, Refactoring refactoring) {
        String text = MiniKernel.read(FILES.resolve(file));
        Refactored refactored = refactoring.apply().apply(Seed.of(text));
        int places = refactored.places().values().stream().mapToInt(Integer::intValue).sum();
        if (places == 0) {
            return new Outcome(0, List.of(), List.of());
        }
        List<String> problems = new ArrayList<>();
        Stream.concat(Stream.of(refactored.text()), refactored.files().values().stream())
                .forEach(code -> Seed.of(code).problems().forEach(problem -> problems.add(file + ": " + problem)));
        MiniKernel kernel = new MiniKernel(new Marks(text).era()).with(refactored.text());
        refactored.files().forEach(kernel::with);
        boolean bad = file.contains("/bad");
        Report report = bad ? kernel.check(file.substring(0, file.indexOf('/'))) : kernel.check();
        report.unanalysed().stream().filter(Unanalysed::canHide)
                .forEach(entry -> problems.add(file + " " + entry.function() + ": " + entry.reason()));
        Map<String, Set<String>> marks = bad ? marks(text, file.substring(0, file.indexOf('/'))) : Map.of();
        return new Outcome(places, problems, wrong(file, report, marks, refactored::origin));
    }

    private static List<String> wrong(String file, Report report, Map<String, Set<String>> marks,
            UnaryOperator<String> origin) {
        List<String> wrong = new ArrayList<>();
        Set<String> passed = new TreeSet<>();
        for (Finding finding : report.findings()) {
            Set<String> touched = new TreeSet<>(Set.of(origin.apply(finding.function())));
            Stream.concat(finding.trace().stream(), finding.also().stream()).map(TraceStep::function).map(origin)
                    .forEach(touched::add);
            passed.addAll(touched);
            String function = origin.apply(finding.function());
            if (!marks.containsKey(function) && (finding.place().file().equals(MiniKernel.CASE)
                    && !function.equals(Refactored.ITS_CALLERS) || touched.stream().noneMatch(marks::containsKey))) {
                wrong.add(file + " " + finding.function() + ": not expected: " + finding.rule() + ": "
                        + finding.message());
            }
        }
        marks.forEach((function, kinds) -> {
            if (!passed.contains(function) && (kinds.contains("expect") || kinds.contains("chain"))) {
                wrong.add(file + " " + function + ": missing");
            }
        });
        return wrong;
    }

    /** The marks of a file by the functions that they stand in. */
    private static Map<String, Set<String>> marks(String text, String rule) {
        List<CFile.Function> functions = CSource.of("seed.c", FileText.of(text)).file().functions();
        Map<String, Set<String>> marks = new TreeMap<>();
        java.util.regex.Pattern.compile("/\\* (expect|chain|allow): " + rule + "[ *]").matcher(text).results()
                .forEach(mark -> functions
                        .stream().filter(f -> f.bodyFrom() < mark.start() && mark.start() < f.bodyTo()).findFirst()
                        .ifPresent(f -> marks.computeIfAbsent(f.name(), name -> new TreeSet<>()).add(mark.group(1))));
        return marks;
    }

    static List<String> seeds() {
        try (Stream<Path> walk = Files.walk(FILES)) {
            return walk.map(file -> FILES.relativize(file).toString()).filter(name -> name.matches(".*/(bad|ok).*\\.c"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What a refactoring is known to hide or to make up, as starts of {@code rule/file function: what}. */
    private static Set<String> known(String refactoring) throws IOException {
        return Files.readAllLines(KNOWN).stream().filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\t")).filter(row -> row[0].equals(refactoring)).map(row -> row[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
