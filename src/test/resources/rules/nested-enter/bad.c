// SPDX-License-Identifier: Apache-2.0
/* A region inside a region. */
#include <linux/mm.h>
#include <linux/lazy_range.h>

bool first_slot_busy(pte_t *pte);
void set_range_debug(pte_t *pte);

struct walk {
	struct mm_struct *mm;
	bool lazy;
};

void directly(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte + 1, __pte(0));
	arch_leave_lazy_mmu_mode();
	arch_leave_lazy_mmu_mode();
}

void entered_in_every_round(pte_t *pte, int nr)
{
	while (nr--) {
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
}

void retry_label_before_the_enter(pte_t *pte)
{
retry:
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	if (need_resched())
		goto retry;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void after_the_split_twice(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr, unsigned long end,
			   struct folio *folio)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		return;
	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		if (!folio_trylock(folio))
			continue;
		split_folio(folio);
		folio_unlock(folio);
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
	}
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start_pte, ptl);
}

void only_on_one_branch(struct walk *walk, pte_t *pte)
{
	if (walk->lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (walk->mm == &init_mm)
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

static void set_range(pte_t *pte, pte_t entry, int nr)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	while (nr--)
		set_pte(pte++, entry);
	arch_leave_lazy_mmu_mode();
}

void through_a_static_helper(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	set_range(pte, __pte(0), 4);
	arch_leave_lazy_mmu_mode();
}

void through_the_same_helper(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	set_range(pte, __pte(1), 8);
	arch_leave_lazy_mmu_mode();
}

void through_a_header_helper(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	header_set_range(pte, __pte(0), 4);
	arch_leave_lazy_mmu_mode();
}

static void third(pte_t *pte)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static void second(pte_t *pte, bool deep)
{
	if (deep)
		/* chain: nested-enter */
		third(pte);
}

static int first(pte_t *pte)
{
	/* chain: nested-enter */
	second(pte, true);
	return 0;
}

int three_calls_down(pte_t *pte)
{
	int err;

	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	err = first(pte);
	arch_leave_lazy_mmu_mode();
	return err;
}

#define BEGIN_UPDATE()	arch_enter_lazy_mmu_mode()
#define WITH_MODE(code)				\
	({					\
		arch_enter_lazy_mmu_mode();	\
		code;				\
		arch_leave_lazy_mmu_mode();	\
	})

void through_a_macro(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	BEGIN_UPDATE();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void through_a_bracketing_macro(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	WITH_MODE(set_pte(pte, __pte(0)));
	arch_leave_lazy_mmu_mode();
}

void macro_in_its_own_argument(pte_t *pte)
{
	WITH_MODE(set_pte(pte, __pte(0)));
	/* expect: nested-enter */
	WITH_MODE(WITH_MODE(set_pte(pte, __pte(1))));
}

static int entering_callback(pte_t *pte, unsigned long addr, void *data)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

static int apply_to_slots(struct mm_struct *mm, pte_t *pte, unsigned long addr,
			  unsigned long end, pte_fn_t fn, void *data)
{
	int err = 0;

	/* allow: nested-enter */
	arch_enter_lazy_mmu_mode();
	if (fn) {
		do {
			/* chain: nested-enter */
			err = fn(pte, addr, data);
			if (err)
				break;
		} while (pte++, addr += PAGE_SIZE, addr != end);
	}
	arch_leave_lazy_mmu_mode();
	return err;
}

static int apply_to_rows(struct mm_struct *mm, pte_t *pte, unsigned long addr,
			 unsigned long end, pte_fn_t fn, void *data)
{
	return apply_to_slots(mm, pte, addr, end, fn, data);
}

int through_a_callback(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		       unsigned long end)
{
	return apply_to_rows(mm, pte, addr, end, entering_callback, NULL);
}

static int harmless_callback(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, __pte(0));
	return 0;
}

int harmless_through_the_same_function(struct mm_struct *mm, pte_t *pte,
				       unsigned long addr, unsigned long end)
{
	return apply_to_rows(mm, pte, addr, end, harmless_callback, NULL);
}

int the_whole_walk_in_a_region(struct mm_struct *mm, pte_t *pte,
			       unsigned long addr, unsigned long end)
{
	int err;

	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	err = apply_to_rows(mm, pte, addr, end, harmless_callback, NULL);
	arch_leave_lazy_mmu_mode();
	return err;
}

static int try_begin(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		return -ENOENT;
	/* allow: nested-enter */
	arch_enter_lazy_mmu_mode();
	return 0;
}

void begins_again_on_success(pte_t *pte)
{
	if (try_begin(pte))
		return;
	set_pte(pte, __pte(0));
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	arch_leave_lazy_mmu_mode();
}

static void forgets_to_leave(pte_t *pte, int kind)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (kind != 3)
		arch_leave_lazy_mmu_mode();
}

void after_a_helper_that_kept_it(pte_t *pte)
{
	forgets_to_leave(pte, 3);
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void switch_falls_into_the_enter(pte_t *pte, int kind)
{
	switch (kind) {
	case 0:
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		fallthrough;
	case 1:
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(1));
		arch_leave_lazy_mmu_mode();
	}
}

void on_one_side_of_an_ifdef(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
#ifdef CONFIG_HIGHPTE
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
#endif
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

struct slot_ops {
	void (*set)(pte_t *pte);
};

static void entering_set(pte_t *pte)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static const struct slot_ops entering_ops = {
	.set = entering_set,
};

void through_a_table_of_operations(const struct slot_ops *ops, pte_t *pte)
{
	if (!ops)
		ops = &entering_ops;
	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	ops->set(pte);
	arch_leave_lazy_mmu_mode();
}

/* A scope that cleanup.h makes out of the two hooks. */
DEFINE_LOCK_GUARD_0(lazy_mmu, arch_enter_lazy_mmu_mode(),
		    arch_leave_lazy_mmu_mode())

void guard_made_of_the_hooks(pte_t *pte)
{
	guard(lazy_mmu)();

	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void if_is_enabled(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	if (IS_ENABLED(CONFIG_DEBUG_PAGEALLOC)) {
		/* chain: nested-enter */
		set_range_debug(pte);
	}
	arch_leave_lazy_mmu_mode();
}

void set_range_debug(pte_t *pte)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

int in_a_condition(pte_t *pte)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	if (first_slot_busy(pte) && !need_resched())
		err = -EBUSY;
	arch_leave_lazy_mmu_mode();
	return err;
}

bool first_slot_busy(pte_t *pte)
{
	bool busy;

	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	busy = pte_present(ptep_get(pte));
	arch_leave_lazy_mmu_mode();
	return busy;
}

void inside_a_guard(struct walk *walk, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	scoped_guard(rcu) {
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
	}
	arch_leave_lazy_mmu_mode();
}

void in_a_statement_expression(pte_t *pte)
{
	int old;

	arch_enter_lazy_mmu_mode();
	old = ({
		/* expect: nested-enter */
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		0;
	});
	report_slot(pte, old);
	arch_leave_lazy_mmu_mode();
}

struct machine {
	void (*wipe)(pte_t *pte);
};

static void entering_wipe(pte_t *pte)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void start_machine(struct machine *machine)
{
	machine->wipe = entering_wipe;
}

void through_a_member_of_one_function(struct machine *machine, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* chain: nested-enter */
	machine->wipe(pte);
	arch_leave_lazy_mmu_mode();
}
