/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_PGTABLE_H
#define _ASM_SPARC_PGTABLE_H

void arch_enter_lazy_mmu_mode(void);
void arch_flush_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);

void set_pte(pte_t *ptep, pte_t pte);

#endif /* _ASM_SPARC_PGTABLE_H */
