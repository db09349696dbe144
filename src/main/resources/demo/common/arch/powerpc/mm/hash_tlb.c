// SPDX-License-Identifier: Apache-2.0
/* The batch of invalidations of the hash MMU. */
#include <linux/mm.h>

DEFINE_PER_CPU(struct hash_batch, hash_batch);

void invalidate_hash_entry(unsigned long vpn);

void hash_batch_flush(struct hash_batch *batch)
{
	unsigned long i;

	for (i = 0; i < batch->used; i++)
		invalidate_hash_entry(batch->vpn[i]);
	batch->used = 0;
}

void hash_batch_add(struct mm_struct *mm, unsigned long addr, pte_t old)
{
	struct hash_batch *batch = this_cpu_ptr(&hash_batch);

	if (!batch->active) {
		invalidate_hash_entry(addr >> PAGE_SHIFT);
		return;
	}
	if (batch->used && batch->mm != mm)
		hash_batch_flush(batch);
	batch->mm = mm;
	batch->vpn[batch->used++] = addr >> PAGE_SHIFT;
	if (batch->used == HASH_BATCH_SLOTS)
		hash_batch_flush(batch);
}

/* Page tables know whose they are and what they map. */
struct mm_struct *mm_of_table(pte_t *ptep);
unsigned long address_of(pte_t *ptep);

void set_pte(pte_t *ptep, pte_t pte)
{
	pte_t old = *ptep;

	*ptep = pte;
	if (pte_present(old))
		hash_batch_add(mm_of_table(ptep), address_of(ptep), old);
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
