/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_PGTABLE_H
#define _ASM_POWERPC_PGTABLE_H

#include <asm/hash_batch.h>

static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	for (;;) {
		*ptep = pte;
		if (--nr == 0)
			break;
		ptep++;
		pte = pte_next_pfn(pte);
	}
}
#define set_ptes set_ptes

/* What was cached of the entry has to go when the entry does. */
static inline pte_t ptep_get_and_clear(struct mm_struct *mm,
				       unsigned long addr, pte_t *ptep)
{
	unsigned long old = xchg(&ptep->pte, 0UL);

	if (!radix_enabled() && (old & H_PAGE_HASHPTE))
		hash_need_flush(mm, addr, ptep, old);
	return __pte(old);
}
#define ptep_get_and_clear ptep_get_and_clear

#endif /* _ASM_POWERPC_PGTABLE_H */
