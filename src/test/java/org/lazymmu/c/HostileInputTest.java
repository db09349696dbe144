package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.source.FileText;

/** Input that no kernel has: bounded time, no overflow, and what is not understood is told. */
class HostileInputTest {
    private static final int MANY = 100_000;

    /** Parses all there is in a text; how many problems there were. */
    static int parseAll(String text) {
        CSource source = CSource.of("hostile.c", FileText.of(text));
        int problems = source.file().problems().size();
        for (CFile.Function function : source.file().functions()) {
            problems += source.body(function).problems().size();
            source.identifiers(function, CSource.Use.ANY);
        }
        for (CFile.Macro macro : source.file().macros()) {
            problems += source.body(macro).problems().size();
            source.identifiers(macro, CSource.Use.ANY);
        }
        return problems;
    }

    private static String function(String body) {
        return "int f(int x)\n{\n" + body + "\n}\n";
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("parentheses", function("x = " + "(".repeat(MANY) + "x" + ")".repeat(MANY) + ";")),
                Arguments.of("open parentheses", function("x = " + "(".repeat(MANY))),
                Arguments.of("calls", function("f(".repeat(MANY) + ")".repeat(MANY) + ";")),
                Arguments.of("braces", function("{".repeat(MANY) + "}".repeat(MANY))),
                Arguments.of("open braces", function("{".repeat(MANY))),
                Arguments.of("initializer", function("struct s x = " + "{".repeat(MANY) + "}".repeat(MANY) + ";")),
                Arguments.of("unary", function("x = " + "-".repeat(MANY) + "x;")),
                Arguments.of("not", function("x = " + "! ".repeat(MANY) + "x;")),
                Arguments.of("casts", function("x = " + "(int)".repeat(MANY) + "x;")),
                Arguments.of("unsure casts", function("x = " + "(a_t)(".repeat(MANY) + "x;")),
                Arguments.of("sums", function("x = 1" + " + 1".repeat(MANY) + ";")),
                Arguments.of("assignments", function("x = ".repeat(MANY) + "1;")),
                Arguments.of("conditionals", function("x = " + "1 ? 2 : ".repeat(MANY) + "3;")),
                Arguments.of("members", function("x" + "->x".repeat(MANY) + " = 1;")),
                Arguments.of("else if", function("if (x) ;" + " else if (x) ;".repeat(MANY))),
                Arguments.of("if", function("if (x) ".repeat(MANY) + ";")),
                Arguments.of("macro blocks", function("each(x) ".repeat(MANY) + ";")),
                Arguments.of("statement expressions", function("x = " + "({ ".repeat(MANY))),
                Arguments.of("arguments that are not values", function("f(< ".repeat(1000) + ");")),
                Arguments.of("unterminated comment", "int f(void) { /* "),
                Arguments.of("unterminated #if", "#if 1\nint f(void) {"),
                Arguments.of("stray #endif", "#endif\n#else\n#elif 1\n}\n"),
                Arguments.of("nested #if", "#if A\n".repeat(MANY) + "int x;\n"),
                Arguments.of("parameters", "int f(" + "(".repeat(MANY) + ") { }"),
                Arguments.of("declarators", function("int " + "(*".repeat(MANY) + "x;")),
                Arguments.of("macro parentheses", "#define M(x) " + "(".repeat(MANY) + "x" + ")".repeat(MANY) + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badInputIsAProblemInTheEnd(String name, String text) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(parseAll(text)).isPositive());
    }

    static Stream<Arguments> strange() {
        return Stream.of(Arguments.of("empty", ""), Arguments.of("unterminated string", "int f(void) { g(\"abc\n); }"),
                Arguments.of("NULs", "\0".repeat(MANY)),
                Arguments.of("NULs in a function", function("x\0= 1;")),
                Arguments.of("10 MB in one line", "int x = 1 + 2; f(x); /* */ \"a\" 'b' {".repeat(10_000_000 / 36)),
                Arguments.of("10 MB of one word", "a".repeat(10_000_000)),
                Arguments.of("10 MB of quotes", "\"".repeat(10_000_000)),
                Arguments.of("10 MB of hashes", "#\n".repeat(5_000_000)),
                Arguments.of("many functions", "int f(void) { return g(1); }\n".repeat(MANY)),
                Arguments.of("a long function", function("x = g(1, 2);\n".repeat(MANY))),
                Arguments.of("a long switch", function("switch (x) {" + "case 1: g(); break;\n".repeat(MANY) + "}")),
                Arguments.of("many #if in a function", function("#ifdef A\nx = 1;\n#endif\n".repeat(2000))),
                Arguments.of("many #if in a statement",
                        function("x = 1\n" + "#ifdef A\n+ 1\n#endif\n".repeat(200) + ";")),
                Arguments.of("many different #if in a statement", function("x = 1\n" + differentIfs(60) + ";")),
                Arguments.of("many unaligned #if", function("#ifdef A\nif (x) {\n#endif\n".repeat(200))),
                Arguments.of("many #if in a head",
                        "int f(\n" + "#ifdef A\nint a,\n#endif\n".repeat(2000) + "int b) { }"),
                Arguments.of("many open heads", "int f(void)\n" + "#if A\n{\n#else\n".repeat(2000)),
                Arguments.of("many #elif", "#if A0\n" + elifs(5000) + "#endif\n"),
                Arguments.of("backslashes", "\\\n".repeat(MANY) + "\\"),
                Arguments.of("glue", "#define M " + "a##".repeat(MANY) + "a\n"),
                Arguments.of("K&R", "int f(a) ".repeat(1000) + "int a; ".repeat(MANY) + "{ }"));
    }

    private static String differentIfs(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("#ifdef A").append(i).append("\n+ g").append(i).append("()\n#else\n- h()\n#endif\n");
        }
        return text.toString();
    }

    private static String elifs(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("#elif A").append(i).append("\nint f").append(i).append("(void) { }\n");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strange")
    void strangeInputIsReadInBoundedTime(String name, String text) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(parseAll(text)).isNotNegative());
    }
}
