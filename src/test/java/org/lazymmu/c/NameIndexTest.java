package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.source.Loss;

class NameIndexTest {
    private static final String AFTER = "\nint after(void)\n{\n\treturn 0;\n}\n";

    private static NameIndex scan(String... pathsAndTexts) {
        return NameIndex.scan(TinyTree.of(pathsAndTexts), List.of("lazy_mmu", "apply_to_page_range"), 1, done -> {
        });
    }

    private static int kinds(NameIndex index, String name) {
        return index.definers(name).stream().mapToInt(NameIndex.Definer::kinds).reduce(0, (a, b) -> a | b);
    }

    private static boolean defines(String text, String name) {
        return (kinds(scan("a.c", text), name) & NameIndex.CALLABLE) != 0;
    }

    @ParameterizedTest
    @ValueSource(strings = { "int f(void)\n{\n}\n", "int f(void) { return 1; }", "int\nf(int a)\n{ }",
            "SYSCALL_DEFINE3(f, int, a, int, b, int, c)\n{\n}\n", "int (f)(int a)\n{\n}\n",
            "void (*f(int a))(int)\n{\n}\n", "int __init __attribute__((cold)) f(void) __must_hold(x)\n{\n}\n",
            "int f(a, b)\nint a;\nchar *b;\n{\n}\n", "DEFINE_IDTENTRY(f)\n{\n}\n", "MODULE_X(a)\nint f(void)\n{\n}\n",
            "static DEFINE_MUTEX(a)\nint f(void)\n{\n}\n",
            "int f(int a,\n#ifdef A\n int b)\n#else\n int c)\n#endif\n{\n}\n",
            "#ifdef A\nstatic\n#endif\nint f(void)\n{\n}\n",
            "#ifdef A\nint g(void)\n{\n#else\nint f(void)\n{\n#endif\n}\n",
            "extern \"C\" {\nint f(void)\n{\n}\n}\n", "int g(void)\n{\n\tif (x) {\n}\nint f(void)\n{\n}\n",
            "int g(void)\n{\n\treturn 1; }\nint f(void)\n{\n}\n", "struct s { int a; } __packed;\nint f(void)\n{\n}\n",
            "char *a = \"{\";\nint f(void)\n{\n}\n", "char a = '{';\nint f(void)\n{\n}\n",
            "/* { */ // {\nint f(void)\n{\n}\n",
            "#define A { \\\n { /* \n { */ \"{\nint f(void)\n{\n}\n", "#error don't {\nint f(void)\n{\n}\n",
            "static struct a b = {\n\t.c = 1,\n};\nint f(void)\n{\n}\n", "int a[] = {\n 1, 2 };\nint f(void)\n{\n}\n",
            "int g(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t}\n}\nint f(void)\n{\n}\n",
            "int f\r\n(void)\r\n{\r\n}\r\n" })
    void findsFunctions(String text) {
        assertThat(kinds(scan("a.c", text), "f") & NameIndex.CALLABLE).isEqualTo(NameIndex.FUNCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = { "static int f(void)\n{\n}\n", "int f(void);\nint g(void)\n{\n}\n",
            "int g(void)\n{\n\tf(1);\n}\n",
            "int g(void) { f(1); }", "int a = f(1);\nint g(void)\n{\n}\n", "struct a { int f(void); };",
            "#define f 0x10UL\n#define g(x) f(x)\n", "/* int f(void)\n{\n}\n */", "#define f\n",
            "#define f \"x\" /* y */\n" })
    void leavesOutWhatIsNoDefinitionForOthers(String text) {
        assertThat(defines(text, "f")).isFalse();
    }

    @Test
    void findsStaticFunctionsWhereOthersSeeThem() {
        assertThat(defines("static int f(void)\n{\n}\n", "f")).isFalse();
        assertThat(kinds(scan("a.h", "static inline int f(void)\n{\n}\n"), "f")).isEqualTo(NameIndex.FUNCTION);
        NameIndex included = scan("mm/a.c", "static int f(void)\n{\n}\n", "mm/b.c", "#include \"a.c\"\n", "x/a.c",
                "static int f(void)\n{\n}\n");
        assertThat(included.definers("f")).containsExactly(new NameIndex.Definer(0, NameIndex.FUNCTION));
    }

    @Test
    void tellsMacrosApart() {
        NameIndex index = scan("a.h", "#define call(x) 1\n # define alias other\n#define call2( x ) y\n"
                + "#define late 1 + \\\n\t(u32)x\nint g(void)\n{\n#define inner(a) a\n}\n"
                + "#define marker\n#define one 1 /* x */\n#define ten 10\n");
        assertThat(kinds(index, "call")).isEqualTo(NameIndex.CALL_MACRO);
        assertThat(kinds(index, "call2")).isEqualTo(NameIndex.CALL_MACRO);
        assertThat(kinds(index, "inner")).isEqualTo(NameIndex.CALL_MACRO);
        assertThat(kinds(index, "alias")).isEqualTo(NameIndex.ALIAS_MACRO);
        assertThat(kinds(index, "late")).isEqualTo(NameIndex.ALIAS_MACRO);
        assertThat(kinds(index, "marker")).isEqualTo(NameIndex.MARKER_MACRO);
        assertThat(kinds(index, "one")).isEqualTo(NameIndex.MARKER_MACRO);
        assertThat(kinds(index, "ten")).isZero();
    }

    @Test
    void joinsWhatAFileDefinesTwice() {
        NameIndex index = scan("a.h", "#define f f\nstatic inline void f(int x)\n{\n}\n", "b.h", "#define f(x) g(x)\n");
        assertThat(index.definers("f")).containsExactly(
                new NameIndex.Definer(0, NameIndex.FUNCTION | NameIndex.ALIAS_MACRO),
                new NameIndex.Definer(1, NameIndex.CALL_MACRO));
    }

    @Test
    void findsWordsInsideWords() {
        NameIndex index = scan("a.c", "arch_enter_lazy_mmu_mode();", "b.c", "lazy_mm", "c.c", "lazy_mmu", "d.c",
                "x apply_to_page_range_batch lazy_mmu");
        assertThat(index.mentions("lazy_mmu")).containsExactly(0, 2, 3);
        assertThat(index.mentions("apply_to_page_range")).containsExactly(3);
    }

    @Test
    void listsWhatCannotBeRead() {
        NameIndex index = scan("a.c", "<unreadable>", "b.c", "int f(void)\n{\n}\n");
        assertThat(index.losses()).containsExactly(new Loss("a.c", "permission denied"));
        assertThat(index.definers("f")).hasSize(1);
        assertThat(index.files()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "(", ")", "{", "}", "\n{\n", "\n}", "\"", "'", "/*", "\\\n", "#if A\n", "#else\n",
            "#endif\n",
            "f(", "f(a)", "f(a) int x;", "\0", "#define a /*\n", "\n{\nf(a)\n{ }", "\n{\n#else\n",
            "int f(a)\n{\n#if 1\n",
            "#include \"a.c\"\n", "\377\200" })
    void badInputTakesLinearTimeAndSparesTheRest(String piece) {
        String text = piece.repeat(8_000_000 / piece.length());
        NameIndex index = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> scan("a.c", text, "b.c", AFTER));
        assertThat(index.definers("after")).contains(new NameIndex.Definer(1, NameIndex.FUNCTION));
    }

    @ParameterizedTest
    @ValueSource(strings = { "int f(\n", "int g(void)\n{\n\tif (x) {\n}\n", "#if A\nint g(void) {\n#else\n#endif\n}\n",
            "char *s = \"open\n;\n", "char c = 'open\n;\n", "}\n", "))))\n;\n" })
    void goesOnBehindBrokenCode(String broken) {
        assertThat(defines(broken + AFTER, "after")).isTrue();
    }

    @Test
    void theNumberOfThreadsDoesNotShow() {
        String[] files = new String[400];
        for (int i = 0; i < files.length; i += 2) {
            files[i] = "f%03d.h".formatted(i);
            files[i + 1] = "#define common(x) x\nstatic inline int own" + i + "(void)\n{\n\tlazy_mmu();\n}\n";
        }
        NameIndex one = scan(files);
        NameIndex four = NameIndex.scan(TinyTree.of(files), List.of("lazy_mmu"), 4, done -> {
        });
        assertThat(four.definers("common")).hasSize(200).isEqualTo(one.definers("common"));
        assertThat(four.definers("own42")).isEqualTo(one.definers("own42"));
        assertThat(four.mentions("lazy_mmu")).isEqualTo(one.mentions("lazy_mmu"));
    }
}
