// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static DEFINE_PER_CPU(struct tlb_queue, tlb_queue);

void arch_enter_lazy_mmu_mode(void)
{
	preempt_disable();
	this_cpu_ptr(&tlb_queue)->active = 1;
}

void arch_leave_lazy_mmu_mode(void)
{
	struct tlb_queue *q = this_cpu_ptr(&tlb_queue);

	if (q->nr)
		tlb_queue_drain(q);
	q->active = 0;
	preempt_enable();
}
