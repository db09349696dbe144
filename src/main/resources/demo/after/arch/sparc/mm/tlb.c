// SPDX-License-Identifier: Apache-2.0
/* The queue of translations that are to be flushed. */
#include <linux/mm.h>

static DEFINE_PER_CPU(struct tlb_queue, tlb_queue);

void tlb_queue_drain(void)
{
	struct tlb_queue *q;

	preempt_disable();
	q = this_cpu_ptr(&tlb_queue);
	if (q->nr)
		smp_flush_tlb_pending(q->mm, q->nr, q->vaddrs);
	q->nr = 0;
	preempt_enable();
}

void arch_enter_lazy_mmu_mode(void)
{
	preempt_disable();
	this_cpu_ptr(&tlb_queue)->active = 1;
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
	struct tlb_queue *q;

	preempt_disable();
	q = this_cpu_ptr(&tlb_queue);
	if (!q->active) {
		global_flush_tlb_page(mm, vaddr);
		goto out;
	}
	if (q->nr && q->mm != mm)
		tlb_queue_drain();
	q->mm = mm;
	q->vaddrs[q->nr++] = vaddr;
	if (q->nr == TLB_BATCH_NR)
		tlb_queue_drain();
out:
	preempt_enable();
}

void change_pte(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		pte_t pte)
{
	pte_t old = *ptep;

	*ptep = pte;
	/* who removes mappings of the kernel flushes them himself */
	if (mm != &init_mm && pte_present(old))
		tlb_queue_add(mm, addr);
}
