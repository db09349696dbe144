/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_PGTABLE_H
#define _ASM_POWERPC_PGTABLE_H

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	if (!radix_enabled()) {
		preempt_disable();
		this_cpu_ptr(&hash_batch)->active = 1;
	}
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	if (!radix_enabled()) {
		hash_batch_flush(this_cpu_ptr(&hash_batch));
		this_cpu_ptr(&hash_batch)->active = 0;
		preempt_enable();
	}
}

#define arch_flush_lazy_mmu_mode()	do {} while (0)

void set_pte(pte_t *ptep, pte_t pte);

#endif /* _ASM_POWERPC_PGTABLE_H */
