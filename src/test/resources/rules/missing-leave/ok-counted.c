// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections and pauses that are all ended. */
#include <linux/mm.h>

int three_deep(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
	return 0;
}

int three_pauses_deep(pte_t *pte)
{
	lazy_mmu_mode_pause();
	lazy_mmu_mode_pause();
	lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	lazy_mmu_mode_resume();
	lazy_mmu_mode_resume();
	return 0;
}

/* Between pause and resume neither counts. */
int section_in_a_pause(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

int half_a_section_in_a_pause(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	if (check_slot(pte)) {
		lazy_mmu_mode_enable();
		use_mapping(pte);
	}
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

static void calm(pte_t *pte)
{
	lazy_mmu_mode_pause();
	use_mapping(pte);
}

static void excite(void)
{
	lazy_mmu_mode_resume();
}

int helper_pauses(pte_t *pte)
{
	int err;

	lazy_mmu_mode_enable();
	calm(pte);
	err = check_slot(pte);
	excite();
	lazy_mmu_mode_disable();
	return err;
}

/* Ends the pause first and the section then. */
static void finish(void)
{
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

int ended_by_a_helper(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	use_mapping(pte);
	finish();
	return 0;
}

/* Called in a pause, where its section does not count either way. */
static void set_range(pte_t *pte, pte_t entry, int nr)
{
	lazy_mmu_mode_enable();
	while (nr--)
		set_pte(pte++, entry);
	lazy_mmu_mode_disable();
}

static void let_go(pte_t *pte)
{
	lazy_mmu_mode_resume();
	set_range(pte, __pte(0), 4);
	lazy_mmu_mode_pause();
}

int pause_interrupted_by_a_helper(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	let_go(pte);
	set_range(pte, __pte(0), 4);
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

static void begin(void)
{
	lazy_mmu_mode_enable();
}

static void end(void)
{
	lazy_mmu_mode_disable();
}

int pair_of_helpers_in_a_pause(pte_t *pte)
{
	lazy_mmu_mode_pause();
	begin();
	set_pte(pte, __pte(0));
	end();
	lazy_mmu_mode_resume();
	begin();
	set_pte(pte, __pte(0));
	end();
	return 0;
}

DEFINE_LOCK_GUARD_0(lazy_section, lazy_mmu_mode_enable(),
		    lazy_mmu_mode_disable())
DEFINE_LOCK_GUARD_0(lazy_pause, lazy_mmu_mode_pause(),
		    lazy_mmu_mode_resume())

int guards_of_both_kinds(pte_t *pte)
{
	guard(lazy_section)();
	set_pte(pte, __pte(0));
	scoped_guard(lazy_pause) {
		if (check_slot(pte))
			return -EIO;
		use_mapping(pte);
	}
	set_pte(pte, __pte(0));
	return 0;
}

int paused_if_active(pte_t *pte)
{
	bool active = is_lazy_mmu_mode_active();

	if (active)
		lazy_mmu_mode_pause();
	use_mapping(pte);
	if (active)
		lazy_mmu_mode_resume();
	return 0;
}

int asks_in_its_own_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (!is_lazy_mmu_mode_active())
		return -EINVAL;
	lazy_mmu_mode_pause();
	if (is_lazy_mmu_mode_active())
		return -EINVAL;
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

static int flush_if_active(pte_t *pte)
{
	if (!is_lazy_mmu_mode_active())
		return -EINVAL;
	lazy_mmu_mode_pause();
	use_mapping(pte);
	lazy_mmu_mode_resume();
	return 0;
}

int callee_asks(pte_t *pte)
{
	int err;

	lazy_mmu_mode_enable();
	err = flush_if_active(pte);
	if (err)
		return err;
	lazy_mmu_mode_disable();
	return 0;
}

int hinted_section(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		   unsigned long end)
{
	lazy_mmu_mode_enable_with_ptes(mm, addr, end, pte);
	lazy_mmu_mode_enable();
	set_pte_at(mm, addr, pte, __pte(0));
	lazy_mmu_mode_disable();
	lazy_mmu_mode_disable();
	return 0;
}

int paused_while_it_waits(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
			  int nr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	lazy_mmu_mode_enable();
	while (nr--) {
		if (need_resched()) {
			lazy_mmu_mode_pause();
			check_slot(pte);
			lazy_mmu_mode_resume();
			continue;
		}
		set_pte_at(mm, addr, pte, __pte(0));
	}
	lazy_mmu_mode_disable();
	pte_unmap_unlock(pte, ptl);
	return 0;
}
