package org.lazymmu.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.c.CSource;
import org.lazymmu.c.Condition;
import org.lazymmu.c.NameIndex;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Era;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.TextTree;

/** What findings do on small implementations, each of which differs in one thing from another. */
class EffectsTest {
    private static final String FILE = "arch/sparc/include/asm/pgtable.h";
    /** A batch of invalidations that belongs to a CPU; PREEMPT is what enter does about preemption. */
    private static final String BATCH = """
            struct batch { int active; unsigned long nr; unsigned long vaddrs[8]; };
            DECLARE_PER_CPU(struct batch, batch);
            static inline void arch_enter_lazy_mmu_mode(void)
            {
                OFF;
                this_cpu_ptr(&batch)->active = 1;
            }
            static inline void arch_leave_lazy_mmu_mode(void)
            {
                struct batch *b = this_cpu_ptr(&batch);
                if (b->nr)
                    batch_flush(b);
                b->active = 0;
                ON;
            }
            static inline void batch_flush(struct batch *b)
            {
                flush_tlb_pages(b->nr, b->vaddrs);
                b->nr = 0;
            }
            static inline void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte)
            {
                struct batch *b;
                *ptep = pte;
                preempt_disable();
                b = this_cpu_ptr(&batch);
                if (b->active)
                    b->vaddrs[b->nr++] = addr;
                else
                    flush_tlb_pages(1, &addr);
                preempt_enable();
            }
            """;

    private static Finding.Consequence of(String rule, String source, Condition condition) {
        TextTree tree = new TextTree("tiny", java.util.Map.of(FILE, source));
        NameIndex index = NameIndex.scan(tree, KernelFacts.words(), 1, done -> {
        });
        View view = new View("sparc", new Library(tree, index, CSource::of),
                new TreeLayout("sparc", java.util.Set.of(FILE)), new Architectures().decided("sparc"));
        return new Effects(new Backends(new KernelFacts(Era.PTL, name -> false))).of(rule, view, condition);
    }

    private static String batch(boolean preemptible) {
        return BATCH.replace("OFF;", preemptible ? "" : "preempt_disable();")
                .replace("ON;", preemptible ? "" : "preempt_enable();");
    }

    @Test
    void sleepingIsWorstWherePreemptionIsOff() {
        assertThat(of("sleep-in-region", batch(false), Condition.ALWAYS))
                .isEqualTo(new Finding.Consequence(Effect.MISBEHAVES,
                        "preemption is off in the region: scheduling while atomic"));
        assertThat(of("sleep-in-region", batch(true), Condition.ALWAYS).reason()).contains("stays with the CPU");
    }

    @Test
    void aStaleReadIsHarmlessWherePtesAreWrittenAtOnce() {
        assertThat(of("stale-read", batch(false), Condition.ALWAYS).effect()).isEqualTo(Effect.CONTRACT_ONLY);
        assertThat(of("use-before-flush", batch(false), Condition.ALWAYS).effect()).isEqualTo(Effect.MISBEHAVES);
    }

    @Test
    void whatExactlyWasDoneDecides() {
        assertThat(of("lock-order/released", batch(false), Condition.ALWAYS).effect()).isEqualTo(Effect.MISBEHAVES);
        assertThat(of("lock-order/acquired", batch(false), Condition.ALWAYS).effect()).isEqualTo(Effect.CONTRACT_ONLY);
    }

    @Test
    void aSecondEnterStopsTheKernelOrDoesNot() {
        assertThat(of("nested-enter", batch(false), Condition.ALWAYS).effect()).isEqualTo(Effect.CONTRACT_ONLY);
        assertThat(of("nested-enter",
                batch(false).replace("preempt_disable();\n    this", "BUG_ON(this_cpu_ptr(&batch)->active);\n    this"),
                Condition.ALWAYS)
                .effect()).isEqualTo(Effect.MISBEHAVES);
    }

    @Test
    void emptyHooksMakeNoDifference() {
        String empty = """
                static inline void arch_enter_lazy_mmu_mode(void) {}
                static inline void arch_leave_lazy_mmu_mode(void) {}
                static inline void set_pte(pte_t *ptep, pte_t pte) { *ptep = pte; }
                """;
        assertThat(of("missing-leave", empty, Condition.ALWAYS))
                .isEqualTo(new Finding.Consequence(Effect.NOT_AFFECTED, "the hooks do nothing"));
    }

    @Test
    void hooksAndCodeThatNeverMeetDoNotMatter() {
        String hooks = "#ifdef CONFIG_BATCH\n" + batch(false) + "#endif\n";
        assertThat(of("missing-leave", hooks,
                new Condition.Any(List.of(new Condition.Defined("CONFIG_X"), new Condition.Defined("CONFIG_BATCH"))))
                .effect())
                .isEqualTo(Effect.MISBEHAVES);
        assertThat(of("missing-leave", hooks, new Condition.Not(new Condition.Defined("CONFIG_BATCH"))))
                .isEqualTo(new Finding.Consequence(Effect.NOT_AFFECTED, "hooks only if CONFIG_BATCH"));
    }

    @Test
    void hooksThatCannotBeReadAreTakenForTheWorst() {
        String opaque = "static inline void arch_enter_lazy_mmu_mode(void) { pv_mmu.enter(); }\n";
        assertThat(of("stale-read", opaque, Condition.ALWAYS).effect()).isEqualTo(Effect.MISBEHAVES);
        assertThat(of("stale-read", opaque, Condition.ALWAYS).reason()).contains("not known");
    }

    @ParameterizedTest
    @ValueSource(strings = { "missing-leave", "leave-without-enter", "nested-enter", "lock-order", "sleep-in-region",
            "stale-read", "use-before-flush", "interrupt-use", "allocator-in-region" })
    void everyRuleHasRowsOfItsOwn(String rule) {
        assertThat(of(rule, batch(false), Condition.ALWAYS).reason()).doesNotContain("nothing is known");
    }

    @Test
    void everyRowNamesTraitsAndAnEffect() {
        List<List<String>> rows = org.lazymmu.kernel.Table.rows(Effects.class, "effects.tsv");
        assertThat(rows).allMatch(row -> row.size() == 4);
    }

    @Test
    void theAllocatorMattersWhereItEnters() {
        String direct = batch(false)
                + "void __kernel_map_pages(struct page *page, int nr, int enable) { change(page); }\n";
        String entering = direct.replace("change(page)",
                "apply_to_page_range(&init_mm, address_of(page), nr, change_one, 0)");
        assertThat(of("allocator-in-region", direct, Condition.ALWAYS).reason()).contains("does not enter");
        assertThat(of("allocator-in-region", entering, Condition.ALWAYS).reason()).contains("ends the mode early");
    }

    @Test
    void aTlbFlushThatDoesNothingIsNoHarm() {
        String empty = batch(false)
                + "static inline void flush_tlb_range(struct vm_area_struct *vma, unsigned long a, unsigned long b) {}\n";
        assertThat(of("use-before-flush/tlb", empty, Condition.ALWAYS).reason()).contains("does nothing");
        assertThat(of("use-before-flush/free", empty, Condition.ALWAYS).effect()).isEqualTo(Effect.MISBEHAVES);
    }
}
