/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <linux/sched.h>
#include <asm/pgtable.h>

/*
 * Lazy MMU mode: a run of changes to PTEs may be put off and done together.
 *
 * A section is begun by lazy_mmu_mode_enable() and ended by
 * lazy_mmu_mode_disable(). Sections may be nested; the inner ones only make
 * sure at their end that what was changed so far has taken effect.
 *
 * Between lazy_mmu_mode_pause() and lazy_mmu_mode_resume() changes are made
 * at once, also in sections begun there, which do not count.
 *
 * Code that uses these must not sleep in a section. In interrupt context none
 * of them does anything.
 */
#ifdef CONFIG_ARCH_HAS_LAZY_MMU_MODE
static inline void lazy_mmu_mode_enable(void)
{
	struct lazy_mmu_state *state = &current->lazy_mmu_state;

	if (in_interrupt() || state->pause_count > 0)
		return;

	VM_WARN_ON_ONCE(state->enable_count == U8_MAX);

	if (state->enable_count++ == 0)
		arch_enter_lazy_mmu_mode();
}

/* The same for PTEs that are known, which some architectures keep apart. */
static inline void lazy_mmu_mode_enable_with_ptes(struct mm_struct *mm,
						  unsigned long addr,
						  unsigned long end,
						  pte_t *ptep)
{
	struct lazy_mmu_state *state = &current->lazy_mmu_state;

	if (in_interrupt() || state->pause_count > 0)
		return;

	VM_WARN_ON_ONCE(state->enable_count == U8_MAX);

	if (state->enable_count++ == 0)
		arch_enter_lazy_mmu_mode_with_ptes(mm, addr, end, ptep);
}

static inline void lazy_mmu_mode_disable(void)
{
	struct lazy_mmu_state *state = &current->lazy_mmu_state;

	if (in_interrupt() || state->pause_count > 0)
		return;

	VM_WARN_ON_ONCE(state->enable_count == 0);

	if (--state->enable_count == 0)
		arch_leave_lazy_mmu_mode();
	else
		arch_flush_lazy_mmu_mode();
}

static inline void lazy_mmu_mode_pause(void)
{
	struct lazy_mmu_state *state = &current->lazy_mmu_state;

	if (in_interrupt())
		return;

	VM_WARN_ON_ONCE(state->pause_count == U8_MAX);

	if (state->pause_count++ == 0 && state->enable_count > 0)
		arch_leave_lazy_mmu_mode();
}

/* For the switch of contexts, which resumes the task that comes. */
static inline void lazy_mmu_mode_resume_task(struct task_struct *task)
{
	struct lazy_mmu_state *state = &task->lazy_mmu_state;

	VM_WARN_ON_ONCE(state->pause_count == 0);

	if (--state->pause_count == 0 && state->enable_count > 0)
		arch_enter_lazy_mmu_mode();
}

static inline void lazy_mmu_mode_resume(void)
{
	if (!in_interrupt())
		lazy_mmu_mode_resume_task(current);
}
#else
static inline void lazy_mmu_mode_enable(void) {}
static inline void lazy_mmu_mode_enable_with_ptes(struct mm_struct *mm,
						  unsigned long addr,
						  unsigned long end,
						  pte_t *ptep) {}
static inline void lazy_mmu_mode_disable(void) {}
static inline void lazy_mmu_mode_pause(void) {}
static inline void lazy_mmu_mode_resume(void) {}
#endif

#ifndef set_ptes
static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	for (;;) {
		set_pte(ptep, pte);
		if (--nr == 0)
			break;
		ptep++;
		pte = pte_next_pfn(pte);
	}
}
#endif
#define set_pte_at(mm, addr, ptep, pte)	set_ptes(mm, addr, ptep, pte, 1)

#ifndef ptep_get
static inline pte_t ptep_get(pte_t *ptep)
{
	return READ_ONCE(*ptep);
}
#endif

#endif /* _LINUX_PGTABLE_H */
