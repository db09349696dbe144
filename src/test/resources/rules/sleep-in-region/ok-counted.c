// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Paused sections may sleep, and may allocate without waiting at any time. */
#include <linux/mm.h>

void paused(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	cond_resched();
	lazy_mmu_mode_resume();
	set_pte(pte + 1, __pte(0));
	lazy_mmu_mode_disable();
}

void allocates_without_waiting(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(__get_free_page(GFP_ATOMIC)));
	lazy_mmu_mode_disable();
	might_sleep();
}
