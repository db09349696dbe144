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

static int section_in_a_callback(pte_t *pte, unsigned long addr, void *data)
{
	lazy_mmu_mode_pause();
	set_range(pte, __pte(0), 1);
	lazy_mmu_mode_resume();
	return 0;
}

static int run_in_section(pte_t *pte, unsigned long addr, unsigned long end,
			  pte_fn_t fn, void *data)
{
	int err = 0;

	lazy_mmu_mode_enable();
	do {
		err = fn(pte, addr, data);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	lazy_mmu_mode_disable();
	return err;
}

int callback_pauses(pte_t *pte, unsigned long addr, unsigned long end)
{
	return run_in_section(pte, addr, end, section_in_a_callback, NULL);
}

void hook_after_the_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}
