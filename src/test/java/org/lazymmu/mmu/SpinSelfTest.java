package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SPIN says is read right: an error here would make the explorer look wrong, or right. */
class SpinSelfTest {
    private static final String COUNTER = """
            byte n;
            active proctype Up() {
                do
                :: d_step { n < LAST -> n++ }
                :: d_step { n == LAST && STUCK == 0 -> n = 0 }
                :: d_step { n == BAD -> assert(false) }
                od
            }
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void needsSpin() {
        Spin.assumeInstalled();
    }

    @Test
    void countsStatesAndTransitions() throws Exception {
        assertThat(counter("-DLAST=9 -DSTUCK=0 -DBAD=99")).isEqualTo(new Spin.Answer.Holds(10, 10, 9));
    }

    @Test
    void theStepWhoseAssertionFailsCounts() throws Exception {
        assertThat(counter("-DLAST=9 -DSTUCK=0 -DBAD=4"))
                .isEqualTo(new Spin.Answer.Broken("assertion violated 0", false, 5));
    }

    @Test
    void aDeadlockComesAfterTheLastStep() throws Exception {
        assertThat(counter("-DLAST=4 -DSTUCK=1 -DBAD=99"))
                .isEqualTo(new Spin.Answer.Broken("invalid end state", true, 4));
    }

    @Test
    void aModelThatDoesNotCompileIsRefused() throws Exception {
        assertThat(counter("-DLAST=undeclared -DSTUCK=0 -DBAD=0")).isInstanceOf(Spin.Answer.Refused.class);
    }

    @Test
    void anIndexOutsideAnArrayIsRefused() throws Exception {
        assertThat(ask("byte a[2]; byte i; active proctype P() { do :: i < 9 -> a[i] = 1; i++ od }", ""))
                .isInstanceOf(Spin.Answer.Refused.class);
    }

    @Test
    void aSearchThatMeetsItsLimitSaysSo() throws Exception {
        assertThat(ask("int n; active proctype P() { do :: n >= 0 -> n++ od }", ""))
                .isInstanceOf(Spin.Answer.TooLarge.class);
    }

    /** The count that three tools agree on. */
    @Test
    void theReferenceIsCountedAsElsewhere() throws Exception {
        assertThat(new Spin(Files.createDirectory(folder.resolve("work")), Spin.peer("lazy.pml")).ask(
                "-DARCH_PPC -DNU=2 -DNK=1 -DRN=2 -DBN=2 -DFIX_PREEMPT -DPLAIN", Spin.Limit.SMALL))
                .isInstanceOfSatisfying(Spin.Answer.Holds.class, holds -> {
                    assertThat(holds.states()).isEqualTo(55_296);
                    assertThat(holds.transitions()).isEqualTo(137_152);
                });
    }

    private Spin.Answer counter(String defines) throws IOException, InterruptedException {
        return ask(COUNTER, defines);
    }

    private Spin.Answer ask(String model, String defines) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("model.pml"), model);
        return new Spin(Files.createDirectory(folder.resolve("work")), file).ask(defines, Spin.Limit.SMALL);
    }
}
