// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* What the counters allow. */
#include <linux/mm.h>

static void set_range(pte_t *pte, pte_t entry, int nr)
{
	lazy_mmu_mode_enable();
	while (nr--)
		set_pte(pte++, entry);
	lazy_mmu_mode_disable();
}

void sections_in_one_another(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_range(pte, __pte(0), 4);
	lazy_mmu_mode_disable();
}

int paused_around_a_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	set_range(pte, __pte(0), 4);
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

void pauses_in_one_another(pte_t *pte)
{
	lazy_mmu_mode_pause();
	lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	lazy_mmu_mode_resume();
}
