package org.lazymmu.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which options can be set together, construct by construct, and what has to be set for it. */
class ConfigurationsTest {
    private static final String MODULES = "config MODULES\n bool \"m\"\n modules\n";

    private static Arguments row(String kconfig, String... questionsAndAnswers) {
        return Arguments.of(kconfig, questionsAndAnswers);
    }

    private static Stream<Arguments> rows() {
        return Stream.concat(Stream.concat(dependencies(), selections()), Stream.concat(values(), structure()));
    }

    private static Stream<Arguments> dependencies() {
        return Stream.of(
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on A", "B", "A=y B=y", "B !A", "no", "!A",
                        ""),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on !A", "A B", "no", "B", "B=y"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig C\n bool \"c\"\n depends on A\n depends on B",
                        "C", "A=y B=y C=y", "C !B", "no"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig C\n bool \"c\"\n depends on A || B && !A",
                        "C !A", "B=y C=y", "C !A !B", "no"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig C\n bool \"c\"\n depends on A if B", "C !A",
                        "C=y", "C B !A", "no"),
                // Nothing but a default gives a value to what the user is not asked for.
                row("config A\n bool \"a\"\nconfig B\n bool\n default y if A", "B", "A=y", "B !A", "no"),
                row("config A\n def_bool y", "A", "", "!A", "no"),
                row("config A\n bool", "A", "no"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\" if A\n default y", "B", "", "!B", "A=y B=n",
                        "!A !B", "no"),
                row("config A\n bool \"a\"\nconfig B\n def_bool y if A\n default n", "B", "A=y", "B !A", "no"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\n default !A", "B", "", "!A !B", "B=n"),
                row("", "A", "no", "!A", ""));
    }

    private static Stream<Arguments> selections() {
        return Stream.of(
                row("config A\n bool \"a\"\n select B\nconfig B\n bool", "B", "A=y", "A !B", "no", "B !A", "no"),
                // A selection does not ask what the selected option depends on.
                row("config A\n bool \"a\"\n select B\nconfig B\n bool \"b\"\n depends on C\nconfig C\n bool \"c\"",
                        "B !C", "A=y"),
                row("config A\n bool \"a\"\n select B if C\nconfig B\n bool\nconfig C\n bool \"c\"", "B", "A=y C=y",
                        "A C !B", "no", "A !B", "A=y"),
                row("config A\n bool \"a\"\n imply B\nconfig B\n bool \"b\"", "A B", "A=y", "A !B", "A=y B=n"),
                row("config A\n bool \"a\"\n imply B\nconfig B\n bool\n depends on C\nconfig C\n bool \"c\"", "B",
                        "A=y C=y", "A B !C", "no"),
                row("config A\n bool \"a\"\n select A2\nconfig A2\n bool\n select B\nconfig B\n bool", "B !A", "no",
                        "B", "A=y"),
                // What an option selects that is off itself, or whose own dependencies fail.
                row("config A\n bool \"a\"\n depends on n\n select B\nconfig B\n bool", "B", "no"));
    }

    private static Stream<Arguments> values() {
        String tristate = "config T\n tristate \"t\"\nconfig U\n tristate \"u\"\n depends on T\n"
                + "config B\n bool \"b\"\n depends on T\nconfig Y\n bool \"y\"\n depends on T = y\n";
        return Stream.of(
                row(MODULES + tristate, "T_MODULE", "MODULES=y T=m", "T_MODULE U_MODULE", "MODULES=y T=m U=m",
                        "T_MODULE !U_MODULE !MODULES", "no", "U", "T=y U=y", "B T_MODULE", "B=y MODULES=y T=m",
                        "Y T_MODULE", "no", "Y", "T=y Y=y"),
                row(tristate, "T_MODULE", "no", "T", "T=y"),
                row(MODULES + "config T\n tristate \"t\"\n depends on m", "T_MODULE", "MODULES=y T=m", "T !MODULES",
                        "no"),
                row(MODULES
                        + "config A\n tristate \"a\"\n select B\nconfig B\n tristate\nconfig C\n bool\n default y if B",
                        "B_MODULE", "A=m MODULES=y", "B_MODULE C", "A=m MODULES=y", "B !C", "no"),
                row("config A\n bool \"a\"\nconfig N\n int\n default 4 if A\n default 3", "N>3", "A=y", "N>3 !A", "no",
                        "!N>3 A", "no", "!N>3", ""),
                row("config A\n bool \"a\"\nconfig N\n int\n default 4 if A\n default 3\nconfig B\n bool \"b\"\n depends on N >= 4",
                        "B", "A=y B=y", "B !A", "no"),
                row("config S\n string\n default \"x\"\nconfig B\n bool \"b\"\n depends on S != \"x\"", "B", "no"),
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig C\n bool \"c\"\n depends on A != B", "C A B",
                        "no", "C A", "A=y C=y"),
                // What the compiler can do is not known: both may be.
                row("config A\n def_bool $(cc-option,-mfoo)", "A", "", "!A", ""),
                row("config A\n bool \"a\"\n depends on $(success,true)\nconfig B\n bool \"b\"\n depends on !$(success,true)",
                        "A", "A=y", "A B", "no"),
                row("config A\n def_bool \"$(ARCH)\" = \"box\"\nconfig B\n def_bool \"$(SRCARCH)\" != \"box\"", "!A",
                        "no", "B", "no"));
    }

    private static Stream<Arguments> structure() {
        String choice = "choice\n prompt \"c\"\n default B\nconfig A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig C\n bool \"c\"\n depends on X\nendchoice\nconfig X\n bool \"x\"\n";
        return Stream.of(
                row(choice, "A", "A=y", "A B", "no", "!A !B", "C=y X=y", "C", "C=y X=y", "!A !B !X", "no", "B", ""),
                row(choice.replace(" default B\n", " optional\n"), "!A !B !X", "", "A B", "no", "A", "A=y"),
                row("choice\n prompt \"c\"\n depends on X\nconfig A\n bool \"a\"\nconfig B\n bool \"b\"\nendchoice\nconfig X\n bool \"x\"\n",
                        "A", "X=y", "A !X", "no", "!A !B X", "no", "!A !B", ""),
                row("config A\n bool \"a\"\nif A\nconfig B\n bool \"b\"\nendif\nconfig C\n bool \"c\"", "B", "A=y B=y",
                        "C", "C=y", "B !A", "no"),
                row("config A\n bool \"a\"\nmenu \"m\"\n depends on A\nconfig B\n bool \"b\"\nendmenu", "B !A", "no"),
                row("config A\n bool \"a\"\nmenu \"m\"\n visible if A\nconfig B\n bool \"b\"\nconfig C\n def_bool y\nendmenu",
                        "B !A", "no", "C !A", ""),
                // The same option twice: each place may give it.
                row("config A\n bool \"a\"\nconfig B\n bool \"b\"\nconfig X\n bool \"x\"\n depends on A\nconfig X\n bool\n default y if B",
                        "X !A", "B=y", "X !A !B", "no"),
                row("config A\n bool \"a\"\n depends on !B\nconfig B\n bool \"b\"\n depends on !A", "A B", "no", "A",
                        "A=y"),
                row("config A\n def_bool B\nconfig B\n def_bool A", "A", "unknown"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatCanBe(String kconfig, String[] questionsAndAnswers) {
        TinyKconfig tiny = new TinyKconfig(kconfig);
        for (int i = 0; i < questionsAndAnswers.length; i += 2) {
            assertThat(tiny.answer(questionsAndAnswers[i])).as(questionsAndAnswers[i])
                    .isEqualTo(questionsAndAnswers[i + 1]);
        }
        assertThat(tiny.problems()).isEmpty();
    }

    @Test
    void aConditionMayBeAnyFormula() {
        TinyKconfig tiny = new TinyKconfig("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on !A");
        assertThat(tiny.ask("A").answer()).isEqualTo(Configurations.Answer.POSSIBLE);
        assertThat(tiny.answer("OTHER")).isEqualTo("no");
        assertThat(tiny.answer("A N>3")).as("tests that are not understood may hold").isEqualTo("A=y");
    }

    @Test
    void isEnabledHoldsForModulesAndIfdefDoesNot() {
        TinyKconfig tiny = new TinyKconfig(MODULES + "config T\n tristate \"t\"\n depends on m");
        assertThat(tiny.answer("T")).isEqualTo("MODULES=y T=m");
        assertThat(tiny.answer("!T T_MODULE")).isEqualTo("MODULES=y T=m");
    }

    @Test
    void whereSomethingIsMissingNothingIsImpossible() {
        TinyKconfig tiny = new TinyKconfig("config A\n bool\nsource \"drivers/Kconfig\"");
        assertThat(tiny.answer("A")).isEqualTo("unknown");
        assertThat(tiny.problems()).containsExactly("Kconfig:3: drivers/Kconfig cannot be read");
        TinyKconfig odd = new TinyKconfig("config A\n bool\n dpends on B\nconfig C\n bool \"c\"");
        assertThat(odd.answer("A")).isEqualTo("unknown");
        assertThat(odd.answer("C")).isEqualTo("C=y");
        assertThat(odd.problems()).containsExactly("Kconfig:3: unknown statement dpends");
    }

    @Test
    void longChainsAndLoopsOfOptionsEnd() {
        StringBuilder chain = new StringBuilder("config A0\n bool \"a\"\n");
        for (int i = 1; i <= 20_000; i++) {
            chain.append("config A").append(i).append("\n def_bool A").append(i - 1).append('\n');
        }
        TinyKconfig tiny = new TinyKconfig(chain.toString());
        assertThat(tiny.answer("A20000")).isEqualTo("unknown");
        assertThat(tiny.answer("A100")).isEqualTo("A0=y");
    }
}
