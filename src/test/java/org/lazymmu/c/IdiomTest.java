package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lazymmu.source.FileText;

/** Every idiom in {@code idioms.c} parses to what the comment above it says. */
class IdiomTest {
    private static final Pattern EXPECTATION = Pattern.compile("/\\*\n \\* head:.*?\\*/\n", Pattern.DOTALL);
    private static final Pattern PIECE = Pattern.compile("^/\\* =>(.*) \\*/\n", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("^ \\* (head|calls|body):(.*(?:\n \\*   .*)*)",
            Pattern.MULTILINE);

    static String idioms() throws IOException {
        try (InputStream in = IdiomTest.class.getResourceAsStream("idioms.c")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private final String text = idioms();
    private final CSource source = CSource.of("idioms.c", FileText.of(text));

    IdiomTest() throws IOException {
    }

    private static List<String> expected(String comment) {
        List<String> lines = new ArrayList<>();
        Matcher line = LINE.matcher(comment);
        while (line.find()) {
            lines.add(oneLine(line.group(1) + ": " + line.group(2).replace("\n *", " ")));
        }
        return lines;
    }

    private List<String> found(CFile.Function function) {
        Body body = source.body(function);
        String calls = CallOrder.of(body).stream().map(CallOrder.Event::toString).collect(Collectors.joining(", "));
        assertThat(body.problems()).isEmpty();
        return Stream.of("head: " + Printed.head(function), "calls: " + calls, "body: " + Printed.body(body))
                .map(IdiomTest::oneLine).toList();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private List<CFile.Function> functionsBetween(int from, int to) {
        return source.file().functions().stream().filter(f -> f.at() >= from && f.at() < to)
                .sorted(Comparator.comparingInt(CFile.Function::at)).toList();
    }

    @TestFactory
    Stream<DynamicTest> functionsParseAsTheyReadAboveThem() {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher comment = EXPECTATION.matcher(text);
        int covered = 0;
        List<int[]> places = new ArrayList<>();
        while (comment.find()) {
            places.add(new int[]{ comment.start(), comment.end() });
        }
        for (int i = 0; i < places.size(); i++) {
            int[] place = places.get(i);
            List<CFile.Function> functions = functionsBetween(place[1],
                    i + 1 < places.size() ? places.get(i + 1)[0] : text.length());
            covered += functions.size();
            List<String> expected = expected(text.substring(place[0], place[1]));
            tests.add(DynamicTest.dynamicTest(functions.isEmpty() ? "missing" : functions.getFirst().name(),
                    () -> assertThat(functions.stream().flatMap(f -> found(f).stream()).toList()).isEqualTo(expected)));
        }
        int all = covered;
        tests.add(DynamicTest.dynamicTest("every function has its expectation",
                () -> assertThat(source.file().functions()).hasSize(all).hasSizeGreaterThan(75)));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> piecesParseAsTheyReadAboveThem() {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher comment = PIECE.matcher(text);
        while (comment.find()) {
            int from = comment.end();
            int to = text.indexOf('\n', from);
            String expected = comment.group(1).strip();
            tests.add(DynamicTest.dynamicTest(text.substring(from, to),
                    () -> assertThat(pieces(from, to)).containsExactly(expected)));
        }
        assertThat(tests).hasSizeGreaterThan(25);
        return tests.stream();
    }

    private List<String> pieces(int from, int to) {
        CFile file = source.file();
        Stream<String> macros = file.macros().stream().filter(m -> m.at() >= from && m.at() < to).map(m -> {
            Body body = source.body(m);
            String problem = body.problems().isEmpty() ? "" : " !" + body.problems().getFirst().reason();
            return Printed.body(body) + problem;
        });
        Stream<String> calls = file.invocations().stream().filter(i -> i.call().at() >= from && i.call().at() < to)
                .map(i -> Printed.expr(i.call()));
        Stream<String> variables = file.variables().stream().filter(v -> v.at() >= from && v.at() < to)
                .map(v -> v.type() + ":" + v.name() + " = " + Printed.expr(v.init()));
        return Stream.of(macros, calls, variables).flatMap(s -> s).toList();
    }

    @Test
    void fileLevelHasNoProblemsAndKeepsIncludes() {
        assertThat(source.file().problems()).isEmpty();
        assertThat(source.file().includes()).containsExactly("<linux/idioms.h>", "\"private.h\"");
    }

    @Test
    void identifiersAreThoseOfTheBodyInOrder() {
        CFile.Function function = source.file().functions().stream()
                .filter(f -> f.name().equals("arguments_come_first"))
                .findFirst().orElseThrow();
        assertThat(source.identifiers(function, CSource.Use.ANY)).containsExactly("lock", "mm", "f", "g", "pgd",
                "unlock");
        CFile.Macro macro = source.file().macros().stream().filter(m -> m.name().equals("LIST")).findFirst()
                .orElseThrow();
        assertThat(source.identifiers(macro, CSource.Use.ANY)).containsExactly("a", "b");
    }
}
