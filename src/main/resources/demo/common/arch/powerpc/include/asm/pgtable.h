/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_PGTABLE_H
#define _ASM_POWERPC_PGTABLE_H

#include <asm/tlbflush-hash.h>

void change_pte(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		pte_t pte);
#define change_pte change_pte

void set_ptes(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte,
	      unsigned int nr);
#define set_ptes set_ptes

static inline pte_t ptep_get(pte_t *ptep)
{
	return *ptep;
}

#endif
