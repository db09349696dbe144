// SPDX-License-Identifier: Apache-2.0
/* What may sleep in a region. */
#include <linux/mm.h>
#include <linux/walk_helpers.h>

#define WALK_GFP	(GFP_KERNEL | __GFP_NOWARN)

struct walk {
	struct mm_struct *mm;
	struct mutex lock;
	struct rw_semaphore sem;
	wait_queue_head_t queue;
	bool blocking;
};

void directly(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	mutex_lock(&walk->lock);
	set_pte(pte, __pte(0));
	mutex_unlock(&walk->lock);
	arch_leave_lazy_mmu_mode();
}

void in_every_round(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		set_pte(pte++, __pte(0));
		/* expect: sleep-in-region */
		cond_resched();
	}
	arch_leave_lazy_mmu_mode();
}

void behind_a_goto(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (nr > 1)
		goto wait;
	arch_leave_lazy_mmu_mode();
	return;
wait:
	/* expect: sleep-in-region */
	msleep(1);
	arch_leave_lazy_mmu_mode();
}

void with_a_guard(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	{
		/* expect: sleep-in-region */
		guard(mutex)(&walk->lock);
		set_pte(pte, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
}

void with_a_scoped_guard(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	scoped_guard(rwsem_read, &walk->sem)
		set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void in_a_header(pte_t *pte, struct walk_lock *lock)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	header_walk_lock(lock);
	arch_leave_lazy_mmu_mode();
}

void in_a_macro(pte_t *pte, struct walk_lock *lock)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	macro_walk_lock(lock);
	arch_leave_lazy_mmu_mode();
}

void in_some_configurations(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (IS_ENABLED(CONFIG_DEBUG_VM))
		/* expect: sleep-in-region */
		might_sleep();
#ifdef CONFIG_NUMA
	/* expect: sleep-in-region */
	synchronize_rcu();
#endif
	arch_leave_lazy_mmu_mode();
}

void waits_for_an_event(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	wait_event(walk->queue, !walk->blocking);
	arch_leave_lazy_mmu_mode();
}

static void third(struct walk *walk)
{
	if (walk->mm)
		down_write(&walk->sem);
}

static void second(struct walk *walk, int nr)
{
	if (nr)
		third(walk);
}

static int first(struct walk *walk, int nr)
{
	second(walk, nr);
	return nr;
}

void three_levels_down(pte_t *pte, struct walk *walk, int nr)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	nr = first(walk, nr);
	set_pte(pte, __pte(nr));
	arch_leave_lazy_mmu_mode();
}

void not_tried(pte_t *pte, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	if (!folio_trylock(folio))
		/* expect: sleep-in-region */
		folio_lock(folio);
	set_pte(pte, __pte(0));
	folio_unlock(folio);
	arch_leave_lazy_mmu_mode();
}

/* --- flags for the allocator */

void allocates(pte_t *pte)
{
	void *table;

	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	table = kmalloc(64, GFP_KERNEL);
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	kfree(table);
}

void flags_in_a_local(pte_t *pte)
{
	gfp_t gfp = GFP_KERNEL_ACCOUNT;

	gfp |= __GFP_ZERO;
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(alloc_page(gfp)));
	arch_leave_lazy_mmu_mode();
}

void flags_in_a_macro(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(__get_free_page(WALK_GFP & ~__GFP_NOWARN)));
	arch_leave_lazy_mmu_mode();
}

void flags_by_choice(pte_t *pte, struct walk *walk)
{
	gfp_t gfp = walk->blocking ? GFP_KERNEL : GFP_NOWAIT;

	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(alloc_page(gfp)));
	arch_leave_lazy_mmu_mode();
}

static void *inner_table(int nr, gfp_t gfp)
{
	return kcalloc(nr, 64, gfp | __GFP_ZERO);
}

static void *outer_table(gfp_t flags, int nr)
{
	gfp_t all = flags | __GFP_NOWARN;

	return nr ? inner_table(nr, all) : NULL;
}

void flags_two_levels_up(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(outer_table(GFP_USER, nr)));
	arch_leave_lazy_mmu_mode();
}

void profiled(pte_t *pte, void *table)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(table_dup(table, GFP_KERNEL)));
	arch_leave_lazy_mmu_mode();
}

static void reclaim_if_allowed(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		cond_resched();
}

