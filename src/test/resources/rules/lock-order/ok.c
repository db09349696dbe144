// SPDX-License-Identifier: Apache-2.0
/* Regions inside their locks, and locks that are none of a page table. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	struct vm_area_struct *vma;
	spinlock_t stat_lock;
	unsigned long seen;
};

int locked_entered_left_unlocked(struct mm_struct *mm, pmd_t *pmd,
				 unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return 0;
}

int kernel_tables_have_no_lock(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);

	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int kernel_or_user(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte, *mapped;

	mapped = pte = mm == &init_mm ? pte_alloc_kernel(pmd, addr) :
			pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	if (mm != &init_mm)
		pte_unmap_unlock(mapped, ptl);
	return 0;
}

int two_tables(struct mm_struct *mm, pmd_t *old_pmd, unsigned long old_addr,
	       pmd_t *new_pmd, unsigned long new_addr)
{
	spinlock_t *old_ptl, *new_ptl;
	pte_t *old_pte, *new_pte;
	int err = 0;

	old_pte = pte_offset_map_lock(mm, old_pmd, old_addr, &old_ptl);
	if (!old_pte) {
		err = -EAGAIN;
		goto out;
	}
	new_pte = pte_offset_map_nolock(mm, new_pmd, new_addr, &new_ptl);
	if (!new_pte) {
		pte_unmap_unlock(old_pte, old_ptl);
		err = -EAGAIN;
		goto out;
	}
	if (new_ptl != old_ptl)
		spin_lock_nested(new_ptl, SINGLE_DEPTH_NESTING);
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, new_addr, new_pte, ptep_get(old_pte));
	pte_clear(mm, old_addr, old_pte);
	arch_leave_lazy_mmu_mode();
	if (new_ptl != old_ptl)
		spin_unlock(new_ptl);
	pte_unmap(new_pte);
	pte_unmap_unlock(old_pte, old_ptl);
out:
	return err;
}

bool tried_before(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);

	if (!pte)
		return false;
	if (!spin_trylock(ptl)) {
		pte_unmap(pte);
		return false;
	}
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return true;
}

void left_around_the_reschedule(struct mm_struct *mm, pmd_t *pmd,
				unsigned long addr, unsigned long end)
{
	spinlock_t *ptl;
	pte_t *start_pte, *pte;

again:
	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, pte++) {
		if (need_resched())
			break;
		set_pte_at(mm, addr, pte, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start_pte, ptl);
	if (addr < end) {
		cond_resched();
		goto again;
	}
}

void another_lock_inside(struct walk *walk, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(walk->mm, pmd, addr, &ptl);

	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	spin_lock(&walk->stat_lock);
	walk->seen++;
	spin_unlock(&walk->stat_lock);
	set_pte_at(walk->mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

void huge_entry_first(struct walk *walk, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	ptl = pmd_trans_huge_lock(pmd, walk->vma);
	if (ptl) {
		write_protect_huge(walk->vma, pmd);
		spin_unlock(ptl);
		return;
	}
	pte = pte_offset_map_lock(walk->mm, pmd, addr, &ptl);
	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	set_pte_at(walk->mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

void region_under_a_huge_lock(struct walk *walk, pmd_t *pmd)
{
	spinlock_t *ptl = pmd_trans_huge_lock(pmd, walk->vma);

	if (!ptl)
		return;
	arch_enter_lazy_mmu_mode();
	write_protect_huge(walk->vma, pmd);
	arch_leave_lazy_mmu_mode();
	spin_unlock(ptl);
}

void guard_around_the_region(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	guard(spinlock)(pte_lockptr(mm, pmd));

	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void scoped_guard_around_the_region(struct mm_struct *mm, pmd_t *pmd,
				    pte_t *pte)
{
	scoped_guard(spinlock, pte_lockptr(mm, pmd)) {
		if (pte_none(ptep_get(pte)))
			return;
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
	}
}

static void finish(pte_t *pte, spinlock_t *ptl)
{
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

int finished_by_a_helper(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	finish(pte, ptl);
	return 0;
}

static void relax(spinlock_t *ptl)
{
	arch_leave_lazy_mmu_mode();
	spin_unlock(ptl);
	cond_resched();
	spin_lock(ptl);
	arch_enter_lazy_mmu_mode();
}

void callee_leaves_before_it_unlocks(pte_t *pte, spinlock_t *ptl, int nr)
{
	spin_lock(ptl);
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (need_resched())
			relax(ptl);
		set_pte(pte++, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
	spin_unlock(ptl);
}

void caller_holds_the_lock(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void lock_of_the_caller(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	caller_holds_the_lock(mm, pte, addr);
	pte_unmap_unlock(pte, ptl);
}

void only_unmapped_inside(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = pte_offset_map(pmd, addr);

	arch_enter_lazy_mmu_mode();
	flush_slot(pte);
	pte_unmap(pte);
	arch_leave_lazy_mmu_mode();
}
