package org.lazymmu.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a fingerprint depends on, and what it does not. */
class FingerprintTest {
    private static final String SAME = Fingerprint.of("nested-enter", "memory.c", "zap_pte_range", "calls set_ptes");

    @Test
    void foldersDoNotMatter() {
        assertThat(Fingerprint.of("nested-enter", "linux-6.12/mm/memory.c", "zap_pte_range", "calls set_ptes"))
                .isEqualTo(SAME);
    }

    @Test
    void theArchitectureMatters() {
        String powerpc = Fingerprint.of("interrupt-use", "arch/powerpc/mm/pageattr.c", "__kernel_map_pages", "enters");
        assertThat(Fingerprint.of("interrupt-use", "linux-6.12/arch/powerpc/mm/pageattr.c", "__kernel_map_pages",
                "enters")).isEqualTo(powerpc);
        assertThat(Fingerprint.of("interrupt-use", "arch/arm64/mm/pageattr.c", "__kernel_map_pages", "enters"))
                .isNotEqualTo(powerpc);
    }

    @Test
    void linesInTheDetailDoNotMatter() {
        assertThat(Fingerprint.of("nested-enter", "memory.c", "f", "entered at line 17"))
                .isEqualTo(Fingerprint.of("nested-enter", "memory.c", "f", "entered at  line 1804"));
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(Fingerprint.of("a", "b", "cd", "e")).isNotEqualTo(Fingerprint.of("a", "b", "c", "de"));
    }

    @Test
    void ruleFunctionAndDetailMatter() {
        assertThat(Fingerprint.of("lock-order", "memory.c", "zap_pte_range", "calls set_ptes")).isNotEqualTo(SAME);
        assertThat(Fingerprint.of("nested-enter", "memory.c", "copy_pte_range", "calls set_ptes")).isNotEqualTo(SAME);
        assertThat(Fingerprint.of("nested-enter", "memory.c", "zap_pte_range", "calls clear_ptes")).isNotEqualTo(SAME);
    }

    @Test
    void staysTheSameBetweenVersionsOfTheTool() {
        assertThat(SAME).isEqualTo("8b3b73e74b169a56");
    }
}
