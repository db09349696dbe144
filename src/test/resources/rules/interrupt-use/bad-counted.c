// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections whose ends do not see the same in_interrupt(). */
#include <linux/mm.h>

static DEFINE_SPINLOCK(list_lock);

/* The disable does nothing, and the count stays. */
void ended_with_bottom_halves_off(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	spin_lock_bh(&list_lock);
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
}

/* The enable does nothing, and the count goes below zero. */
void begun_with_bottom_halves_off(pte_t *pte)
{
	local_bh_disable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	local_bh_enable();
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
}

void off_on_one_path(pte_t *pte, bool busy)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (busy)
		local_bh_disable();
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	if (busy)
		local_bh_enable();
}

static void lock_list(void)
{
	spin_lock_bh(&list_lock);
}

static void unlock_list(void)
{
	spin_unlock_bh(&list_lock);
}

void helper_switches_them_off(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lock_list();
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	unlock_list();
}

static void begin(void)
{
	lazy_mmu_mode_enable();
}

static void end(void)
{
	/* allow: interrupt-use */
	lazy_mmu_mode_disable();
}

void helper_is_called_with_them_off(pte_t *pte)
{
	begin();
	set_pte(pte, __pte(0));
	lock_list();
	/* chain: interrupt-use */
	end();
	unlock_list();
}

void helper_was_called_with_them_off(pte_t *pte)
{
	lock_list();
	begin();
	unlock_list();
	set_pte(pte, __pte(0));
	/* chain: interrupt-use */
	end();
}

/* Both at once, but in the wrong order. */
static void end_and_unlock(void)
{
	/* allow: interrupt-use */
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
}

void helper_ends_both(pte_t *pte)
{
	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	set_pte(pte, __pte(0));
	/* chain: interrupt-use */
	end_and_unlock();
}

static void end_under_the_lock(void)
{
	spin_lock_bh(&list_lock);
	/* allow: interrupt-use */
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
}

void helper_takes_the_lock(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	/* chain: interrupt-use */
	end_under_the_lock();
}

void inner_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	spin_lock_bh(&list_lock);
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
}

void paused_with_them_off(pte_t *pte)
{
	lazy_mmu_mode_enable();
	local_bh_disable();
	lazy_mmu_mode_pause();
	local_bh_enable();
	use_mapping(pte);
	/* expect: interrupt-use */
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
}

void resumed_with_them_off(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	local_bh_disable();
	use_mapping(pte);
	/* expect: interrupt-use */
	lazy_mmu_mode_resume();
	local_bh_enable();
	lazy_mmu_mode_disable();
}

int trylock_that_succeeded(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (!spin_trylock_bh(&list_lock)) {
		lazy_mmu_mode_disable();
		return -EBUSY;
	}
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
	return 0;
}

DEFINE_LOCK_GUARD_0(quiet, local_bh_disable(), local_bh_enable())

void guard_is_still_on(pte_t *pte)
{
	lazy_mmu_mode_enable();
	guard(quiet)();
	set_pte(pte, __pte(0));
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
}

/* The hook of the architecture does not ask where it is. */
void hook_with_bottom_halves_off(pte_t *pte)
{
	spin_lock_bh(&list_lock);
	/* expect: interrupt-use */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	spin_unlock_bh(&list_lock);
}

int goto_past_the_unlock(pte_t *pte)
{
	int err;

	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	err = check_slot(pte);
	if (err)
		goto out;
	set_pte(pte, __pte(0));
	spin_unlock_bh(&list_lock);
out:
	/* expect: interrupt-use */
	lazy_mmu_mode_disable();
	if (err)
		spin_unlock_bh(&list_lock);
	return err;
}
