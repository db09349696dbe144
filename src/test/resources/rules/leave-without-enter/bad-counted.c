// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections that are ended once too often. */
#include <linux/mm.h>

void disabled_twice(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

void resumed_without_pause(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

int disabled_on_the_wrong_path(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		goto out;
	lazy_mmu_mode_enable();
	set_pte_at(mm, addr, pte, __pte(0));
	pte_unmap_unlock(pte, ptl);
out:
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
	return 0;
}

/* An enable in a pause does not count, so there is nothing to disable. */
void enabled_in_the_pause(pte_t *pte)
{
	lazy_mmu_mode_pause();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

static void begin(void)
{
	lazy_mmu_mode_enable();
}

void helper_enables_in_the_pause(pte_t *pte)
{
	lazy_mmu_mode_pause();
	begin();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

void resumed_twice(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	use_mapping(pte);
	lazy_mmu_mode_resume();
	/* expect: leave-without-enter */
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

void resumed_on_the_wrong_path(pte_t *pte, int nr)
{
	lazy_mmu_mode_enable();
	if (nr)
		lazy_mmu_mode_pause();
	use_mapping(pte);
	/* expect: leave-without-enter */
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

static void excite(void)
{
	/* allow: leave-without-enter */
	lazy_mmu_mode_resume();
}

void helper_resumes_again(pte_t *pte)
{
	lazy_mmu_mode_pause();
	use_mapping(pte);
	excite();
	/* chain: leave-without-enter */
	excite();
}

void four_for_three(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

/* The hook of the architecture switches the mode off behind the counter. */
void hook_leaves_a_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	use_mapping(pte);
	lazy_mmu_mode_disable();
}

void counter_ends_the_hook(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

static void leave_by_hook(pte_t *pte)
{
	/* allow: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	use_mapping(pte);
}

void helper_leaves_by_hook(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* chain: leave-without-enter */
	leave_by_hook(pte);
}

static void enter_by_hook(void)
{
	arch_enter_lazy_mmu_mode();
}

void helper_entered_by_hook(pte_t *pte)
{
	enter_by_hook();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	lazy_mmu_mode_disable();
}

void disabled_only_if_active(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	if (check_slot(pte))
		/* expect: leave-without-enter */
		lazy_mmu_mode_disable();
}
