// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* The order of section and lock is the same when sections are counted. */
#include <linux/mm.h>

int region_around_the_lock(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	lazy_mmu_mode_enable();
	/* chain: lock-order */
	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (pte) {
		set_pte_at(mm, addr, pte, __pte(0));
		/* allow: lock-order */
		pte_unmap_unlock(pte, ptl);
	}
	lazy_mmu_mode_disable();
	return 0;
}