void blocking_is_allowed(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	reclaim_if_allowed(GFP_KERNEL);
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

/* The region's own flags come from its callers, of whom one may wait. */
static void flags_of_callers(pte_t *pte, gfp_t gfp)
{
	arch_enter_lazy_mmu_mode();
	/* chain: sleep-in-region */
	set_pte(pte, __pte(alloc_page(gfp)));
	arch_leave_lazy_mmu_mode();
}

void caller_in_atomic_context(pte_t *pte)
{
	flags_of_callers(pte, GFP_ATOMIC);
}

void caller_that_may_wait(pte_t *pte)
{
	/* expect: sleep-in-region */
	flags_of_callers(pte, GFP_KERNEL);
}

void without_a_page_table(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	if (pmd_none(*pmd) && __pte_alloc(mm, pmd))
		goto out;
	pte_clear(mm, addr, pte_offset_map(pmd, addr));
out:
	arch_leave_lazy_mmu_mode();
}

/* --- decided by arguments */

static void maybe_resched(bool may_block)
{
	if (may_block)
		cond_resched();
}

void asked_to_block(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	maybe_resched(true);
	arch_leave_lazy_mmu_mode();
}

void might_sleep_when(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	might_sleep_if(true);
	arch_leave_lazy_mmu_mode();
}

/* --- callbacks */

static int sleeping_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct walk *walk = data;

	/* expect: sleep-in-region */
	mutex_lock(&walk->lock);
	set_pte(pte, __pte(addr));
	mutex_unlock(&walk->lock);
	return 0;
}

static int for_each_pte(pte_t *pte, int nr,
			int (*fn)(pte_t *pte, unsigned long addr, void *data),
			void *data)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	while (nr-- && !err)
		err = fn(pte++, 0, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

static int for_some_ptes(pte_t *pte, int nr,
			 int (*fn)(pte_t *pte, unsigned long addr, void *data),
			 void *data)
{
	return nr > 0 ? for_each_pte(pte, nr, fn, data) : 0;
}

int called_back(pte_t *pte, struct walk *walk)
{
	/* chain: sleep-in-region */
	return for_some_ptes(pte, 8, sleeping_pte, walk);
}

/* --- several regions, one cause */

static void shared_wait(struct walk *walk)
{
	/* expect: sleep-in-region */
	down_read(&walk->sem);
}

void shared_one(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	shared_wait(walk);
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

void shared_two(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(2));
	/* chain: sleep-in-region */
	shared_wait(walk);
	arch_leave_lazy_mmu_mode();
}

void shared_three(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(3));
	/* chain: sleep-in-region */
	shared_wait(walk);
	arch_leave_lazy_mmu_mode();
}

/* Left and entered again, but on one path only. */
void one_path_stays(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (nr > 8)
		arch_leave_lazy_mmu_mode();
	/* expect: sleep-in-region */
	cond_resched();
	if (nr > 8)
		arch_enter_lazy_mmu_mode();
	set_pte(pte + 1, __pte(0));
	arch_leave_lazy_mmu_mode();
}

/* Page faults are enabled again too early. */
void peeked_too_late(pte_t *pte, void __user *from, unsigned long *to)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	pagefault_disable();
	to[0] = 0;
	pagefault_enable();
	/* expect: sleep-in-region */
	if (copy_from_user(to, from, sizeof(*to)))
		to[1] = 0;
	arch_leave_lazy_mmu_mode();
}

static unsigned long peek_at(unsigned long __user *from)
{
	unsigned long value;

	return get_user(value, from) ? 0 : value;
}

void peeked_on_one_path(pte_t *pte, unsigned long __user *from, bool quiet)
{
	arch_enter_lazy_mmu_mode();
	if (quiet)
		pagefault_disable();
	/* expect: sleep-in-region */
	set_pte(pte, __pte(peek_at(from)));
	if (quiet)
		pagefault_enable();
	arch_leave_lazy_mmu_mode();
}

/* That does not let a fault fail. */
void waits_with_page_faults_off(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	pagefault_disable();
	/* expect: sleep-in-region */
	might_sleep();
	pagefault_enable();
	arch_leave_lazy_mmu_mode();
}

/* Scopes say what reclaim may do, not that it does not wait. */
void in_a_scope(pte_t *pte)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noreclaim = memalloc_noreclaim_save();

	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	set_pte(pte, __pte((unsigned long)kmalloc(8, current_gfp_context(GFP_KERNEL))));
	arch_leave_lazy_mmu_mode();
	memalloc_noreclaim_restore(noreclaim);
	memalloc_nofs_restore(nofs);
}

struct machine {
	void (*wipe)(pte_t *pte);
};

static void sleeping_wipe(pte_t *pte)
{
	might_sleep();
	set_pte(pte, __pte(0));
}

void start_machine(struct machine *machine)
{
	machine->wipe = sleeping_wipe;
}

void through_a_member_of_one_function(struct machine *machine, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	machine->wipe(pte);
	arch_leave_lazy_mmu_mode();
}
