/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#ifdef CONFIG_PARAVIRT_XXL
#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	pv_mmu.enter();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	pv_mmu.leave();
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	pv_mmu.flush();
}
#endif

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
}

#endif /* _ASM_X86_PGTABLE_H */
