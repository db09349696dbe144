// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Each disable and each resume has something to end. */
#include <linux/mm.h>

void section_after_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
}

/* A disable in a pause does nothing, not even wrong. */
void disabled_in_the_pause_too(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	lazy_mmu_mode_disable();
	use_mapping(pte);
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

static void relax(pte_t *pte)
{
	lazy_mmu_mode_pause();
	use_mapping(pte);
	lazy_mmu_mode_resume();
}

void relaxes_in_every_round(pte_t *pte, int nr)
{
	lazy_mmu_mode_enable();
	while (nr--) {
		if (need_resched())
			relax(pte);
		set_pte(pte++, __pte(0));
	}
	lazy_mmu_mode_disable();
}

/* In no section at all: the pause counts all the same. */
void relaxes_outside(pte_t *pte)
{
	relax(pte);
}

/* Ends the section of its callers for a while. */
static void step_aside(pte_t *pte)
{
	lazy_mmu_mode_disable();
	use_mapping(pte);
	lazy_mmu_mode_enable();
}

void callee_steps_aside(pte_t *pte, int nr)
{
	lazy_mmu_mode_enable();
	while (nr--)
		step_aside(pte++);
	lazy_mmu_mode_disable();
}

/* The pair of hooks by itself, as the implementation uses it. */
void hook_for_hook(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_flush_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

void one_more_only_if_nested(pte_t *pte, bool twice)
{
	lazy_mmu_mode_enable();
	if (twice)
		lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (twice)
		lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
}

void resumed_if_paused(struct mm_struct *mm, pte_t *pte)
{
	bool paused = false;

	lazy_mmu_mode_enable();
	if (mm == &init_mm) {
		lazy_mmu_mode_pause();
		paused = true;
	}
	use_mapping(pte);
	if (paused)
		lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}
