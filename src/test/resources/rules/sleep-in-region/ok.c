// SPDX-License-Identifier: Apache-2.0
/* What looks as if it slept in a region and does not. */
#include <linux/mm.h>
#include <linux/walk_helpers.h>

struct walk {
	struct mm_struct *mm;
	struct mutex lock;
	struct rw_semaphore sem;
	gfp_t gfp;
};

void before_and_after(pte_t *pte, struct walk *walk)
{
	mutex_lock(&walk->lock);
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	cond_resched();
	mutex_unlock(&walk->lock);
}

void left_meanwhile(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		set_pte(pte++, __pte(0));
		if (need_resched()) {
			arch_leave_lazy_mmu_mode();
			cond_resched();
			arch_enter_lazy_mmu_mode();
		}
	}
	arch_leave_lazy_mmu_mode();
}

static void helper_leaves(void)
{
	arch_leave_lazy_mmu_mode();
	cond_resched();
	arch_enter_lazy_mmu_mode();
}

void left_in_a_helper(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	helper_leaves();
	set_pte(pte + 1, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void only_tried(pte_t *pte, struct walk *walk, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	if (mutex_trylock(&walk->lock)) {
		set_pte(pte, __pte(0));
		mutex_unlock(&walk->lock);
	}
	if (down_read_trylock(&walk->sem))
		up_read(&walk->sem);
	if (folio_trylock(folio))
		folio_unlock(folio);
	arch_leave_lazy_mmu_mode();
}

/* --- flags for the allocator */

static int room_for(int nr, gfp_t gfp)
{
	might_alloc(gfp);
	if (header_may_block(gfp))
		return nr;
	if (gfpflags_allow_blocking(gfp))
		cond_resched();
	if ((gfp & __GFP_DIRECT_RECLAIM) && nr)
		down_read(&walk_sem);
	return 0;
}

static int room(gfp_t flags, int nr)
{
	bool block = gfpflags_allow_blocking(flags);

	if (block)
		msleep(nr);
	return room_for(nr, flags | __GFP_NOWARN);
}

void flags_that_do_not_wait(pte_t *pte, int nr)
{
	gfp_t gfp = GFP_NOWAIT;

	if (nr)
		gfp |= __GFP_ZERO;
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(room(GFP_ATOMIC, nr)));
	set_pte(pte, __pte(room(gfp, nr)));
	set_pte(pte, __pte(room(GFP_KERNEL & ~__GFP_DIRECT_RECLAIM, nr)));
	set_pte(pte, __pte(room(nr ? GFP_ATOMIC : GFP_NOWAIT, nr)));
	set_pte(pte, __pte(room(0, nr)));
	arch_leave_lazy_mmu_mode();
}

static int flags_of_callers(pte_t *pte, gfp_t gfp)
{
	int nr;

	arch_enter_lazy_mmu_mode();
	nr = room(gfp, 1);
	set_pte(pte, __pte(nr));
	arch_leave_lazy_mmu_mode();
	return nr;
}

int callers_do_not_wait(pte_t *pte)
{
	return flags_of_callers(pte, GFP_ATOMIC) + flags_of_callers(pte, GFP_NOWAIT);
}

/* --- decided by arguments and by the context */

static void maybe_resched(bool may_block)
{
	if (may_block)
		cond_resched();
}

static void get_locked(struct folio *folio, int flags)
{
retry:
	if (flags & WALK_LOCK)
		folio_lock(folio);
	if (flags & WALK_CREATE) {
		flags |= WALK_LOCK;
		goto retry;
	}
}

void not_asked_to_block(pte_t *pte, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	maybe_resched(false);
	get_locked(folio, 0);
	might_sleep_if(false);
	if (!in_atomic())
		cond_resched();
	if (preemptible())
		might_sleep();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void notified_without_blocking(pte_t *pte, struct mmu_notifier_range *range)
{
	arch_enter_lazy_mmu_mode();
	mmu_notifier_invalidate_range_start_nonblock(range);
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void spins(pte_t *pte, spinlock_t *lock)
{
	arch_enter_lazy_mmu_mode();
	spin_lock(lock);
	set_pte(pte, __pte(0));
	spin_unlock(lock);
	rcu_read_lock();
	wake_up(&walk_queue);
	queue_work(walk_workqueue, &walk_work);
	rcu_read_unlock();
	arch_leave_lazy_mmu_mode();
}

/* --- callbacks */

static int quiet_pte(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, __pte(addr));
	return 0;
}

static int sleeping_pte(pte_t *pte, unsigned long addr, void *data)
{
	mutex_lock(data);
	set_pte(pte, __pte(addr));
	mutex_unlock(data);
	return 0;
}

static int for_each_pte(pte_t *pte, int (*fn)(pte_t *pte, unsigned long addr,
					      void *data), void *data)
{
	int err;

	arch_enter_lazy_mmu_mode();
	err = fn(pte, 0, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

int called_back_outside(pte_t *pte, struct walk *walk)
{
	int err = sleeping_pte(pte, 0, &walk->lock);

	return err ? err : for_each_pte(pte, quiet_pte, walk);
}

/* A fault fails instead of waiting while page faults are disabled. */
void peek(pte_t *pte, void __user *from, unsigned long *to)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	pagefault_disable();
	if (copy_from_user(to, from, sizeof(*to)))
		*to = 0;
	pagefault_enable();
	arch_leave_lazy_mmu_mode();
}

static unsigned long peek_at(unsigned long __user *from)
{
	unsigned long value;

	return get_user(value, from) ? 0 : value;
}

void peek_by_a_helper(pte_t *pte, unsigned long __user *from)
{
	pagefault_disable();
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(peek_at(from)));
	arch_leave_lazy_mmu_mode();
	pagefault_enable();
}

static unsigned long peek_quietly(unsigned long __user *from)
{
	unsigned long value;

	pagefault_disable();
	value = peek_at(from);
	pagefault_enable();
	return value;
}

void peek_by_a_quiet_helper(pte_t *pte, unsigned long __user *from)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(peek_quietly(from)));
	arch_leave_lazy_mmu_mode();
}

void only_if_faults_are_handled(pte_t *pte, unsigned long __user *from)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (!faulthandler_disabled())
		set_pte(pte, __pte(peek_at(from)));
	arch_leave_lazy_mmu_mode();
}

void only_if_it_may_block(pte_t *pte, gfp_t gfp)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	might_sleep_if(gfpflags_allow_blocking(GFP_NOWAIT));
	arch_leave_lazy_mmu_mode();
}

/* The allocator runs it for whoever allocates, in an interrupt as well: it does not sleep, whatever it seems to do. */
void __kernel_map_pages(struct page *page, int nr, int enable)
{
	if (enable && is_large(page))
		split(page, alloc_pages(GFP_KERNEL, 0));
}

void maps_a_page(pte_t *pte, struct page *page)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	__kernel_map_pages(page, 1, 1);
	arch_leave_lazy_mmu_mode();
}
