package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Status;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchedTree;

/** Findings against the options of their tree: what no configuration has, what is left of a condition, and an example. */
class RealityTest {
    private static final String LEAK = """
            #include <linux/mm.h>
            #ifdef CONFIG_A
            #ifdef CONFIG_B
            void leak(void)
            {
            	arch_enter_lazy_mmu_mode();
            }
            #endif
            #endif
            """;

    private static MiniKernel kernel(String kconfig) {
        MiniKernel kernel = new MiniKernel("no-nesting").with(LEAK).with("Kconfig",
                kconfig + "\nsource \"arch/$(SRCARCH)/Kconfig\"\n");
        for (String architecture : List.of("arm64", "powerpc", "sparc", "x86")) {
            kernel.with("arch/" + architecture + "/Kconfig", "config " + architecture.toUpperCase(java.util.Locale.ROOT)
                    + "\n\tdef_bool y\n");
        }
        return kernel;
    }

    private static Finding only(Report report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().getFirst();
    }

    @Test
    void withoutKconfigConditionsStayAsTheyAre() {
        Finding leak = only(new MiniKernel("no-nesting").with(LEAK).check("missing-leave"));
        assertThat(leak.condition()).isEqualTo("CONFIG_A && CONFIG_B");
        assertThat(leak.example()).isNull();
    }

    @Test
    void whatNoConfigurationHasIsCountedOnly() {
        Report report = kernel("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on !A").check("missing-leave");
        assertThat(report.findings()).isEmpty();
        assertThat(report.statistics().impossible()).isEqualTo(1);
    }

    @Test
    void anArchitectureThatCannotHaveItIsLeftOut() {
        Finding leak = only(kernel("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on SPARC || X86")
                .check("missing-leave"));
        assertThat(leak.architectures().keySet()).containsExactly("sparc", "x86");
        assertThat(leak.example()).isEqualTo(new Example("sparc", List.of("CONFIG_A=y", "CONFIG_B=y")));
    }

    @Test
    void whatHoldsAnywayIsNotSaid() {
        assertThat(only(kernel("config A\n def_bool y\nconfig B\n bool \"b\"").check("missing-leave")).condition())
                .isEqualTo("CONFIG_B");
        assertThat(only(kernel("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on A").check("missing-leave"))
                .condition()).isEqualTo("CONFIG_B");
        Finding always = only(kernel("config A\n def_bool y\nconfig B\n def_bool y").check("missing-leave"));
        assertThat(always.condition()).isEmpty();
        assertThat(always.example()).isEqualTo(new Example("arm64", List.of()));
    }

    @Test
    void theFileHasToBeBuilt() {
        String options = "config A\n def_bool y\nconfig B\n def_bool y\nconfig C\n bool \"c\"";
        Finding leak = only(kernel(options).with("mm/Makefile", "obj-$(CONFIG_C) += case.o").check("missing-leave"));
        assertThat(leak.condition()).isEqualTo("CONFIG_C");
        assertThat(leak.example()).isEqualTo(new Example("arm64", List.of("CONFIG_C=y")));
        Report never = kernel(options).with("mm/Makefile", "obj-$(CONFIG_D) += case.o").check("missing-leave");
        assertThat(never.findings()).isEmpty();
        assertThat(never.statistics().impossible()).isEqualTo(1);
    }

    @Test
    void whereOptionsCannotBeReadFindingsStay() {
        Report report = kernel("config A\n bool\nconfig B\n bool\nsource \"gone\"").check("missing-leave");
        assertThat(report.findings()).hasSize(1);
        assertThat(report.statistics().impossible()).isZero();
        assertThat(report.unanalysed()).extracting(entry -> entry.reason())
                .containsExactly("Kconfig: gone cannot be read");
    }

    @Test
    void aPatchMayMakeItPossible() throws IOException {
        String patch = "--- a/Kconfig\n+++ b/Kconfig\n@@ -4,3 +4,2 @@\n  bool \"b\"\n- depends on !A\n \n";
        PatchedTree tree = PatchedTree.of(kernel("config A\n bool \"a\"\nconfig B\n bool \"b\"\n depends on !A").tree(),
                List.of(Patch.read("p", patch.getBytes(StandardCharsets.UTF_8))));
        Comparison comparison = PatchCheck.run(tree,
                new Check.Options(new TreeSet<>(), null, new TreeSet<>(List.of("missing-leave")), 1),
                Check.Progress.NONE);
        assertThat(comparison.findings(Status.INTRODUCED)).hasSize(1);
        assertThat(comparison.before().statistics().impossible()).isEqualTo(1);
    }
}
