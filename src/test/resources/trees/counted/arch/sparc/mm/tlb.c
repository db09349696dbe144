// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static DEFINE_PER_CPU(struct tlb_batch, tlb_batch);

void flush_tlb_pending(void)
{
	struct tlb_batch *tb = &get_cpu_var(tlb_batch);

	if (tb->tlb_nr) {
		flush_tsb_user(tb);
		tb->tlb_nr = 0;
	}
	put_cpu_var(tlb_batch);
}

void arch_enter_lazy_mmu_mode(void)
{
	preempt_disable();
}

void arch_flush_lazy_mmu_mode(void)
{
	struct tlb_batch *tb = this_cpu_ptr(&tlb_batch);

	if (tb->tlb_nr)
		flush_tlb_pending();
}

void arch_leave_lazy_mmu_mode(void)
{
	arch_flush_lazy_mmu_mode();
	preempt_enable();
}
