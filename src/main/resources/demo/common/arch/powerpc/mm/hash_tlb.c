// SPDX-License-Identifier: Apache-2.0
/* The batch of invalidations of the hash MMU. */
#include <linux/mm.h>

DEFINE_PER_CPU(struct hash_batch, hash_batch);

unsigned long hash_slot(unsigned long vpn);
void hpte_invalidate(unsigned long slot, unsigned long vpn);

/* The hash table forgets a page. */
void flush_hash_page(unsigned long vpn)
{
	hpte_invalidate(hash_slot(vpn), vpn);
}

void hash_batch_flush(struct hash_batch *batch)
{
	unsigned long i;

	for (i = 0; i < batch->used; i++)
		flush_hash_page(batch->vpn[i]);
	batch->used = 0;
}

void hash_batch_add(struct mm_struct *mm, unsigned long addr, pte_t old)
{
	struct hash_batch *batch;

	preempt_disable();
	batch = this_cpu_ptr(&hash_batch);
	/* an interrupt that hits a region does not wait for its end */
	if (in_interrupt() || !batch->active) {
		flush_hash_page(addr >> PAGE_SHIFT);
		goto out;
	}
	if (batch->used && batch->mm != mm)
		hash_batch_flush(batch);
	batch->mm = mm;
	batch->vpn[batch->used++] = addr >> PAGE_SHIFT;
	if (batch->used == PPC64_TLB_BATCH_NR)
		hash_batch_flush(batch);
out:
	preempt_enable();
}

/* Pages are about to be freed. */
void tlb_flush(struct mmu_gather *tlb)
{
	preempt_disable();
	hash_batch_flush(this_cpu_ptr(&hash_batch));
	preempt_enable();
}

void change_pte(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		pte_t pte)
{
	pte_t old = *ptep;

	*ptep = pte;
	if (!radix_enabled() && pte_present(old))
		hash_batch_add(mm, addr, old);
}

/* Invalidates what a range of the kernel's mappings left in the hash table. */
void flush_hash_range(unsigned long start, unsigned long end)
{
	unsigned long addr;

	arch_enter_lazy_mmu_mode();
	for (addr = start; addr < end; addr += PAGE_SIZE) {
		pte_t *pte = pte_offset_kernel(pmd_of(&init_mm, addr), addr);

		if (pte && pte_present(ptep_get(pte)))
			hash_batch_add(&init_mm, addr, ptep_get(pte));
	}
	arch_leave_lazy_mmu_mode();
}
