// SPDX-License-Identifier: Apache-2.0
/* A cache of PTEs for each CPU, written back in runs. */
#include <linux/mm.h>

static DEFINE_PER_CPU(struct ipte_range *, ipte_range);

void arch_enter_lazy_mmu_mode(void)
{
	preempt_disable();
}

void arch_enter_lazy_mmu_mode_with_ptes(struct mm_struct *mm,
					unsigned long addr, unsigned long end,
					pte_t *ptep)
{
	struct ipte_range *range;

	preempt_disable();
	range = this_cpu_read(ipte_range);
	range->mm = mm;
	range->base_addr = addr;
	range->base_end = end;
	range->base_pte = ptep;
}

static void write_back(struct ipte_range *range)
{
	if (range->start_pte)
		set_pte_range(range);
	range->start_pte = NULL;
	range->end_pte = NULL;
}

void arch_leave_lazy_mmu_mode(void)
{
	struct ipte_range *range = this_cpu_read(ipte_range);

	write_back(range);
	range->mm = NULL;
	range->base_pte = NULL;
	preempt_enable();
}

void arch_flush_lazy_mmu_mode(void)
{
	struct ipte_range *range = this_cpu_read(ipte_range);
	struct mm_struct *mm = range->mm;

	if (!mm)
		return;
	preempt_disable();
	arch_leave_lazy_mmu_mode();
	arch_enter_lazy_mmu_mode_with_ptes(mm, range->base_addr,
					   range->base_end, range->base_pte);
	preempt_enable();
}
