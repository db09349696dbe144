// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Locks dropped where the mode is off. */
#include <linux/mm.h>

int dropped_between_two_sections(struct mm_struct *mm, pmd_t *pmd,
				 unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	lazy_mmu_mode_enable();
	set_pte_at(mm, addr, pte, __pte(0));
	lazy_mmu_mode_disable();
	pte_unmap_unlock(pte, ptl);
	return 0;
}
