/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ARM64_PGTABLE_H
#define _ASM_ARM64_PGTABLE_H

static inline void emit_pte_barriers(void)
{
	dsb(ishst);
	isb();
}

/* The mode itself is the task's, which is all that is asked for. */
static inline void arch_enter_lazy_mmu_mode(void) {}

static inline void arch_flush_lazy_mmu_mode(void)
{
	if (test_and_clear_thread_flag(TIF_LAZY_MMU_PENDING))
		emit_pte_barriers();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	arch_flush_lazy_mmu_mode();
}

static inline void queue_pte_barriers(void)
{
	if (is_lazy_mmu_mode_active()) {
		if (!test_thread_flag(TIF_LAZY_MMU_PENDING))
			set_thread_flag(TIF_LAZY_MMU_PENDING);
	} else {
		emit_pte_barriers();
	}
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
	if (pte_valid_not_user(pte))
		queue_pte_barriers();
}

#endif /* _ASM_ARM64_PGTABLE_H */
