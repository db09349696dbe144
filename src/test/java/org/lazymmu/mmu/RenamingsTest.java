package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many exchanges a model stays the same under; that it does, {@code EquivarianceTest} checks. */
class RenamingsTest {
    @ParameterizedTest
    @CsvSource({ "-DARCH_PPC -DFIX_PREEMPT, 3", "-DARCH_PPC -DFIX_PREEMPT -DNK=2 -DNCPU=3 -DIRQ -DFIX_IRQ -DRN=1, 23",
            // a batch entry that was lost stands for the first task's first PTE, as in the peer
            "-DARCH_PPC, 1",
            // the fifth task and the fourth CPU never do anything
            "-DARCH_XEN -DNU=4 -DRN=1, 47", "-DARCH_XEN -DNCPU=4 -DNU=1, 5",
            // an interrupt on an idle CPU takes the fourth task for the current one
            "-DARCH_ARM64 -DNU=4 -DNK=0 -DRN=1 -DNCPU=1 -DIRQ, 5",
            // the walker knows ten PTEs only
            "-DARCH_PPC -DFIX_PREEMPT -DWALKER -DRN=4, 0" })
    void tasksOfAKindAndCpusAreAlike(String defines, int renamings) {
        assertThat(Defines.parse(defines).model().symmetry()).hasSize(renamings);
    }
}
