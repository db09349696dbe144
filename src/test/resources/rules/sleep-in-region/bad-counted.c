// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Generic code must not sleep while sections are counted either. */
#include <linux/mm.h>

void enabled(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	cond_resched();
	lazy_mmu_mode_disable();
}

void nested_disable(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: sleep-in-region */
	might_sleep();
	lazy_mmu_mode_disable();
}

void resumed(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	might_sleep();
	lazy_mmu_mode_resume();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	might_sleep();
	lazy_mmu_mode_disable();
}
