package org.lazymmu.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** The options of real trees: all of them are read, and facts that everybody knows hold. */
@Tag("kernels")
class TreesKernelTest {
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void everyFileOfEveryArchitectureIsUnderstood(String version) throws IOException {
        try (KernelTree tree = Trees.open(RealKernels.tree(version))) {
            Kconfig kconfig = new Kconfig(tree);
            assertThat(kconfig.architectures()).hasSizeGreaterThan(20).contains("x86", "um", "powerpc", "sparc");
            for (String architecture : kconfig.architectures()) {
                assertThat(kconfig.read(architecture, architecture).all()).as(architecture).hasSizeGreaterThan(400);
            }
            assertThat(kconfig.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "arm64, XEN_PV, IMPOSSIBLE", "x86, XEN_PV, POSSIBLE", "x86, XEN_PV !64BIT, IMPOSSIBLE",
            "x86, !MMU, IMPOSSIBLE", "arm, !MMU, POSSIBLE", "x86, PREEMPT_RT, POSSIBLE",
            "powerpc, PREEMPT_RT, IMPOSSIBLE", "x86, PREEMPT_RT TRANSPARENT_HUGEPAGE, IMPOSSIBLE",
            "x86, KASAN_VMALLOC !KASAN, IMPOSSIBLE", "powerpc, KASAN_VMALLOC, POSSIBLE",
            "sparc, KASAN_VMALLOC, IMPOSSIBLE", "powerpc, PPC_64S_HASH_MMU PPC_BOOK3E_64, IMPOSSIBLE",
            "powerpc, PPC_64S_HASH_MMU TRANSPARENT_HUGEPAGE, POSSIBLE",
            "sparc, TRANSPARENT_HUGEPAGE !64BIT, IMPOSSIBLE",
            "x86, PGTABLE_LEVELS>4, POSSIBLE", "powerpc, PGTABLE_LEVELS>4, IMPOSSIBLE",
            "x86, DEBUG_PAGEALLOC KFENCE PARAVIRT_XXL, POSSIBLE", "s390, KVM_MODULE, POSSIBLE",
            "x86, SPARSEMEM FLATMEM, IMPOSSIBLE" })
    void knownFactsHold(String architecture, String options, Configurations.Answer answer) throws IOException {
        try (KernelTree tree = Trees.open(RealKernels.tree("6.12"))) {
            Configurations configurations = Objects.requireNonNull(new Kconfig(tree).of(architecture));
            assertThat(configurations.can(TinyKconfig.condition(options))).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({ "mm/memory.c, CONFIG_MMU",
            "mm/kasan/shadow.c, CONFIG_KASAN && (CONFIG_KASAN_GENERIC || CONFIG_KASAN_SW_TAGS)",
            "fs/proc/task_mmu.c, CONFIG_PROC_FS && CONFIG_MMU", "mm/migrate_device.c, CONFIG_DEVICE_MIGRATION",
            "arch/powerpc/mm/book3s64/hash_tlb.c, CONFIG_PPC_BOOK3S_64 && CONFIG_PPC_64S_HASH_MMU",
            "arch/x86/xen/mmu_pv.c, CONFIG_XEN && CONFIG_XEN_PV",
            "arch/sparc/mm/tlb.c, CONFIG_SPARC64", "mm/vmalloc.c, CONFIG_MMU", "kernel/fork.c, ''" })
    void filesAreBuiltUnderTheirOptions(String file, String condition) throws IOException {
        try (KernelTree tree = Trees.open(RealKernels.tree("6.12"))) {
            assertThat(org.lazymmu.c.Condition.text(new Makefiles(tree).of(file))).isEqualTo(condition);
        }
    }
}
