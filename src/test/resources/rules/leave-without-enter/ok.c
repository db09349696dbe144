// SPDX-License-Identifier: Apache-2.0
/* Leaves that are right although they look lonely. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	spinlock_t *ptl;
	pte_t *pte;
	bool lazy;
};

int each_exit_leaves_once(pte_t *pte, int kind)
{
	arch_enter_lazy_mmu_mode();
	if (kind == 0)
		goto out;
	if (kind == 1) {
		arch_leave_lazy_mmu_mode();
		return 1;
	}
	set_pte(pte, __pte(0));
out:
	arch_leave_lazy_mmu_mode();
	return 0;
}

int label_order(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		goto out;
	arch_enter_lazy_mmu_mode();
	err = set_one_slot(pte);
	if (err)
		goto out_leave;
	set_pte_at(mm, addr, pte, __pte(0));
out_leave:
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
out:
	return err;
}

void null_says_left(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		    struct folio *folio)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	if (folio_trylock(folio)) {
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(pte, ptl);
		pte = NULL;
		split_folio(folio);
		folio_unlock(folio);
	}
	if (pte) {
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(pte, ptl);
	}
}

static void relax(struct walk *walk)
{
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
	cond_resched();
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
}

void relaxes_inside(struct walk *walk, pte_t *pte, int nr)
{
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (need_resched())
			relax(walk);
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
}

static void finish(struct walk *walk)
{
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
}

int finished_by_a_helper(struct walk *walk, pte_t *pte)
{
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte))) {
		finish(walk);
		return -ENOENT;
	}
	set_pte(pte, __pte(0));
	finish(walk);
	return 0;
}

static bool finish_if_needed(struct walk *walk)
{
	if (!need_resched())
		return false;
	arch_leave_lazy_mmu_mode();
	return true;
}

void callee_says_that_it_left(struct walk *walk, pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (finish_if_needed(walk)) {
			cond_resched();
			arch_enter_lazy_mmu_mode();
		}
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
}

void each_round_its_own_region(pte_t *pte, int nr)
{
	while (nr--) {
		arch_enter_lazy_mmu_mode();
		set_pte(pte++, __pte(0));
		arch_leave_lazy_mmu_mode();
	}
}

void kept_over_rounds(pte_t *pte, int nr)
{
	bool lazy = false;
	int i;

	for (i = 0; i < nr; i++) {
		if (!lazy) {
			arch_enter_lazy_mmu_mode();
			lazy = true;
		}
		set_pte(pte + i, __pte(0));
	}
	if (lazy)
		arch_leave_lazy_mmu_mode();
}

#define LEAVE_AND_RETURN(x)			\
	do {					\
		arch_leave_lazy_mmu_mode();	\
		return x;			\
	} while (0)

int macro_leaves_on_the_way_out(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		LEAVE_AND_RETURN(-ENOENT);
	set_pte(pte, __pte(0));
	LEAVE_AND_RETURN(0);
}

void nested_conditions(struct walk *walk, pte_t *pte)
{
	if (walk->lazy) {
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
	}
	if (walk->mm != &init_mm && walk->lazy)
		note_change(walk->mm);
	if (walk->lazy)
		arch_leave_lazy_mmu_mode();
}

void flush_is_no_leave(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_flush_lazy_mmu_mode();
	use_mapping(pte);
	arch_leave_lazy_mmu_mode();
}

void flush_outside(pte_t *pte)
{
	set_pte(pte, __pte(0));
	arch_flush_lazy_mmu_mode();
}

void flush_by_leave_and_enter(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

void state_in_an_array(int *state, pte_t *pte, int i)
{
	state[i] = need_resched();
	if (state[i])
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (state[i])
		arch_leave_lazy_mmu_mode();
}

void same_switch_twice(pte_t *pte, int kind)
{
	switch (kind) {
	case 1:
		arch_enter_lazy_mmu_mode();
		break;
	default:
		break;
	}
	set_pte(pte, __pte(0));
	if (kind == 1)
		arch_leave_lazy_mmu_mode();
}

static int plain_callback(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, __pte(0));
	return 0;
}

static int run_in_region(pte_t *pte, unsigned long addr, unsigned long end,
			 pte_fn_t fn, void *data)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	do {
		err = fn(pte, addr, data);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	arch_leave_lazy_mmu_mode();
	return err;
}

int callback_keeps_the_region(pte_t *pte, unsigned long addr,
			      unsigned long end)
{
	return run_in_region(pte, addr, end, plain_callback, NULL);
}
