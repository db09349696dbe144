// SPDX-License-Identifier: Apache-2.0
/* Regions and page table locks that cross each other. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	struct vm_area_struct *vma;
	spinlock_t *ptl;
};

int entered_before_the_lock(struct mm_struct *mm, pmd_t *pmd,
			    unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	/* expect: lock-order */
	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte) {
		arch_leave_lazy_mmu_mode();
		return -EAGAIN;
	}
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return 0;
}

int left_after_the_unlock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	/* expect: lock-order */
	pte_unmap_unlock(pte, ptl);
	arch_leave_lazy_mmu_mode();
	return 0;
}

int region_around_the_lock(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	/* chain: lock-order */
	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (pte) {
		set_pte_at(mm, addr, pte, __pte(0));
		/* allow: lock-order */
		pte_unmap_unlock(pte, ptl);
	}
	arch_leave_lazy_mmu_mode();
	return 0;
}

void dropped_for_a_split(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
			 unsigned long end, struct folio *folio)
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
		/* chain: lock-order */
		pte_unmap_unlock(start_pte, ptl);
		split_folio(folio);
		folio_unlock(folio);
		/* allow: lock-order */
		start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
		if (!start_pte)
			break;
	}
	arch_leave_lazy_mmu_mode();
	if (start_pte)
		pte_unmap_unlock(start_pte, ptl);
}

void dropped_to_reschedule(struct walk *walk, pte_t *pte, int nr)
{
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (need_resched()) {
			/* chain: lock-order */
			spin_unlock(walk->ptl);
			cond_resched();
			/* allow: lock-order */
			spin_lock(walk->ptl);
		}
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
}

static void relax(struct walk *walk)
{
	/* chain: lock-order */
	spin_unlock(walk->ptl);
	cond_resched();
	spin_lock(walk->ptl);
}

void dropped_by_a_callee(struct walk *walk, pte_t *pte, int nr)
{
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (need_resched())
			/* chain: lock-order */
			relax(walk);
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
}

static int scan_huge(pmd_t *pmd, struct vm_area_struct *vma)
{
	spinlock_t *ptl;

	/* chain: lock-order */
	ptl = pmd_trans_huge_lock(pmd, vma);
	if (!ptl)
		return -ENOENT;
	write_protect_huge(vma, pmd);
	spin_unlock(ptl);
	return 0;
}

int callee_locks_the_huge_entry(struct walk *walk, pmd_t *pmd,
				unsigned long addr)
{
	int err;

	arch_enter_lazy_mmu_mode();
	/* chain: lock-order */
	err = scan_huge(pmd, walk->vma);
	arch_leave_lazy_mmu_mode();
	return err;
}

void upper_table_locked_inside(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	spinlock_t *ptl, *upper;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	/* chain: lock-order */
	upper = pmd_lock(mm, pmd);
	pmd_clear(pmd);
	/* allow: lock-order */
	spin_unlock(upper);
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

int second_lock_too_late(struct mm_struct *mm, pmd_t *old_pmd,
			 unsigned long old_addr, pmd_t *new_pmd,
			 unsigned long new_addr)
{
	spinlock_t *old_ptl, *new_ptl;
	pte_t *old_pte, *new_pte;

	old_pte = pte_offset_map_lock(mm, old_pmd, old_addr, &old_ptl);
	if (!old_pte)
		return -EAGAIN;
	new_pte = pte_offset_map_nolock(mm, new_pmd, new_addr, &new_ptl);
	if (!new_pte) {
		pte_unmap_unlock(old_pte, old_ptl);
		return -EAGAIN;
	}
	arch_enter_lazy_mmu_mode();
	if (new_ptl != old_ptl)
		/* expect: lock-order */
		spin_lock_nested(new_ptl, SINGLE_DEPTH_NESTING);
	set_pte_at(mm, new_addr, new_pte, ptep_get(old_pte));
	pte_clear(mm, old_addr, old_pte);
	arch_leave_lazy_mmu_mode();
	if (new_ptl != old_ptl)
		spin_unlock(new_ptl);
	pte_unmap(new_pte);
	pte_unmap_unlock(old_pte, old_ptl);
	return 0;
}

int first_unlock_too_early(struct mm_struct *mm, pmd_t *old_pmd,
			   unsigned long old_addr, pmd_t *new_pmd,
			   unsigned long new_addr)
{
	spinlock_t *old_ptl, *new_ptl;
	pte_t *old_pte, *new_pte;

	old_pte = pte_offset_map_lock(mm, old_pmd, old_addr, &old_ptl);
	if (!old_pte)
		return -EAGAIN;
	new_pte = pte_offset_map_nolock(mm, new_pmd, new_addr, &new_ptl);
	if (!new_pte) {
		pte_unmap_unlock(old_pte, old_ptl);
		return -EAGAIN;
	}
	if (new_ptl != old_ptl)
		spin_lock_nested(new_ptl, SINGLE_DEPTH_NESTING);
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, new_addr, new_pte, ptep_get(old_pte));
	pte_clear(mm, old_addr, old_pte);
	if (new_ptl != old_ptl)
		/* expect: lock-order */
		spin_unlock(new_ptl);
	arch_leave_lazy_mmu_mode();
	pte_unmap(new_pte);
	pte_unmap_unlock(old_pte, old_ptl);
	return 0;
}

