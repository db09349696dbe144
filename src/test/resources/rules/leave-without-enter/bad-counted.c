// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections that are ended once too often. */
#include <linux/mm.h>

void disabled_twice(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

void resumed_without_pause(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

int disabled_on_the_wrong_path(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		goto out;
	lazy_mmu_mode_enable();
	set_pte_at(mm, addr, pte, __pte(0));
	pte_unmap_unlock(pte, ptl);
out:
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
	return 0;
}
