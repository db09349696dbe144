package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Undecided;

/** What the source does not say is neither a finding nor forgotten. */
class UndecidedTest {
    private static final String REGION = """
            #include <linux/mm.h>
            struct walk { gfp_t gfp; };
            gfp_t mask_of(struct walk *walk);
            static void set_page(pte_t *pte, gfp_t gfp)
            {
            	arch_enter_lazy_mmu_mode();
            	set_pte(pte, __pte(alloc_page(gfp | __GFP_NOWARN)));
            	arch_leave_lazy_mmu_mode();
            }
            """;

    @Test
    void flagsThatNobodyTellsAreUndecidedWhereTheyArePassed() {
        Report report = check("void f(pte_t *pte, struct walk *walk) { set_page(pte, mask_of(walk)); }");
        assertThat(report.findings()).isEmpty();
        assertThat(report.undecided()).extracting(Undecided::function).containsExactly("f");
        assertThat(report.undecided().getFirst().rule()).isEqualTo("sleep-in-region");
    }

    @Test
    void flagsInAMemberOfAParameterDependOnCallers() {
        Report report = check("void f(pte_t *pte, struct walk *walk) { set_page(pte, walk->gfp); }");
        assertThat(report.undecided()).extracting(Undecided::reason)
                .containsExactly("alloc_page() is called in a region, with flags that depend on callers");
    }

    @Test
    void aTestOfTheFlagsDoesNotDecideThem() {
        Report report = new MiniKernel("no-nesting").with("""
                #include <linux/mm.h>
                void f(pte_t *pte, gfp_t gfp)
                {
                	arch_enter_lazy_mmu_mode();
                	if (gfpflags_allow_blocking(gfp))
                		cond_resched();
                	arch_leave_lazy_mmu_mode();
                }
                """).check("sleep-in-region");
        assertThat(report.findings()).isEmpty();
        assertThat(report.undecided()).extracting(Undecided::function).containsExactly("f");
    }

    /** One caller that waits is a finding, and the place is decided. */
    @Test
    void callersDecide() {
        Report waits = check("""
                void f(pte_t *pte) { set_page(pte, GFP_NOWAIT); }
                void g(pte_t *pte) { set_page(pte, GFP_KERNEL); }""");
        assertThat(waits.findings()).extracting(finding -> finding.function()).containsExactly("g");
        assertThat(waits.undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "GFP_NOWAIT", "GFP_ATOMIC | __GFP_ZERO", "GFP_KERNEL & ~__GFP_DIRECT_RECLAIM", "0",
            "mask_of(walk) & ~__GFP_RECLAIM", "__GFP_HIGH", "walk ? GFP_ATOMIC : GFP_NOWAIT" })
    void flagsThatDoNotWaitAreDecided(String flags) {
        Report report = check("void f(pte_t *pte, struct walk *walk) { set_page(pte, " + flags + "); }");
        assertThat(report.findings()).isEmpty();
        assertThat(report.undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "GFP_KERNEL", "GFP_NOIO", "GFP_HIGHUSER_MOVABLE | __GFP_ZERO", "__GFP_DIRECT_RECLAIM",
            "mask_of(walk) | __GFP_RECLAIM", "walk ? GFP_ATOMIC : GFP_NOFS", "GFP_KERNEL_ACCOUNT & ~__GFP_FS" })
    void flagsThatWaitAreFound(String flags) {
        Report report = check("void f(pte_t *pte, struct walk *walk) { set_page(pte, " + flags + "); }");
        assertThat(report.findings()).extracting(finding -> finding.function()).containsExactly("f");
        assertThat(report.undecided()).isEmpty();
    }

    /** What a name means is read in the tree: this one's GFP_QUIET does not wait. */
    @Test
    void theTreeSaysWhatItsNamesMean() {
        String header = """
                #define ___GFP_DIRECT_RECLAIM	0x400u
                #define ___GFP_HIGH	0x20u
                #define __GFP_DIRECT_RECLAIM	((__force gfp_t)___GFP_DIRECT_RECLAIM)
                #define __GFP_HIGH	((__force gfp_t)___GFP_HIGH)
                #define GFP_QUIET	(__GFP_HIGH)
                #define GFP_LOUD	(GFP_QUIET | __GFP_DIRECT_RECLAIM)
                """;
        Report report = new MiniKernel("no-nesting").with(REGION + """
                void f(pte_t *pte) { set_page(pte, GFP_QUIET); }
                void g(pte_t *pte) { set_page(pte, GFP_LOUD); }""").with("include/linux/gfp_types.h", header)
                .check("sleep-in-region");
        assertThat(report.findings()).extracting(finding -> finding.function()).containsExactly("g");
        assertThat(report.undecided()).isEmpty();
    }

    private static final String PEEK = """
            #include <linux/mm.h>
            static void peek(pte_t *pte, unsigned long __user *from)
            {
            	unsigned long value;

            	arch_enter_lazy_mmu_mode();
            	set_pte(pte, __pte(get_user(value, from) ? 0 : value));
            	arch_leave_lazy_mmu_mode();
            }
            static void peek_in_a_loop(pte_t *pte, unsigned long __user *from) { while (*from) peek(pte, from); }
            """;

    @Test
    void aCallerMayDisablePageFaults() {
        Report report = new MiniKernel("no-nesting").with(PEEK + """
                void quietly(pte_t *pte, unsigned long __user *from)
                {
                	pagefault_disable();
                	peek_in_a_loop(pte, from);
                	pagefault_enable();
                }
                """).check("sleep-in-region");
        assertThat(report.findings()).isEmpty();
        assertThat(report.undecided()).extracting(Undecided::function).containsExactly("peek");
        assertThat(report.undecided().getFirst().reason()).contains("a caller disables page faults");
    }

    @Test
    void callersThatDoNotDisablePageFaultsDecide() {
        Report report = new MiniKernel("no-nesting")
                .with(PEEK + "void loudly(pte_t *pte, unsigned long __user *from) { peek_in_a_loop(pte, from); }")
                .check("sleep-in-region");
        assertThat(report.findings()).extracting(finding -> finding.function()).containsExactly("peek");
        assertThat(report.undecided()).isEmpty();
    }

    @Test
    void anotherRuleHasItsOwn() {
        Report report = new MiniKernel("no-nesting")
                .with(REGION + "void f(pte_t *pte, struct walk *walk) { set_page(pte, mask_of(walk)); }")
                .check("nested-enter");
        assertThat(report.undecided()).isEqualTo(List.of());
    }

    private static Report check(String code) {
        return new MiniKernel("no-nesting").with(REGION + code).check("sleep-in-region");
    }
}
