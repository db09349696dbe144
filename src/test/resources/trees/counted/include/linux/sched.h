/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/types.h>

struct lazy_mmu_state {
	u8 enable_count;
	u8 pause_count;
};

struct task_struct {
	unsigned long flags;
#ifdef CONFIG_ARCH_HAS_LAZY_MMU_MODE
	struct lazy_mmu_state lazy_mmu_state;
#endif
};

#ifdef CONFIG_ARCH_HAS_LAZY_MMU_MODE
static inline bool __task_lazy_mmu_mode_active(struct task_struct *task)
{
	struct lazy_mmu_state *state = &task->lazy_mmu_state;

	return state->enable_count > 0 && state->pause_count == 0;
}

/* Whether changes of PTEs may be put off right now. */
static inline bool is_lazy_mmu_mode_active(void)
{
	if (in_interrupt())
		return false;
	return __task_lazy_mmu_mode_active(current);
}
#else
static inline bool is_lazy_mmu_mode_active(void)
{
	return false;
}
#endif

int cond_resched(void);
int need_resched(void);

#endif /* _LINUX_SCHED_H */
