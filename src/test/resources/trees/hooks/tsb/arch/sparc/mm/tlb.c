// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

struct tlb_queue {
	struct mm_struct *mm;
	unsigned long nr;
	unsigned long active;
	unsigned long vaddrs[TLB_BATCH_NR];
};

static DEFINE_PER_CPU(struct tlb_queue, tlb_queue);

void tlb_queue_drain(void)
{
	struct tlb_queue *q = &get_cpu_var(tlb_queue);

	if (q->nr) {
		smp_flush_tlb_pending(q->mm, q->nr, &q->vaddrs[0]);
		q->nr = 0;
	}
	put_cpu_var(tlb_queue);
}

void arch_enter_lazy_mmu_mode(void)
{
	struct tlb_queue *q;

	preempt_disable();
	q = this_cpu_ptr(&tlb_queue);
	q->active = 1;
}

void arch_leave_lazy_mmu_mode(void)
{
	struct tlb_queue *q = this_cpu_ptr(&tlb_queue);

	if (q->nr)
		tlb_queue_drain();
	q->active = 0;
	preempt_enable();
}

void tlb_queue_add(struct mm_struct *mm, unsigned long vaddr)
{
	struct tlb_queue *q = &get_cpu_var(tlb_queue);
	unsigned long n = q->nr;

	if (n != 0 && mm != q->mm) {
		tlb_queue_drain();
		n = 0;
	}
	if (!q->active) {
		global_flush_tlb_page(mm, vaddr);
		goto out;
	}
	if (n == 0)
		q->mm = mm;
	q->vaddrs[n] = vaddr;
	q->nr = ++n;
	if (n >= TLB_BATCH_NR)
		tlb_queue_drain();
out:
	put_cpu_var(tlb_queue);
}
