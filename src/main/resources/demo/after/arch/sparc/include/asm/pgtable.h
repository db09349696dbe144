/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_PGTABLE_H
#define _ASM_SPARC_PGTABLE_H

#include <asm/tlbflush.h>

void change_pte(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		pte_t pte);
#define change_pte change_pte

static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	unsigned long offset;

	for (offset = 0; offset < nr * PAGE_SIZE; offset += PAGE_SIZE) {
		change_pte(mm, addr + offset, ptep++, pte);
		pte.pte += PAGE_SIZE;
	}
}
#define set_ptes set_ptes

static inline pte_t ptep_get(pte_t *ptep)
{
	return *ptep;
}

#endif
