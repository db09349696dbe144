/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_PGTABLE_H
#define _ASM_POWERPC_PGTABLE_H

void __flush_tlb_pending(struct ppc64_tlb_batch *batch);

static inline void arch_enter_lazy_mmu_mode(void)
{
	if (radix_enabled())
		return;
	/* The batch belongs to the CPU, and kernel mappings have no lock. */
	preempt_disable();
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	struct ppc64_tlb_batch *batch;

	if (radix_enabled())
		return;
	batch = this_cpu_ptr(&ppc64_tlb_batch);
	if (batch->index)
		__flush_tlb_pending(batch);
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	if (radix_enabled())
		return;
	arch_flush_lazy_mmu_mode();
	preempt_enable();
}

void set_pte(pte_t *ptep, pte_t pte);

#endif /* _ASM_POWERPC_PGTABLE_H */
