/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ARM64_PGTABLE_H
#define _ASM_ARM64_PGTABLE_H

#include <linux/mm_types.h>
#include <linux/preempt.h>
#include <linux/sched.h>

void emit_pte_barriers(void);

/* A task that is in the mode owes the barriers of its writes to kernel PTEs. */
static inline void queue_pte_barriers(void)
{
	if (!in_interrupt() && test_task_flag(current, TASK_LAZY_MMU))
		set_task_flag(current, TASK_LAZY_MMU_PENDING);
	else
		emit_pte_barriers();
}

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE

static inline void arch_enter_lazy_mmu_mode(void)
{
	if (!in_interrupt())
		set_task_flag(current, TASK_LAZY_MMU);
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	if (in_interrupt())
		return;
	if (test_and_clear_task_flag(current, TASK_LAZY_MMU_PENDING))
		emit_pte_barriers();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	if (in_interrupt())
		return;
	arch_flush_lazy_mmu_mode();
	clear_task_flag(current, TASK_LAZY_MMU);
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(ptep->pte, pte.pte);
	queue_pte_barriers();
}

static inline pte_t ptep_get(pte_t *ptep)
{
	return READ_ONCE(*ptep);
}

#endif
