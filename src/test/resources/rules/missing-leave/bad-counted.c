// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections that are not ended. */
#include <linux/mm.h>

int early_return(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	lazy_mmu_mode_enable();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte_at(mm, addr, pte, __pte(0));
	lazy_mmu_mode_disable();
	return 0;
}

int inner_section_not_ended(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: missing-leave */
	return 0;
}

int pause_without_resume(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	if (check_slot(pte))
		/* expect: missing-leave */
		return -EIO;
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

void pause_never_resumed(pte_t *pte)
{
	lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	/* expect: missing-leave */
}
