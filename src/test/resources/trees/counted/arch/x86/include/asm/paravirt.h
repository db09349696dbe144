/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_PARAVIRT_H
#define _ASM_X86_PARAVIRT_H

#ifdef CONFIG_PARAVIRT_XXL
static inline void arch_enter_lazy_mmu_mode(void)
{
	PVOP_VCALL0(pv_ops, mmu.lazy_mode.enter);
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	PVOP_VCALL0(pv_ops, mmu.lazy_mode.leave);
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	PVOP_VCALL0(pv_ops, mmu.lazy_mode.flush);
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	PVOP_VCALL2(pv_ops, mmu.set_pte, ptep, pte.pte);
}
#endif

#endif /* _ASM_X86_PARAVIRT_H */
