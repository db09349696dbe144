/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PGTABLE_GENERIC_H
#define _LINUX_PGTABLE_GENERIC_H

#ifndef set_ptes
static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	while (nr--) {
		set_pte(ptep++, pte);
		pte = pte_next_pfn(pte);
	}
}
#endif
#define set_pte_at(mm, addr, ptep, pte)	set_ptes(mm, addr, ptep, pte, 1)

#ifndef ptep_get
static inline pte_t ptep_get(pte_t *ptep)
{
	return READ_ONCE(*ptep);
}
#endif

static inline pte_t ptep_get_and_clear(struct mm_struct *mm,
				       unsigned long addr, pte_t *ptep)
{
	pte_t old = ptep_get(ptep);

	pte_clear(mm, addr, ptep);
	return old;
}

#endif /* _LINUX_PGTABLE_GENERIC_H */
