package org.lazymmu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.flow.TinySource;
import org.lazymmu.flow.Unit;

/** What code can mean by a name, judged by where files lie. */
class TreeLayoutTest {
    private static final TreeLayout X86 = new TreeLayout("x86", Set.of());

    private static Unit file(String path, String... lines) {
        return new TinySource().file(path, String.join("\n", lines) + "\n").unit(path);
    }

    @ParameterizedTest
    @CsvSource({ "mm/memory.c, true", "arch/x86/mm/tlb.c, true", "arch/Kconfig, true", "arch/sparc/mm/tlb.c, false",
            "drivers/xen/arch/x.c, true", "include/asm-generic/tlb.h, true" })
    void aViewHasGenericCodeAndThatOfItsArchitecture(String path, boolean expected) {
        assertThat(TreeLayout.isInView(path, "x86")).isEqualTo(expected);
    }

    @Test
    void theViewWithoutAnArchitectureHasGenericCodeOnly() {
        assertThat(TreeLayout.isInView("mm/memory.c", Architectures.GENERIC)).isTrue();
        assertThat(TreeLayout.isInView("arch/x86/mm/tlb.c", Architectures.GENERIC)).isFalse();
    }

    @Test
    void anArchitectureIsNotTakenForAnotherWhoseNameBeginsAlike() {
        assertThat(TreeLayout.isInView("arch/arm64/mm/mmu.c", "arm")).isFalse();
        assertThat(TreeLayout.isInView("arch/arm/mm/mmu.c", "arm64")).isFalse();
    }

    @Test
    void publicHeadersAreVisibleEverywhere() {
        Unit from = file("fs/proc/task_mmu.c");
        assertThat(X86.visible("include/linux/mm.h", from)).isTrue();
        assertThat(X86.visible("arch/x86/include/asm/pgtable.h", from)).isTrue();
    }

    @Test
    void sourcesAreVisibleEverywhere() {
        assertThat(X86.visible("mm/memory.c", file("fs/proc/task_mmu.c"))).isTrue();
    }

    @Test
    void codeOfAnotherArchitectureIsInvisible() {
        Unit from = file("mm/memory.c", "#include <asm/tlb.h>");
        assertThat(X86.visible("arch/sparc/include/asm/tlb.h", from)).isFalse();
        assertThat(X86.visible("arch/sparc/mm/tlb.c", from)).isFalse();
    }

    @Test
    void aPrivateHeaderIsVisibleBesideIt() {
        assertThat(X86.visible("mm/internal.h", file("mm/memory.c"))).isTrue();
        assertThat(X86.visible("mm/internal.h", file("mm/kasan/shadow.c"))).isFalse();
        assertThat(X86.visible("mm/internal.h", file("fs/exec.c"))).isFalse();
    }

    @Test
    void aPrivateHeaderIsVisibleToWhoNamesIt() {
        assertThat(X86.visible("mm/internal.h", file("mm/kasan/shadow.c", "#include \"../internal.h\""))).isTrue();
        assertThat(X86.visible("mm/internal.h", file("mm/kasan/shadow.c", "#include \"not_internal.h\""))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            // nearer, farther
            "arch/x86/include/asm/pgtable.h, mm/util.c", "arch/x86/include/asm/pgtable.h, include/linux/pgtable.h",
            "arch/x86/mm/pgtable.c, mm/sub/other.c", "include/linux/pgtable.h, include/asm-generic/pgtable.h",
            "include/linux/mm.h, drivers/gpu/mm.c", "mm/sub/other.c, drivers/gpu/mm.c",
            "kernel/events/core.c, net/core/dev.c", "include/asm-generic/pgtable.h, fs/exec.c" })
    void whatLiesNearerHidesWhatLiesFarther(String nearer, String farther) {
        Unit from = file("mm/memory.c");
        assertThat(X86.distance(nearer, from)).isLessThan(X86.distance(farther, from));
    }

    @Test
    void aDriversOwnCodeIsNotFarFromIt() {
        Unit from = file("drivers/xen/gntdev.c");
        assertThat(X86.distance("drivers/xen/events/x.c", from)).isLessThan(X86.distance("net/core/dev.c", from));
    }

    @ParameterizedTest
    @CsvSource({ "mm/memory.c, true", "mm/rmap.c, true", "arch/x86/mm/tlb.c, true",
            "mm/kasan/shadow.c, false", "kernel/sched/core.c, false", "drivers/xen/gntdev.c, false",
            "include/linux/pgtable.h, true", "include/linux/spinlock.h, false", "include/linux/gfp.h, false",
            "arch/x86/kernel/process.c, false" })
    void callsIntoOtherSubsystemsAreNotFollowed(String path, boolean expected) {
        assertThat(X86.follows(path, file("mm/memory.c"))).isEqualTo(expected);
    }

    @Test
    void callsIntoUsersOfTheModeAreFollowedWhereverTheyLie() {
        TreeLayout layout = new TreeLayout("x86", Set.of("drivers/gpu/drm/i915/i915_mm.c"));
        assertThat(layout.follows("drivers/gpu/drm/i915/i915_mm.c", file("mm/memory.c"))).isTrue();
        assertThat(layout.follows("drivers/gpu/drm/i915/i915_gem.c", file("mm/memory.c"))).isFalse();
    }

    @Test
    void callsToFilesBesideTheCallerAreFollowed() {
        assertThat(X86.follows("mm/page_alloc.c", file("mm/memory.c"))).isTrue();
        assertThat(X86.follows("mm/page_alloc.c", file("fs/proc/task_mmu.c"))).isFalse();
        assertThat(X86.follows("fs/proc/internal.h", file("fs/proc/task_mmu.c"))).isTrue();
        assertThat(X86.follows("fs/proc/internal.h", file("mm/memory.c"))).isFalse();
    }

    /** Beside one file is not beside another: the answer for the first must not be kept for the second. */
    @Test
    void whatLiesBesideOneCallerIsJudgedAnewForTheNext() {
        TreeLayout layout = new TreeLayout("x86", Set.of());
        assertThat(layout.follows("fs/proc/inode.c", file("fs/proc/task_mmu.c"))).isTrue();
        assertThat(layout.follows("fs/proc/inode.c", file("mm/memory.c"))).isFalse();
        assertThat(layout.follows("fs/proc/inode.c", file("fs/proc/page.c"))).isTrue();
    }
}
