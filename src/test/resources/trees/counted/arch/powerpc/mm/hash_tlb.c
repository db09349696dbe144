// SPDX-License-Identifier: Apache-2.0
/* Entries of the hash table are flushed in batches. */
#include <linux/mm.h>

void hpte_need_flush(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		     unsigned long pte)
{
	struct ppc64_tlb_batch *batch = &get_cpu_var(ppc64_tlb_batch);

	if (!is_lazy_mmu_mode_active()) {
		flush_hash_page(addr, pte);
		put_cpu_var(ppc64_tlb_batch);
		return;
	}
	batch->pte[batch->index++] = pte;
	if (batch->index >= PPC64_TLB_BATCH_NR)
		__flush_tlb_pending(batch);
	put_cpu_var(ppc64_tlb_batch);
}

void flush_hash_table_range(unsigned long start, unsigned long end)
{
	unsigned long flags;

	local_irq_save(flags);
	lazy_mmu_mode_enable();
	for (; start < end; start += PAGE_SIZE) {
		pte_t *ptep = find_init_mm_pte(start, NULL);

		if (!ptep)
			continue;
		hpte_need_flush(&init_mm, start, ptep, pte_val(*ptep));
	}
	lazy_mmu_mode_disable();
	local_irq_restore(flags);
}
