/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_PGTABLE_H
#define _ASM_SPARC_PGTABLE_H

#include <asm/tlbflush.h>

void set_pte_and_queue(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		       pte_t pte);

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	set_pte_and_queue((void *)0, 0, ptep, pte);
}

static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	unsigned long offset;

	for (offset = 0; offset < nr * PAGE_SIZE; offset += PAGE_SIZE) {
		set_pte_and_queue(mm, addr + offset, ptep++, pte);
		pte.pte += PAGE_SIZE;
	}
}
#define set_ptes set_ptes

static inline pte_t ptep_get(pte_t *ptep)
{
	return *ptep;
}

#endif
