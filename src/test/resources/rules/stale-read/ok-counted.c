// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* What takes effect before the outermost section ends. */
#include <linux/mm.h>

void an_inner_section_flushes(struct mm_struct *mm, pte_t *pte,
			      unsigned long addr)
{
	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	lazy_mmu_mode_enable();
	lazy_mmu_mode_disable();
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}

static void clear_one(struct mm_struct *mm, unsigned long addr, pte_t *pte)
{
	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	lazy_mmu_mode_disable();
}

void a_section_in_a_helper(struct mm_struct *mm, pte_t *pte,
			   unsigned long addr)
{
	lazy_mmu_mode_enable();
	clear_one(mm, addr, pte);
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}

void a_pause_flushes(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	lazy_mmu_mode_pause();
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_resume();
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}

void nothing_is_put_off_in_a_pause(struct mm_struct *mm, pte_t *pte,
				   unsigned long addr)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	pte_clear(mm, addr, pte);
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_resume();
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}

void flushed_by_name(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	lazy_mmu_mode_enable();
	pte_clear(mm, addr, pte);
	arch_flush_lazy_mmu_mode();
	WARN_ON(!pte_none(ptep_get(pte)));
	lazy_mmu_mode_disable();
}
