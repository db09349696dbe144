// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

/* That both look up the same entry is not known. */
void FN_looked_up_twice(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);

	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	pte = pte_offset_kernel(pmd, addr);
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

/* One step forth and one back is not known to be the same place. */
void FN_one_step_back(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	pte++;
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte - 1)));
	arch_leave_lazy_mmu_mode();
}
