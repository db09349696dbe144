/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#include <linux/mm_types.h>

#ifdef CONFIG_PARAVIRT_XXL
#include <asm/paravirt.h>
#else
static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(ptep->pte, pte.pte);
}
#endif

static inline pte_t ptep_get(pte_t *ptep)
{
	return *ptep;
}

#endif
