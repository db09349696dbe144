// SPDX-License-Identifier: Apache-2.0
/* Leaving a mode that was not entered, on some path or on all. */
#include <linux/mm.h>
#include <linux/lazy_helpers.h>

struct walk {
	struct mm_struct *mm;
	bool lazy;
};

void left_twice(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
}

int left_before_entering(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte) {
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
		return -EAGAIN;
	}
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return 0;
}

int goto_lands_on_the_leave(struct mm_struct *mm, pmd_t *pmd,
			    unsigned long addr)
{
	pte_t *pte = pte_alloc_kernel(pmd, addr);
	int err = 0;

	if (!pte) {
		err = -ENOMEM;
		goto out;
	}
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
out:
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return err;
}

void entered_only_for_user(struct mm_struct *mm, pte_t *pte)
{
	if (mm != &init_mm)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
}

void opposite_conditions(struct walk *walk, pte_t *pte)
{
	if (walk->lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (!walk->lazy)
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
	else
		arch_leave_lazy_mmu_mode();
}

void leave_in_every_round(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	do {
		set_pte(pte++, __pte(0));
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
	} while (--nr);
}

void no_null_check_after_the_split(struct mm_struct *mm, pmd_t *pmd,
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
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(start_pte, ptl);
		split_folio(folio);
		folio_unlock(folio);
		start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
		if (!start_pte)
			break;
		arch_enter_lazy_mmu_mode();
	}
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	if (start_pte)
		pte_unmap_unlock(start_pte, ptl);
}

void continue_after_the_leave(pte_t *pte, int nr)
{
	int i;

	arch_enter_lazy_mmu_mode();
	for (i = 0; i < nr; i++) {
		if (need_resched()) {
			/* chain: leave-without-enter */
			arch_leave_lazy_mmu_mode();
			cond_resched();
			continue;
		}
		set_pte(pte + i, __pte(0));
	}
	/* chain: leave-without-enter */
	arch_leave_lazy_mmu_mode();
}

int label_behind_the_enter(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
again:
	if (need_resched()) {
		/* chain: leave-without-enter */
		arch_leave_lazy_mmu_mode();
		cond_resched();
		goto again;
	}
	set_pte(pte, __pte(0));
	/* chain: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return 0;
}

void switch_falls_through(pte_t *pte, int kind)
{
	arch_enter_lazy_mmu_mode();
	switch (kind) {
	case 0:
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		fallthrough;
	case 1:
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
		break;
	default:
		arch_leave_lazy_mmu_mode();
	}
}

static void my_begin(void)
{
	arch_enter_lazy_mmu_mode();
}

static void my_end(void)
{
	/* allow: leave-without-enter */
	arch_leave_lazy_mmu_mode();
}

void helper_leaves_again(pte_t *pte)
{
	my_begin();
	set_pte(pte, __pte(0));
	my_end();
	/* chain: leave-without-enter */
	my_end();
}

void header_helper_leaves_again(pte_t *pte)
{
	header_begin();
	set_pte(pte, __pte(0));
	header_end();
	/* chain: leave-without-enter */
	header_end();
}

static int update_and_leave(pte_t *pte)
{
	set_pte(pte, __pte(0));
	/* allow: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return 0;
}

int callee_has_left_already(pte_t *pte)
{
	int err;

	arch_enter_lazy_mmu_mode();
	err = update_and_leave(pte);
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return err;
}

static int try_begin(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		return -ENOENT;
	arch_enter_lazy_mmu_mode();
	return 0;
}

int result_not_looked_at(pte_t *pte)
{
	int err = try_begin(pte);

	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return err;
}

int result_read_the_wrong_way(pte_t *pte)
{
	if (try_begin(pte)) {
		set_pte(pte, __pte(0));
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
		return 0;
	}
	arch_leave_lazy_mmu_mode();
	return -ENOENT;
}

#define END_UPDATE()	arch_leave_lazy_mmu_mode()

void macro_leaves_again(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	/* expect: leave-without-enter */
	END_UPDATE();
}

#define LEAVE_AND_RETURN(x)			\
	do {					\
		arch_leave_lazy_mmu_mode();	\
		return x;			\
	} while (0)

int macro_leaves_too_early(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		/* expect: leave-without-enter */
		LEAVE_AND_RETURN(-ENOENT);
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	LEAVE_AND_RETURN(0);
}

static void relax(void)
{
	/* allow: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	cond_resched();
	arch_enter_lazy_mmu_mode();
}

void relaxes_before_it_enters(pte_t *pte, int nr)
{
	if (nr > 64)
		/* chain: leave-without-enter */
		relax();
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		set_pte(pte++, __pte(0));
		relax();
	}
	arch_leave_lazy_mmu_mode();
}

void enter_compiled_out(pte_t *pte)
{
#ifdef CONFIG_SMP
	arch_enter_lazy_mmu_mode();
#endif
	set_pte(pte, __pte(0));
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
}

void is_enabled_against_ifdef(pte_t *pte)
{
#ifndef CONFIG_HIGHPTE
	arch_enter_lazy_mmu_mode();
#endif
	set_pte(pte, __pte(0));
	if (IS_ENABLED(CONFIG_HIGHPTE))
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
#ifndef CONFIG_HIGHPTE
	arch_leave_lazy_mmu_mode();
#endif
}

bool trylock_failed(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	bool done = false;
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);

	if (!pte)
		return false;
	if (!spin_trylock(ptl))
		goto out;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	spin_unlock(ptl);
	done = true;
out:
	/* expect: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	pte_unmap(pte);
	return done;
}

void in_a_statement_expression(pte_t *pte)
{
	bool none = ({
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		pte_none(ptep_get(pte));
	});

	if (none)
		/* expect: leave-without-enter */
		arch_leave_lazy_mmu_mode();
}

static int leaving_callback(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, __pte(0));
	/* chain: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return 0;
}

static int run_in_region(pte_t *pte, unsigned long addr, unsigned long end,
			 pte_fn_t fn, void *data)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	do {
		/* chain: leave-without-enter */
		err = fn(pte, addr, data);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	/* allow: leave-without-enter */
	arch_leave_lazy_mmu_mode();
	return err;
}

int callback_leaves(pte_t *pte, unsigned long addr, unsigned long end)
{
	return run_in_region(pte, addr, end, leaving_callback, NULL);
}
