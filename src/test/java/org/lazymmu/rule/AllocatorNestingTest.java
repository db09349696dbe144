package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;

/** What edits kernel PTEs on behalf of the allocator, or in a callback, enters the mode a second time. */
class AllocatorNestingTest {
    private static final String APPLY = """
            #include <linux/mm.h>
            int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
            			unsigned long size, pte_fn_t fn, void *data)
            {
            	pte_t *pte = pte_offset_kernel(mm, addr);
            	int err;

            	arch_enter_lazy_mmu_mode();
            	err = fn(pte, addr, data);
            	arch_leave_lazy_mmu_mode();
            	return err;
            }
            """;
    private static final String PAGEATTR = """
            #include <linux/mm.h>
            static int change_attr(pte_t *pte, unsigned long addr, void *data)
            {
            	set_pte(pte, __pte(addr));
            	return 0;
            }
            int set_memory_np(unsigned long addr, int pages)
            {
            	return apply_to_page_range(&init_mm, addr, pages, change_attr, NULL);
            }
            void __kernel_map_pages(struct page *page, int pages, int enable)
            {
            	set_memory_np(page_address(page), pages);
            }
            """;
    private static final String REGION = """
            void clear_page(pte_t *pte, unsigned long page)
            {
            	arch_enter_lazy_mmu_mode();
            	set_pte(pte, __pte(0));
            	free_page(page);
            	arch_leave_lazy_mmu_mode();
            }
            """;

    @Test
    void theChainGoesOnToTheEnterOfTheAllocator() {
        Finding finding = check(REGION).findings().getFirst();
        assertThat(finding.rule()).isEqualTo("allocator-in-region");
        assertThat(finding.function()).isEqualTo("clear_page");
        assertThat(finding.also()).extracting(TraceStep::function).containsSubsequence("__kernel_map_pages",
                "__kernel_map_pages", "set_memory_np", "apply_to_page_range");
        assertThat(finding.also()).extracting(TraceStep::text)
                .contains("the allocator of powerpc runs this if CONFIG_DEBUG_PAGEALLOC, and it enters again");
    }

    @Test
    void itIsOneFindingOnAllArchitectures() {
        Report report = check(REGION);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().getFirst().architectures()).containsOnlyKeys("arm64", "powerpc", "sparc", "x86");
    }

    @Test
    void anAllocatorThatEditsDirectlyAddsNothing() {
        Report report = new MiniKernel("no-nesting").with(APPLY + REGION)
                .with("arch/x86/mm/pageattr.c", PAGEATTR.replace("apply_to_page_range(&init_mm, addr, pages,",
                        "change_attr(pte_offset_kernel(&init_mm, addr), addr, NULL); (void)(pages,"))
                .check();
        assertThat(report.findings()).extracting(Finding::also).containsExactly(List.of());
    }

    @Test
    void aCallbackThatEditsKernelPtesNests() {
        Report report = check("""
                static int protect_pte(pte_t *pte, unsigned long addr, void *data)
                {
                	return set_memory_np(addr, 1);
                }
                int protect_range(unsigned long addr, unsigned long size)
                {
                	return apply_to_page_range(&init_mm, addr, size, protect_pte, NULL);
                }
                """);
        assertThat(report.findings()).extracting(Finding::rule).containsOnly("nested-enter");
        assertThat(report.findings()).flatExtracting(finding -> finding.architectures().keySet())
                .containsOnly("powerpc");
    }

    private static Report check(String code) {
        return new MiniKernel("no-nesting").with(APPLY + code).with("arch/powerpc/mm/pageattr.c", PAGEATTR).check();
    }
}
