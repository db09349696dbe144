/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#ifdef CONFIG_PARAVIRT_XXL
#include <asm/paravirt.h>
#else
static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
}

static inline void arch_flush_lazy_mmu_mode(void) {}
#endif

#endif /* _ASM_X86_PGTABLE_H */
