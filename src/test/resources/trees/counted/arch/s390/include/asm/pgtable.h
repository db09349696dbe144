/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_S390_PGTABLE_H
#define _ASM_S390_PGTABLE_H

void arch_enter_lazy_mmu_mode(void);
void arch_enter_lazy_mmu_mode_with_ptes(struct mm_struct *mm,
					unsigned long addr, unsigned long end,
					pte_t *ptep);
void arch_flush_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);

bool pte_cache_set(pte_t *ptep, pte_t pte);
bool pte_cache_get(pte_t *ptep, pte_t *pte);

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	if (!pte_cache_set(ptep, pte))
		WRITE_ONCE(*ptep, pte);
}

#define ptep_get ptep_get
static inline pte_t ptep_get(pte_t *ptep)
{
	pte_t pte;

	if (!pte_cache_get(ptep, &pte))
		pte = READ_ONCE(*ptep);
	return pte;
}

#endif /* _ASM_S390_PGTABLE_H */
