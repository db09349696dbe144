package org.lazymmu.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of Kconfig files: what belongs to what, and what is no such file. */
class FileParserTest {
    private static List<String> names(String text) {
        FileParser.Parsed parsed = FileParser.parse("Kconfig", text);
        assertThat(parsed.problems()).isEmpty();
        return parsed.entries().stream().map(
                entry -> entry instanceof Entry.Config config ? config.name() : entry.getClass().getSimpleName())
                .toList();
    }

    private static List<String> problems(String text) {
        return FileParser.parse("Kconfig", text).problems().stream()
                .map(problem -> problem.line() + ": " + problem.reason()).toList();
    }

    @Test
    void helpEndsWhereItsIndentationEnds() {
        assertThat(names("""
                config A
                \tbool "a"
                \thelp
                \t  First line.

                \t  config B
                \t    depends on nothing, "quoted
                 config C
                \tbool
                config D
                \tbool
                \t---help---
                \t  Old.
                config E
                \tbool
                """)).containsExactly("A", "C", "D", "E");
    }

    @Test
    void linesAreJoinedAndCommentsLeftOut() {
        FileParser.Parsed parsed = FileParser.parse("Kconfig", """
                # config X
                config A # about A
                \tbool "a # b" if B && \\
                \t\t(C || \\
                \t\t !D) # and so on
                \tdefault m
                """);
        assertThat(parsed.problems()).isEmpty();
        Entry.Config config = (Entry.Config) parsed.entries().getFirst();
        Expression.Symbol b = new Expression.Symbol("B");
        Expression.Symbol c = new Expression.Symbol("C");
        Expression.Not d = new Expression.Not(new Expression.Symbol("D"));
        assertThat(config.properties()).containsExactly(new Entry.Typed(Entry.Type.BOOL),
                new Entry.Prompt(new Expression.And(List.of(b, new Expression.Or(List.of(c, d))))),
                new Entry.Default(Expression.MODULE, null));
    }

    @Test
    void everyStatementIsKnown() {
        assertThat(names("""
                mainmenu "Kernel $(KERNELVERSION)"
                CC_FLAGS := -x "y
                $(error-if,$(failure,command),no command)
                comment "text"
                \tdepends on A
                menuconfig A
                \ttristate 'a'
                \tprompt "A" if y
                \trange 0 N if A
                \toption allnoconfig_y
                \tselect B if C
                \timply D
                \tmodules
                \ttransitional
                choice NAME
                \tbool "c"
                \toptional
                endchoice
                menu "m"
                \tvisible if A
                endmenu
                if A != "x" && B<=3
                endif
                source "a/Kconfig"
                orsource "b/Kconfig"
                """)).containsExactly("Assignment", "A", "Choice", "Menu", "If", "Source", "Source");
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        assertThat(problems("config\n")).containsExactly("1: name expected");
        assertThat(problems("config A\n bool \"a\n")).containsExactly("2: quoted text without an end");
        assertThat(problems("config A\n depends on (B\n")).containsExactly("2: ) expected");
        assertThat(problems("config A\n depends on B C\n")).containsExactly("2: if expected");
        assertThat(problems("config A\n default $(x\n")).containsExactly("2: macro without an end");
        assertThat(problems("if A\nendmenu\n")).containsExactly("2: endmenu does not fit", "1: endif is missing");
        assertThat(problems("nonsense\n")).containsExactly("1: unknown statement nonsense");
        assertThat(problems("\u0000\u0001\n")).containsExactly("1: statement expected");
    }

    @Test
    void deepAndEndlessTextIsRefused() {
        assertThat(problems("config A\n default " + "(".repeat(100_000) + "\n"))
                .containsExactly("2: nested too deeply");
        assertThat(problems("config A\n default " + "!".repeat(100_000) + "A\n"))
                .containsExactly("2: nested too deeply");
        assertThat(problems("if A\n".repeat(100_000))).hasSizeLessThan(30);
        assertThat(problems("x".repeat(5_000_000))).hasSize(1);
    }

    @Test
    void filesThatReadEachOtherEnd() {
        TinyKconfig loop = new TinyKconfig("source \"a\"").with("a", "source \"b\"").with("b",
                "source \"a\"\nconfig A\n bool \"a\"");
        assertThat(loop.answer("A")).isEqualTo("A=y");
        assertThat(loop.problems()).containsExactly("b:1: a is read from within itself, or too deeply");
        TinyKconfig doubling = new TinyKconfig("source \"f0\"").with("f40", "config A\n bool");
        for (int i = 0; i < 40; i++) {
            doubling.with("f" + i, ("source \"f" + (i + 1) + "\"\n").repeat(2));
        }
        assertThat(doubling.answer("A")).isEqualTo("unknown");
        assertThat(doubling.problems()).anyMatch(problem -> problem.contains("more than"));
    }

    @Test
    void filesAreFoundByMacrosAndFromWhereTheyAre() {
        TinyKconfig tiny = new TinyKconfig("DIR := mm\nsource \"$(DIR)/Kconfig\"")
                .with("mm/Kconfig", "rsource \"Kconfig.debug\"\norsource \"Kconfig.none\"\nosource \"none\"")
                .with("mm/Kconfig.debug", "config A\n bool \"a\"");
        assertThat(tiny.answer("A")).isEqualTo("A=y");
        assertThat(tiny.problems()).isEmpty();
    }
}
