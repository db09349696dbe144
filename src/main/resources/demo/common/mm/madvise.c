// SPDX-License-Identifier: Apache-2.0
/* Advice about memory that will not be needed soon. */
#include <linux/mm.h>

#define PTES_BEFORE_A_LOOK	64

int madvise_cold_pte_range(pmd_t *pmd, unsigned long addr, unsigned long end,
			   struct mm_walk *walk)
{
	struct vm_area_struct *vma = walk->vma;
	struct mm_struct *mm = vma->vm_mm;
	pte_t *start_pte, *pte;
	struct folio *folio;
	spinlock_t *ptl;
	int seen = 0;

restart:
	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		goto out;
	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		pte_t ptent = ptep_get(pte);

		if (++seen == PTES_BEFORE_A_LOOK) {
			seen = 0;
			if (need_resched()) {
				arch_leave_lazy_mmu_mode();
				pte_unmap_unlock(start_pte, ptl);
				cond_resched();
				goto restart;
			}
		}
		if (!pte_present(ptent))
			continue;
		folio = vm_normal_folio(vma, addr, ptent);
		if (!folio)
			continue;

		/* to split a folio is to sleep: out of the region, out of the lock */
		if (folio_test_large(folio)) {
			if (!folio_trylock(folio))
				continue;
			folio_get(folio);
			arch_leave_lazy_mmu_mode();
			pte_unmap_unlock(start_pte, ptl);
			start_pte = NULL;
			split_folio(folio);
			folio_unlock(folio);
			folio_put(folio);
			start_pte = pte = pte_offset_map_lock(mm, pmd, addr,
							      &ptl);
			if (!start_pte)
				break;
			arch_enter_lazy_mmu_mode();
			continue;
		}

		if (pte_young(ptent)) {
			ptent = ptep_get_and_clear(mm, addr, pte);
			set_pte_at(mm, addr, pte, pte_mkold(ptent));
		}
	}
out:
	if (start_pte) {
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(start_pte, ptl);
	}
	cond_resched();
	return 0;
}
