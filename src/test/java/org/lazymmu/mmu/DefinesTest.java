package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinesTest {
    @Test
    void sizesHaveThePeersDefaults() {
        assertThat(Defines.parse("-DARCH_PPC").sizes()).isEqualTo(new Sizes(2, 2, 1, 2, 2));
    }

    @Test
    void aSizeWithoutValueIsOne() {
        assertThat(Defines.parse("-DARCH_XEN -DNU -DNK=0").sizes().users()).isEqualTo(1);
    }

    @Test
    void flagsMayBeGivenAsOneAndTwice() {
        assertThat(Defines.parse(" -DARCH_XEN=1  -DIRQ -DIRQ ")).isEqualTo(Defines.parse("-DIRQ -DARCH_XEN"));
    }

    @Test
    void checksAreSelected() {
        assertThat(Defines.parse("-DARCH_PPC").checks()).contains(Properties.BATCH_CPU)
                .doesNotContain(Properties.NEVER_NESTED, Properties.BATCHING_KEPT);
        assertThat(Defines.parse("-DARCH_PPC -DEND2END -DCHECK_NEST -DCHECK_KEPT").checks())
                .contains(Properties.NEVER_NESTED, Properties.BATCHING_KEPT).doesNotContain(Properties.BATCH_CPU);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | no architecture is defined
            -DNU=1                       | no architecture is defined
            -DARCH_PPC -DARCH_XEN        | more than one architecture is defined: ARCH_PPC, ARCH_XEN
            -DARCH_PPC -DNO_SUCH         | unknown define: NO_SUCH
            -DARCH_PPC -DIRQ=0           | IRQ is either defined or not
            -DARCH_PPC -DNU=1 -DNU=2     | NU is defined as 1 and as 2
            -DARCH_PPC -DNU=many         | NU is a number, not many
            -DARCH_PPC -DNU=             | NU is a number
            -DARCH_PPC -DNCPU=0          | NCPU is from 1
            -DARCH_PPC -DNU=-1           | NU is from 0
            -DARCH_PPC -DNU=99999999999  | NU is a number
            -DARCH_PPC -DBN=100          | BN is from 1 to 32
            -DARCH_PPC -DNU=0 -DNK=0     | tasks: at least 1
            -DARCH_PPC -DRN=9            | (NU + NK) * RN is at most 16, not 27
            -DARCH_PPC -DRN=5 -DIRQ      | (NU + NK) * RN + NCPU is at most 16, not 17
            -DARCH_ARM64 -DWALKER        | WALKER is for ARCH_PPC and ARCH_SPARC only
            -DARCH_PPC NU=2              | not a define: NU=2
            -DARCH_PPC -D                | not a define: -D
            -UARCH_PPC                   | not a define: -UARCH_PPC
            """)
    void whatSelectsNoModelIsRefused(String defines, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Defines.parse(defines))
                .withMessageContaining(message);
    }
}
