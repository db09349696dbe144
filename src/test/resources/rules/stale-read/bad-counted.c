// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* What still counts as put off when sections stand in one another. */
#include <linux/mm.h>

bool read_in_the_section(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	bool none;

	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	none = pte_none(ptep_get(pte));
	lazy_mmu_mode_disable();
	return none;
}

void written_before_the_inner_section(struct mm_struct *mm, pte_t *pte,
				      unsigned long addr)
{
	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	lazy_mmu_mode_enable();
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
}

void written_after_the_inner_section(struct mm_struct *mm, pte_t *pte,
				     unsigned long addr)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	lazy_mmu_mode_disable();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}

void written_after_the_pause(struct mm_struct *mm, pte_t *pte,
			     unsigned long addr)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	lazy_mmu_mode_resume();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}
