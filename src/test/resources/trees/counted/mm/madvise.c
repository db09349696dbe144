// SPDX-License-Identifier: Apache-2.0
/* A walk that has to let go in between. */
#include <linux/mm.h>

int madvise_free_pte_range(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr, unsigned long end,
			   struct folio *folio)
{
	spinlock_t *ptl;
	pte_t *start_pte, *pte;
	int err = 0;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		return 0;
	lazy_mmu_mode_enable();
	for (; addr != end; pte++, addr += PAGE_SIZE) {
		if (folio_test_large(folio)) {
			lazy_mmu_mode_disable();
			pte_unmap_unlock(start_pte, ptl);
			start_pte = NULL;
			err = split_folio(folio);
			if (err)
				break;
			start_pte = pte =
				pte_offset_map_lock(mm, pmd, addr, &ptl);
			if (!start_pte)
				break;
			lazy_mmu_mode_enable();
			continue;
		}
		set_pte_at(mm, addr, pte, pte_mkold(ptep_get(pte)));
	}
	if (start_pte) {
		lazy_mmu_mode_disable();
		pte_unmap_unlock(start_pte, ptl);
	}
	cond_resched();
	return err;
}