bool tried_inside(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);

	if (!pte)
		return false;
	arch_enter_lazy_mmu_mode();
	/* expect: lock-order */
	if (!spin_trylock(ptl)) {
		arch_leave_lazy_mmu_mode();
		pte_unmap(pte);
		return false;
	}
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return true;
}

int error_path_unlocks_first(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr)
{
	spinlock_t *ptl;
	int err;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	arch_enter_lazy_mmu_mode();
	err = set_one_slot(pte);
	if (err) {
		/* expect: lock-order */
		pte_unmap_unlock(pte, ptl);
		arch_leave_lazy_mmu_mode();
		return err;
	}
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return 0;
}

void unlocked_only_for_user(struct mm_struct *mm, pmd_t *pmd,
			    unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = mm == &init_mm ? pte_offset_kernel(pmd, addr) :
			pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	if (mm != &init_mm)
		/* expect: lock-order */
		pte_unmap_unlock(pte, ptl);
	arch_leave_lazy_mmu_mode();
}

void lock_of_the_table_by_hand(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	spinlock_t *lock = pte_lockptr(mm, pmd);
	pte_t *pte = pte_offset_map(pmd, addr);

	arch_enter_lazy_mmu_mode();
	/* chain: lock-order */
	spin_lock(lock);
	set_pte_at(mm, addr, pte, __pte(0));
	/* allow: lock-order */
	spin_unlock(lock);
	arch_leave_lazy_mmu_mode();
	pte_unmap(pte);
}

static pte_t *map_slot(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		       spinlock_t **ptlp)
{
	/* chain: lock-order */
	return pte_offset_map_lock(mm, pmd, addr, ptlp);
}

void helper_locks_inside(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	/* chain: lock-order */
	pte = map_slot(mm, pmd, addr, &ptl);
	if (pte) {
		set_pte_at(mm, addr, pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(pte, ptl);
		return;
	}
	arch_leave_lazy_mmu_mode();
}

void allocated_inside(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	/* expect: lock-order */
	pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return;
out:
	arch_leave_lazy_mmu_mode();
}

void guard_ends_too_early(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	/* chain: lock-order (the guard, or the end of its scope) */
	scoped_guard(spinlock, pte_lockptr(mm, pmd)) {
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		/* allow: lock-order */
	}
	arch_leave_lazy_mmu_mode();
}

void guard_begins_too_late(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* chain: lock-order */
	scoped_guard(spinlock, pte_lockptr(mm, pmd)) {
		set_pte(pte, __pte(0));
		/* allow: lock-order */
	}
	arch_leave_lazy_mmu_mode();
}

#define DROP_AND_RETAKE(lock)		\
	do {				\
		spin_unlock(lock);	\
		cond_resched();		\
		spin_lock(lock);	\
	} while (0)

void dropped_by_a_macro(struct walk *walk, pte_t *pte)
{
	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* chain: lock-order */
	DROP_AND_RETAKE(walk->ptl);
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
}

static int dropping_callback(pte_t *pte, unsigned long addr, void *data)
{
	struct walk *walk = data;

	/* chain: lock-order */
	spin_unlock(walk->ptl);
	cond_resched();
	/* allow: lock-order */
	spin_lock(walk->ptl);
	return 0;
}

static int visit_locked(struct walk *walk, pte_t *pte, unsigned long addr,
			unsigned long end, pte_fn_t fn)
{
	int err;

	spin_lock(walk->ptl);
	arch_enter_lazy_mmu_mode();
	do {
		/* chain: lock-order */
		err = fn(pte, addr, walk);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	arch_leave_lazy_mmu_mode();
	spin_unlock(walk->ptl);
	return err;
}

int dropped_by_a_callback(struct walk *walk, pte_t *pte, unsigned long addr,
			  unsigned long end)
{
	return visit_locked(walk, pte, addr, end, dropping_callback);
}
