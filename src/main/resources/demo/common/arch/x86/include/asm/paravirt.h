/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_PARAVIRT_H
#define _ASM_X86_PARAVIRT_H

#include <linux/mm_types.h>

struct task_struct;

struct pv_lazy_ops {
	void (*enter)(void);
	void (*leave)(void);
	void (*flush)(void);
};

/* What a hypervisor replaces. */
struct pv_mmu_ops {
	void (*set_pte)(pte_t *ptep, pte_t pte);
	struct pv_lazy_ops lazy_mode;
	void (*start_context_switch)(struct task_struct *prev);
	void (*end_context_switch)(struct task_struct *next);
};

extern struct pv_mmu_ops pv_mmu;

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	pv_mmu.set_pte(ptep, pte);
}

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE

static inline void arch_enter_lazy_mmu_mode(void)
{
	pv_mmu.lazy_mode.enter();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	pv_mmu.lazy_mode.leave();
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	pv_mmu.lazy_mode.flush();
}

static inline void arch_start_context_switch(struct task_struct *prev)
{
	pv_mmu.start_context_switch(prev);
}

static inline void arch_end_context_switch(struct task_struct *next)
{
	pv_mmu.end_context_switch(next);
}

#endif
